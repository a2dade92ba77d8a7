package atelier.cli.report;

/** One line of console output and its style. */
public record StyledLine(Style style, String text) {
  /** The style of a line, with its ANSI escape code. */
  enum Style {
    PLAIN(""),
    SUCCESS("\u001b[32m"),
    ERROR("\u001b[31m"),
    WARNING("\u001b[33m"),
    DETAIL("\u001b[2m");

    private final String ansiCode;

    Style(String ansiCode) {
      this.ansiCode = ansiCode;
    }
  }

  public static StyledLine plain(String text) {
    return new StyledLine(Style.PLAIN, text);
  }

  public static StyledLine success(String text) {
    return new StyledLine(Style.SUCCESS, text);
  }

  public static StyledLine error(String text) {
    return new StyledLine(Style.ERROR, text);
  }

  public static StyledLine warning(String text) {
    return new StyledLine(Style.WARNING, text);
  }

  public static StyledLine detail(String text) {
    return new StyledLine(Style.DETAIL, "   " + text);
  }

  String coloured() {
    return style.ansiCode.isEmpty() ? text : style.ansiCode + text + "\u001b[0m";
  }
}
