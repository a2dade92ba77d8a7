package atelier.packages;

import atelier.event.Diagnostic;
import atelier.packages.InstallResult.Refused;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.egress.Registry;
import atelier.packages.egress.Traffic;
import atelier.pattern.Pattern;
import atelier.sandbox.JobResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Decides what is at fault where packages could not be installed. Pure. */
final class InstallFailure {
  private static final int MAX_REASON_CHARS = 300;

  /** Escape sequences of terminals. */
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{2}");
  private static final Pattern PROBLEM =
      Pattern.compile("(?i)\\b(?:error|fail(?:ed|ure)?|cannot)\\b");

  /** Before npm says what is wrong, it prints a name for it. */
  private static final Pattern CODE = Pattern.compile("npm (?:error|ERR!) code ");

  private InstallFailure() {}

  /**
   * The manifest is only at fault if the tool says what is wrong with it, or if it asks for what is
   * on no registry. A tool that cannot reach its registry may say that there is no such package.
   */
  static InstallResult of(PackageRequest request, JobResult ended, Traffic traffic) {
    if (!traffic.failures().isEmpty()) {
      return new Skipped(String.join(", ", traffic.failures()));
    }
    List<Diagnostic> diagnostics = new ArrayList<>(ManifestDiagnostics.of(request, ended.output()));
    traffic
        .foreign()
        .forEach(host -> diagnostics.add(new Diagnostic(
            0, 0, "packages come from the registry alone, but something comes from " + host)));
    return diagnostics.isEmpty()
        ? new Skipped(reason(ended))
        : new Refused(diagnostics, ended.output(), InstallResult.Traffic.of(traffic));
  }

  /** What a person is to decide where nothing is installed without being asked. */
  static String question(PackageRequest request, Registry registry) {
    Set<String> hosts = new TreeSet<>(registry.hosts());
    hosts.addAll(registry.namedByUser());
    return "packages.mode is ask: the packages of " + request.manifest() + " would come from "
        + String.join(", ", hosts) + "; --set packages.mode=on installs them";
  }

  /** What a tool says is the reason, in a line; or the limit that it has reached. */
  static String reason(JobResult ended) {
    if (ended.end() != JobResult.End.EXITED) {
      return "a limit was reached (" + ended.end() + ") after " + ended.durationMs() / 1_000 + " s";
    }
    List<String> lines = CONTROL
        .replaceAll(ended.output(), "")
        .lines()
        .filter(line -> LETTERS.matcher(line).find() && !CODE.matcher(line).find())
        .toList();
    String line = lines.stream()
        .filter(each -> PROBLEM.matcher(each).find())
        .findFirst()
        .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    return line.substring(0, Math.min(MAX_REASON_CHARS, line.length()));
  }
}
