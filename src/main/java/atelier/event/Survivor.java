package atelier.event;

/**
 * A mutant that no test noticed.
 *
 * @param line counted from 1
 * @param from the original text
 * @param to the text that replaced it
 */
public record Survivor(String file, int line, String from, String to) {
  /** Its place and change on one line, as a model names it. */
  public String name() {
    return file + ":" + line + " `" + singleLine(from) + "` → `" + singleLine(to) + "`";
  }

  /** What became what, and where, as the end of a sentence. */
  public String sentence() {
    return "`" + singleLine(from) + "` became `" + singleLine(to) + "` in " + file + ":" + line;
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
