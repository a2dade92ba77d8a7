package atelier.role.prompt;

import atelier.event.Blueprint;
import atelier.event.FilePlan;
import atelier.event.Lesson;
import atelier.project.Problem;
import atelier.project.RepairPolicy.RepairStage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prompt for one version of a file: first what is the same for all files, then this file.
 *
 * @param dependencyContents the accepted contents of the files that it uses, by path
 * @param currentContent the newest content, to be fixed or changed; null for a file written afresh
 * @param problems what is wrong with earlier versions
 */
public record WritePrompt(
    String spec,
    Blueprint blueprint,
    FilePlan plan,
    RepairStage stage,
    Map<String, String> dependencyContents,
    @Nullable String currentContent,
    List<Problem> problems,
    List<String> hints,
    List<Lesson> lessons) {
  private static final int MAX_PROBLEMS = 3;
  private static final int MAX_DEPENDENCY_CHARS = 16_000;

  /**
   * The same bytes for every file of a blueprint, so that a model's prompt cache serves them all.
   */
  public String sharedContext() {
    return "# What is wanted\n" + spec + "\n\n# The blueprint\n" + DesignPrompt.describe(blueprint);
  }

  /** The file's own part; {@code whole} false leaves out the bodies that it uses. */
  public String fileTask(boolean whole) {
    StringBuilder text = new StringBuilder();
    if (whole) {
      int left = MAX_DEPENDENCY_CHARS;
      for (var body : dependencyContents.entrySet()) {
        left -= body.getValue().length();
        if (left >= 0) {
          text.append("# ")
              .append(body.getKey())
              .append(", which your file uses\n")
              .append(fenced(body.getValue()))
              .append('\n');
        }
      }
    }
    text.append("# Your file: ")
        .append(plan.path())
        .append('\n')
        .append(plan.description())
        .append('\n');
    if (!plan.contract().isEmpty()) {
      text.append("It must offer: ").append(plan.contract()).append('\n');
    }
    lessons.forEach(lesson ->
        text.append("\nA lesson from before: ").append(lesson.advice()).append('\n'));
    hints.forEach(hint -> text.append("\nAdvice from a person: ").append(hint).append('\n'));
    text.append(appendCurrentState());
    return text.append(
            "\nAnswer with one line `Commit: <what this version does>` and then the whole "
                + "file ")
        .append(plan.path())
        .append(" in one fenced block.\n")
        .toString();
  }

  private String appendCurrentState() {
    StringBuilder text = new StringBuilder();
    if (currentContent != null) {
      text.append(
              problems.isEmpty()
                  ? "\n# The file as it is; change it as asked\n"
                  : "\n# Your last version\n")
          .append(fenced(currentContent));
    }
    if (!problems.isEmpty()) {
      text.append(
          stage == RepairStage.REPAIR || stage == RepairStage.FIRST
              ? "\n# What is wrong with it\n"
              : "\n# What was wrong with earlier versions\n");
      problems.stream()
          .limit(MAX_PROBLEMS)
          .forEach(problem -> text.append("- ").append(problem.text()).append('\n'));
      text.append("Mend the cause; keep everything else.\n");
    }
    return text.toString();
  }

  /** A fence longer than any in the text. */
  private static String fenced(String body) {
    String fence = "```";
    while (body.contains(fence)) {
      fence += "`";
    }
    return fence + "\n" + body + (body.endsWith("\n") ? "" : "\n") + fence + "\n";
  }
}
