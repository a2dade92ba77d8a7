package atelier.studio;

/**
 * A person's request for a project or for another feature in it.
 *
 * @param spec describes what to build; at most 64 KiB
 * @param approve whether the blueprint waits for a person's approval
 * @param key the idempotency key, by which a request that is sent twice is recognised; empty for
 *     none
 */
public record ProjectRequest(String spec, boolean approve, String key) {
  public ProjectRequest(String spec, boolean approve) {
    this(spec, approve, "");
  }
}
