package atelier.project;

/**
 * Something that must be mended in a file.
 *
 * @param source who found it: {@code answer}, {@code syntax}, {@code audit}, {@code run}, {@code
 * check}
 * @param text what it is, for the Writer
 */
public record Problem(String source, String text) {
  /** The same for the same fault, however its lines and numbers moved. */
  public String signature() {
    return source + ":" + text.replaceAll("[0-9]+", "0").replaceAll("\\s+", " ");
  }
}
