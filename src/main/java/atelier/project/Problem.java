package atelier.project;

/**
 * A problem that the next version of a file must fix.
 *
 * @param source who found it: {@code answer}, {@code syntax}, {@code audit}, {@code packages},
 *     {@code run}, {@code check} or {@code example}
 * @param text a description for the Writer
 */
public record Problem(String source, String text) {
  /** Whether a compiler, scanner or registry found it: it is the file's own fault for sure. */
  boolean isCertain() {
    return source.equals("syntax") || source.equals("audit") || source.equals("packages");
  }

  /** Whether a run or a registry found it, so that it may be gone when the machine has changed. */
  boolean isRunFailure() {
    return source.equals("run")
        || source.equals("check")
        || source.equals("example")
        || source.equals("packages");
  }

  /** A key that is equal for the same problem, even if its line numbers changed. */
  public String signature() {
    return source + ":" + text.replaceAll("[0-9]+", "0").replaceAll("\\s+", " ");
  }
}
