package atelier.cli;

/** One line of the story, with the tone it is told in. */
record Line(Tone tone, String text) {
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

  static Line plain(String text) {
    return new Line(Tone.PLAIN, text);
  }

  static Line good(String text) {
    return new Line(Tone.GOOD, text);
  }

  static Line bad(String text) {
    return new Line(Tone.BAD, text);
  }

  static Line warn(String text) {
    return new Line(Tone.WARN, text);
  }

  static Line detail(String text) {
    return new Line(Tone.DETAIL, "   " + text);
  }

  String coloured() {
    return tone.colour.isEmpty() ? text : tone.colour + text + "\u001b[0m";
  }
}
