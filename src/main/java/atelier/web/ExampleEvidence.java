package atelier.web;

import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ShellWords;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.Project;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An acceptance example, and what it proves about the current files. Its components are JSON
 * fields.
 *
 * @param quote the words of the spec that it shows
 * @param kind {@code command}, or {@code served} if it starts a program and sends it requests
 * @param commandLine its commands, quoted for a POSIX shell
 * @param status pending, passed, failed or skipped; stale if a file changed after it ran; disputed
 *     if it fails and the spec does not say who is wrong
 * @param passes how often it passed on the current files
 * @param control pending; passed if it failed on broken code, failed if it did not
 * @param broken the files that were broken for the control
 * @param proves whether it is evidence
 * @param why why it is no evidence, as one sentence; empty if it is
 * @param differences what the program did otherwise in the last run
 */
record ExampleEvidence(
    String name,
    String quote,
    String kind,
    String commandLine,
    String status,
    int passes,
    int requiredPasses,
    String control,
    List<String> broken,
    boolean proves,
    String why,
    List<Difference> differences) {
  private static final String PORT = "$PORT";

  /**
   * A difference between what an example expects and what the program did.
   *
   * @param where such as {@code step 2: exit code}
   */
  record Difference(String where, String expected, String actual) {
    static Difference of(FailedTest failure) {
      return new Difference(failure.message(), failure.expected(), failure.actual());
    }
  }

  static ExampleEvidence of(Example example, Project project, MissingEvidence missing) {
    String tree = missing.tree();
    CheckResult result = project.examples().results().get(example.name());
    boolean disputed = project.examples().isDisputed(example.name(), tree);
    Optional<CheckResult> current =
        Optional.ofNullable(result).filter(any -> any.tree().equals(tree));
    String why = missing.ofExample(result, disputed, example.expectsContent());
    return new ExampleEvidence(
        example.name(),
        example.quote(),
        example.isServed() ? "served" : "command",
        commandLine(example),
        disputed ? "disputed" : EvidenceView.status(result, tree),
        current.map(CheckResult::passes).orElse(0),
        missing.requiredPasses(),
        current.map(CheckResult::control).orElse(Control.PENDING).name().toLowerCase(Locale.ROOT),
        current.map(CheckResult::broken).orElse(List.of()),
        why.isEmpty(),
        why,
        current.filter(CheckResult::failed).map(ExampleEvidence::differences).orElse(List.of()));
  }

  private static List<Difference> differences(CheckResult result) {
    return Objects.requireNonNull(result.evidence()).failures().stream()
        .map(Difference::of)
        .toList();
  }

  /** Each command with the variables in front; {@code $PORT} is left to the shell. */
  private static String commandLine(Example example) {
    String variables = example.env().entrySet().stream()
        .map(variable -> variable.getKey() + "=" + quote(variable.getValue()) + " ")
        .collect(Collectors.joining());
    return example.commands().stream()
        .map(command -> variables
            + command.stream().map(ExampleEvidence::quote).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("; "));
  }

  private static String quote(String word) {
    return word.equals(PORT)
        ? "\"" + PORT + "\""
        : ShellWords.quote(List.of(word)).replace(PORT, "'\"" + PORT + "\"'");
  }
}
