package atelier.role.prompt;

/** A text in a fenced block. */
final class Fenced {
  private Fenced() {}

  /** Puts a text in a fence that is longer than any fence in it. */
  static String text(String content) {
    String marker = "```";
    while (content.contains(marker)) {
      marker += "`";
    }
    return marker + "\n" + content + (content.endsWith("\n") ? "" : "\n") + marker + "\n";
  }
}
