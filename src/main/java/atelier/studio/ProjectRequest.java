package atelier.studio;

/**
 * What a person asks of a project.
 *
 * @param spec what is wanted, at most 64 KiB
 * @param approve whether the blueprint is to wait for a person
 * @param key by which the same wish is known again when it is sent twice; empty for none
 */
public record ProjectRequest(String spec, boolean approve, String key) {
  public ProjectRequest(String spec, boolean approve) {
    this(spec, approve, "");
  }
}
