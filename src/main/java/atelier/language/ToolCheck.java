package atelier.language;

import atelier.event.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One look of a language's own tool at a file, without running it.
 *
 * @param tools executables that can do it, the best first
 * @param arguments with {@code {file}} for the file, {@code {root}} for the crate's or program's
 *     main file, {@code {out}} for a folder to write to
 * @param error how an error reads in its output: groups {@code file}, {@code line} and {@code
 *     message}; {@code column} or {@code caret}, the blanks before a caret; {@code detail}
 * @param inconclusive messages about what this look cannot judge, such as a file not written yet
 */
record ToolCheck(List<String> tools, List<String> arguments, Pattern error, Pattern inconclusive) {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  ToolCheck {
    tools = List.copyOf(tools);
    arguments = List.copyOf(arguments);
  }

  /** A look by the first tool that is there: {@code command} is its names, then its arguments. */
  static ToolCheck of(String tools, String arguments, String error) {
    return new ToolCheck(
        List.of(tools.split(" ")),
        List.of(arguments.split(" ")),
        Pattern.compile(error, Pattern.MULTILINE),
        NOTHING);
  }

  ToolCheck withArguments(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(arguments);
    return new ToolCheck(tools, all, error, inconclusive);
  }

  ToolCheck inconclusive(String messages) {
    return new ToolCheck(tools, arguments, error, Pattern.compile(messages));
  }

  /** What an output says, each with the file it is about. */
  List<ToolDiagnostic> parseOutput(String output) {
    List<ToolDiagnostic> said = new ArrayList<>();
    Matcher found = error.matcher(output);
    while (found.find() && said.size() < 1_000) {
      said.add(toDiagnostic(found));
    }
    return said;
  }

  private ToolDiagnostic toDiagnostic(Matcher found) {
    String file = group(found, "file").orElse("");
    int line = group(found, "line").map(ToolCheck::parseNumber).orElse(0);
    int column = group(found, "column")
        .map(ToolCheck::parseNumber)
        .or(() -> group(found, "caret").map(blanks -> blanks.length() + 1))
        .orElse(0);
    String message = group(found, "message").orElse("")
        + group(found, "detail").map(detail -> ": " + detail).orElse("");
    return new ToolDiagnostic(
        file, new Diagnostic(line, column, message), inconclusive.matcher(message).find());
  }

  private Optional<String> group(Matcher found, String name) {
    return error.pattern().contains("(?<" + name + ">")
        ? Optional.ofNullable(found.group(name))
        : Optional.empty();
  }

  private static int parseNumber(String digits) {
    return digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  /** A message about a file, and whether it is beyond what the look can judge. */
  record ToolDiagnostic(String file, Diagnostic diagnostic, boolean inconclusive) {}
}
