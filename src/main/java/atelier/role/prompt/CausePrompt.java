package atelier.role.prompt;

import atelier.event.FailedTest;
import atelier.event.ShellWords;
import atelier.proof.FailedProject;
import java.util.List;
import java.util.Set;

/**
 * The prompt that asks who is at fault for one failure.
 *
 * @param specs the specs of all features, oldest first
 * @param run what failed, such as {@code check "unit"}
 * @param command its command
 * @param failure what is known about the failed test
 * @param excerpt the lines of the output about it
 * @param test the path of the failed test's file; empty if it is not known
 * @param suspects the files that may be at fault
 * @param key the failure, see {@code FailureKey}
 */
public record CausePrompt(
    List<String> specs,
    String run,
    List<String> command,
    FailedTest failure,
    String excerpt,
    String test,
    FailedProject project,
    List<String> suspects,
    String key) {
  private static final int MAX_CONTENT_CHARS = 12_000;
  private static final int MAX_EXCERPT_CHARS = 4_000;

  /** The text of the prompt. */
  public String text() {
    StringBuilder text = new StringBuilder("# The spec\n")
        .append(String.join("\n\n", specs))
        .append("\n\n# What fails\n")
        .append(run)
        .append(": `")
        .append(ShellWords.quote(command))
        .append("`\n");
    if (!failure.expected().isEmpty() || !failure.actual().isEmpty()) {
      text.append("Expected ")
          .append(failure.expected())
          .append(", was ")
          .append(failure.actual())
          .append('\n');
    }
    text.append(Fenced.text(
        excerpt.length() <= MAX_EXCERPT_CHARS
            ? excerpt
            : excerpt.substring(excerpt.length() - MAX_EXCERPT_CHARS)));
    appendFiles(text);
    appendTried(text);
    return text.append("\n# The question\nWho is at fault? Answer {\"why\": \"…\", \"fault\":"
            + " \"code|test|check|example|environment\", \"file\": \"…\"}. `file` is one of: ")
        .append(String.join(", ", suspects))
        .append(".\n")
        .toString();
  }

  private void appendFiles(StringBuilder text) {
    int remainingChars = MAX_CONTENT_CHARS;
    List<String> paths = new java.util.ArrayList<>(suspects);
    if (!test.isEmpty() && !paths.contains(test)) {
      paths.add(0, test);
    }
    for (String path : paths) {
      String content = project.contents().getOrDefault(path, "");
      remainingChars -= content.length();
      var plan = project.plans().get(path);
      text.append("\n# ").append(path).append('\n');
      if (plan != null && !plan.contract().isEmpty()) {
        text.append("Contract: ").append(plan.contract()).append('\n');
      }
      text.append(remainingChars >= 0 ? Fenced.text(content) : "(its content is left out)\n");
    }
  }

  private void appendTried(StringBuilder text) {
    List<String> tried = project.ruledOut().stream()
        .filter(attempt -> attempt.concerns(Set.of(key)))
        .map(attempt -> "- " + attempt.why() + "\n")
        .toList();
    if (!tried.isEmpty()) {
      text.append("\n# What was tried\n");
      tried.forEach(text::append);
    }
  }
}
