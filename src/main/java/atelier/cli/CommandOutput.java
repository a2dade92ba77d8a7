package atelier.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * What a command shows: data on standard output, the story beside it or, where data is wanted, on
 * standard error. For one thread.
 */
final class CommandOutput {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream data;
  private final PrintStream story;
  private final boolean coloured;
  private final boolean live;
  private String progress = "";

  private CommandOutput(PrintStream data, PrintStream story, boolean coloured, boolean live) {
    this.data = data;
    this.story = story;
    this.coloured = coloured;
    this.live = live;
  }

  static CommandOutput of(CommandContext context, boolean json, boolean noColour) {
    var console = context.console();
    var terminal = json ? console.terminalErr() : console.terminalOut();
    var dumb = context.surroundings().variable("TERM").equals("dumb");
    var plain = noColour || !context.surroundings().variable("NO_COLOR").isEmpty();
    return new CommandOutput(
        console.out(),
        json ? console.err() : console.out(),
        terminal && !dumb && !plain,
        terminal && !dumb);
  }

  void tell(List<StyledLine> lines) {
    lines.forEach(this::tell);
  }

  void tell(StyledLine line) {
    wipe();
    story.println(coloured ? line.coloured() : line.text());
    draw();
  }

  /** A line that changes in place; nothing where there is no terminal. */
  void progress(String text) {
    if (live && !text.equals(progress)) {
      wipe();
      progress = text;
      draw();
    }
  }

  void data(String line) {
    data.println(line);
  }

  private void wipe() {
    if (!progress.isEmpty()) {
      story.print(CLEAR);
    }
  }

  private void draw() {
    if (!progress.isEmpty()) {
      story.print(progress);
      story.flush();
    }
  }
}
