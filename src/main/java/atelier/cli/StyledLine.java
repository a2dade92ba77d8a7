package atelier.cli;

/** One line of the story, with the tone it is told in. */
record StyledLine(Tone tone, String text) {
  /** How a line is coloured where colours are wanted. */
  enum Tone {
    PLAIN(""),
    GOOD("\u001b[32m"),
    BAD("\u001b[31m"),
    WARN("\u001b[33m"),
    DETAIL("\u001b[2m");

    private final String colour;

    Tone(String colour) {
      this.colour = colour;
    }
  }

  static StyledLine plain(String text) {
    return new StyledLine(Tone.PLAIN, text);
  }

  static StyledLine good(String text) {
    return new StyledLine(Tone.GOOD, text);
  }

  static StyledLine bad(String text) {
    return new StyledLine(Tone.BAD, text);
  }

  static StyledLine warn(String text) {
    return new StyledLine(Tone.WARN, text);
  }

  static StyledLine detail(String text) {
    return new StyledLine(Tone.DETAIL, "   " + text);
  }

  String coloured() {
    return tone.colour.isEmpty() ? text : tone.colour + text + "\u001b[0m";
  }
}
