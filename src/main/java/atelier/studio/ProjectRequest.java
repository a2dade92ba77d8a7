package atelier.studio;

import java.util.function.UnaryOperator;

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

  /** The request with {@code change} applied to its texts. */
  public ProjectRequest mapTexts(UnaryOperator<String> change) {
    return new ProjectRequest(change.apply(spec), approve, change.apply(key));
  }
}
