package atelier.role.prompt;

/** Puts text into fenced blocks. */
final class Fences {
  private Fences() {}

  /** Puts a text in a fence that is longer than any fence in it. */
  static String around(String content) {
    String marker = "```";
    while (content.contains(marker)) {
      marker += "`";
    }
    return marker + "\n" + content + (content.endsWith("\n") ? "" : "\n") + marker + "\n";
  }
}
