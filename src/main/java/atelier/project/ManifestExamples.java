package atelier.project;

import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ShellWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the part of MANIFEST.md from the spec's words to what shows them. A project that was made
 * before there were examples has no such part. The literals of the spec are left out: their rules
 * change, and the text is part of commits.
 */
final class ManifestExamples {
  private ManifestExamples() {}

  static void append(Project project, StringBuilder text) {
    AcceptanceExamples examples = project.examples();
    if (!examples.ready() && examples.inForce().isEmpty()) {
      return;
    }
    text.append("\n## What the spec says\n");
    appendExamples(project, text);
    text.append('\n');
    appendDifferences(project, text);
    appendStart(project, text);
    examples
        .cannotShow()
        .forEach(entry -> text.append("- Cannot be shown: \"")
            .append(plain(entry.quote()))
            .append("\": ")
            .append(plain(entry.why()))
            .append('\n'));
    examples
        .withdrawn()
        .forEach((name, reason) -> text.append("- Withdrawn: ")
            .append(plain(name))
            .append(": ")
            .append(plain(reason))
            .append('\n'));
  }

  private static void appendExamples(Project project, StringBuilder text) {
    if (project.examples().inForce().isEmpty()) {
      return;
    }
    text.append("\n| the spec's words | example | command | result |\n|---|---|---|---|\n");
    for (Example example : project.examples().inForce()) {
      String commands = example.commands().stream()
          .map(ShellWords::quote)
          .map(ManifestExamples::code)
          .collect(Collectors.joining("; "));
      text.append("| ")
          .append(plain(example.quote()))
          .append(" | ")
          .append(plain(example.name()))
          .append(" | ")
          .append(commands)
          .append(" | ")
          .append(result(project, example.name()))
          .append(" |\n");
    }
  }

  private static String result(Project project, String name) {
    AcceptanceExamples examples = project.examples();
    String tree = project.treeHash();
    CheckResult result = examples.results().get(name);
    if (result == null) {
      return "not run yet";
    } else if (!result.tree().equals(tree)) {
      return "not run since the last change";
    } else if (!result.skipReason().isEmpty()) {
      return "could not be run: " + plain(result.skipReason());
    } else if (result.failed()) {
      return examples.isDisputed(name, tree) ? "failed, disputed" : "failed";
    }
    return "passed " + result.passes() + " times"
        + switch (result.control()) {
          case PENDING -> "";
          case PASSED -> ", failed on broken code";
          case FAILED -> ", passed on broken code too, so it proves nothing";
        };
  }

  private static void appendDifferences(Project project, StringBuilder text) {
    String tree = project.treeHash();
    Map<String, List<FailedTest>> failed = new LinkedHashMap<>();
    project
        .examples()
        .inForce()
        .forEach(example -> Optional.of(project.examples().result(example.name(), tree))
            .filter(CheckResult::failed)
            .map(CheckResult::evidence)
            .ifPresent(evidence -> failed.put(example.name(), evidence.failures())));
    failed.forEach((name, differences) -> differences.forEach(difference -> text.append("- ")
        .append(plain(name))
        .append(", ")
        .append(plain(difference.message()))
        .append(": expected ")
        .append(code(difference.expected()))
        .append(", was ")
        .append(code(difference.actual()))
        .append('\n')));
  }

  /** The run of the start command by itself, where no example or check runs the program. */
  private static void appendStart(Project project, StringBuilder text) {
    CheckResult result = project.startResult();
    if (result != null && result.tree().equals(project.treeHash())) {
      text.append("- Start command ")
          .append(code(ShellWords.quote(StartCommand.command(project))))
          .append(": ")
          .append(
              result.skipReason().isEmpty()
                  ? result.passed() ? "runs" : "failed"
                  : "could not be run: " + plain(result.skipReason()))
          .append('\n');
    }
  }

  /** Text of a model as one line that is no markup. */
  private static String plain(String text) {
    return singleLine(text).replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }

  private static String code(String text) {
    return "`" + singleLine(text).replace("`", "'").replace("|", "\\|") + "`";
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
