package atelier.cli.watch;

import atelier.cli.report.StyledLine;
import atelier.cli.report.TerminalText;
import atelier.event.Blueprint;
import atelier.event.ShellWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints a blueprint and asks the user to approve it. */
final class ApprovalPrompt {
  private ApprovalPrompt() {}

  static List<StyledLine> describe(@Nullable Blueprint blueprint) {
    List<StyledLine> lines = new ArrayList<>();
    if (blueprint != null) {
      lines.add(StyledLine.plain(TerminalText.firstLine(blueprint.summary(), 400)));
      blueprint.assumptions().forEach(text -> lines.add(detail("assumes: " + text)));
      blueprint
          .files()
          .forEach(
              file -> lines.add(detail("file:    " + file.path() + "  " + file.description())));
      blueprint.delete().forEach(path -> lines.add(detail("deletes: " + path)));
      blueprint
          .checks()
          .forEach(check -> lines.add(
              detail("check:   " + check.name() + ": " + ShellWords.quote(check.command()))));
    }
    lines.add(StyledLine.warning("Build this? [y/n]"));
    return lines;
  }

  /** Reads the reply on a separate thread, so that Ctrl-C keeps working. */
  static void readAnswer(InputStream in, Consumer<Boolean> listener) {
    var reader = new Thread(() -> listener.accept(isYes(in)), "approval");
    reader.setDaemon(true);
    reader.start();
  }

  private static boolean isYes(InputStream in) {
    try {
      var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line != null && List.of("y", "yes").contains(line.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      return false;
    }
  }

  private static StyledLine detail(String text) {
    return StyledLine.detail(TerminalText.firstLine(text, 160));
  }
}
