package atelier.language;

import atelier.event.Diagnostic;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A check of a file by a tool of its language, without running the file.
 *
 * @param tools the executables that can make it, the best first
 * @param arguments with {@code {file}} for the file, {@code {root}} for the crate's or program's
 *     main file, {@code {out}} for a folder to write to
 * @param error the pattern of an error in the output, with the groups {@code file}, {@code line},
 *     {@code message}, {@code column} or {@code caret} (the blanks before it), {@code detail}
 * @param inconclusive the pattern of messages that this check cannot decide, such as about a file
 *     that is not written yet
 */
record ToolCheck(List<String> tools, List<String> arguments, Pattern error, Pattern inconclusive) {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  ToolCheck {
    tools = List.copyOf(tools);
    arguments = List.copyOf(arguments);
  }

  /** Creates a check by the first installed tool; tools and arguments are separated by blanks. */
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

  /** Returns the errors in an output, each with its file; at most 1,000. */
  List<ToolDiagnostic> parseOutput(String output) {
    List<ToolDiagnostic> diagnostics = new ArrayList<>();
    Matcher match = error.matcher(output);
    while (match.find() && diagnostics.size() < 1_000) {
      diagnostics.add(toDiagnostic(match));
    }
    return diagnostics;
  }

  private ToolDiagnostic toDiagnostic(Matcher match) {
    String file = group(match, "file").orElse("");
    int line = group(match, "line").map(ToolCheck::parseNumber).orElse(0);
    int column = group(match, "column")
        .map(ToolCheck::parseNumber)
        .or(() -> group(match, "caret").map(blanks -> blanks.length() + 1))
        .orElse(0);
    String message = group(match, "message").orElse("")
        + group(match, "detail").map(detail -> ": " + detail).orElse("");
    return new ToolDiagnostic(
        file,
        new Diagnostic(line, column, message),
        inconclusive.matcher(message).find());
  }

  private Optional<String> group(Matcher match, String name) {
    return error.pattern().contains("(?<" + name + ">")
        ? Optional.ofNullable(match.group(name))
        : Optional.empty();
  }

  private static int parseNumber(String digits) {
    return digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  /** An error in a file, and whether it is inconclusive. */
  record ToolDiagnostic(String file, Diagnostic diagnostic, boolean inconclusive) {}
}
