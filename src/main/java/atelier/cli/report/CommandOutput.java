package atelier.cli.report;

import atelier.cli.context.CommandContext;
import java.io.PrintStream;
import java.util.List;

/**
 * Prints a command's output: data to standard output, messages to standard output or, with
 * {@code --json}, to standard error. Not thread-safe.
 */
public final class CommandOutput {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream data;
  private final PrintStream messages;
  private final boolean coloured;
  private final boolean interactive;
  private String progress = "";

  private CommandOutput(
      PrintStream data, PrintStream messages, boolean coloured, boolean interactive) {
    this.data = data;
    this.messages = messages;
    this.coloured = coloured;
    this.interactive = interactive;
  }

  public static CommandOutput of(CommandContext context, boolean json, boolean noColour) {
    var console = context.console();
    var terminal = json ? console.terminalErr() : console.terminalOut();
    var dumb = context.environment().variable("TERM").equals("dumb");
    var plain = noColour || !context.environment().variable("NO_COLOR").isEmpty();
    return new CommandOutput(
        console.out(),
        json ? console.err() : console.out(),
        terminal && !dumb && !plain,
        terminal && !dumb);
  }

  public void print(List<StyledLine> lines) {
    lines.forEach(this::print);
  }

  public void print(StyledLine line) {
    clearProgress();
    messages.println(coloured ? line.coloured() : line.text());
    drawProgress();
  }

  /** Replaces the progress line below the messages; does nothing without a terminal. */
  public void showProgress(String text) {
    if (interactive && !text.equals(progress)) {
      clearProgress();
      progress = text;
      drawProgress();
    }
  }

  public void printData(String line) {
    data.println(line);
  }

  private void clearProgress() {
    if (!progress.isEmpty()) {
      messages.print(CLEAR_LINE);
    }
  }

  private void drawProgress() {
    if (!progress.isEmpty()) {
      messages.print(progress);
      messages.flush();
    }
  }
}
