package atelier.packages;

import atelier.event.Diagnostic;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

/** Finds what is wrong with a manifest in what a tool printed. Pure. */
final class ManifestDiagnostics {
  private static final int MAX_DIAGNOSTICS = 10;
  private static final int MAX_OUTPUT_CHARS = 200_000;
  private static final int MAX_GROUP_CHARS = 300;

  private static final List<RegistryProblem> ROWS = Stream.concat(
          ScriptRegistryProblems.ROWS.stream(), BuildRegistryProblems.ROWS.stream())
      .toList();

  private static final Pattern BREAK = Pattern.compile("\\s*\\n\\s*");

  private ManifestDiagnostics() {}

  /**
   * Returns a diagnostic for each problem of the tables, at most 10, about the request's first
   * manifest; one about another of its files names that file and has no line. Empty if the output
   * says nothing that the tables know.
   */
  static List<Diagnostic> of(PackageRequest request, String output) {
    String text = output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
    Map<String, Diagnostic> found = new LinkedHashMap<>();
    for (RegistryProblem row : ROWS) {
      if (row.ecosystem().equals(request.ecosystem())) {
        Matcher matcher = row.pattern().matcher(text);
        while (found.size() < MAX_DIAGNOSTICS && matcher.find()) {
          String subject = group(matcher, 1);
          found.putIfAbsent(
              subject.toLowerCase(Locale.ROOT), diagnostic(request, row, matcher, subject));
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  private static String group(MatchResult match, int number) {
    String text = match.groupCount() < number ? null : match.group(number);
    String line = text == null ? "" : BREAK.replaceAll(text.strip(), "; ");
    return line.substring(0, Math.min(MAX_GROUP_CHARS, line.length()));
  }

  private static Diagnostic diagnostic(
      PackageRequest request, RegistryProblem row, MatchResult match, String subject) {
    String message = String.format(Locale.ROOT, row.message(), subject, group(match, 2));
    if (row.isName()) {
      message += question(WellKnownPackages.nearest(request.ecosystem(), subject));
    }
    ManifestPosition at = ManifestPosition.of(request, subject, match.group());
    return at.file().isEmpty()
        ? new Diagnostic(at.line(), at.column(), message)
        : new Diagnostic(0, 0, at.file() + ", line " + at.line() + ": " + message);
  }

  private static String question(List<String> names) {
    return names.isEmpty() ? "" : ": did you mean `" + String.join("` or `", names) + "`?";
  }
}
