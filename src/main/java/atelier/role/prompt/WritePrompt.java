package atelier.role.prompt;

import atelier.event.Blueprint;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.event.Lesson;
import atelier.event.Survivor;
import atelier.project.Problem;
import atelier.project.RepairPolicy.RepairStage;
import atelier.project.TestFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prompt for one version of a file: first the part common to all files, then this file's part.
 *
 * @param usedFiles the files that it uses, each after those that it uses itself
 * @param currentContent the content to fix or change; null to write the file from scratch
 * @param stage the kind of this attempt
 * @param problems what is wrong with earlier versions
 * @param survivors for a test, the small faults that no test notices
 * @param examples for a test, the acceptance examples
 */
public record WritePrompt(
    String spec,
    Blueprint blueprint,
    FilePlan plan,
    RepairStage stage,
    List<UsedFile> usedFiles,
    @Nullable String currentContent,
    List<Problem> problems,
    List<String> hints,
    List<Lesson> lessons,
    List<Survivor> survivors,
    List<Example> examples) {
  /** The length for which files are planned; data, pages and tests may be longer. */
  static final int MAX_LINES = 120;

  private static final int MAX_PROBLEMS = 3;

  /** The common part: equal bytes for every file of a blueprint, so that prompt caches apply. */
  public String sharedContext() {
    return "# What to build\n" + spec + "\n\n# The blueprint\n"
        + DesignPrompt.describe(blueprint, FilePhrase::inOneLine);
  }

  /** The file's own part, with or without the contents of the files it uses. */
  public String fileTask(boolean withContents) {
    StringBuilder text = new StringBuilder(FilePhrase.contractsAround(plan, blueprint));
    text.append(UsedBodies.of(usedFiles, blueprint.delete(), withContents));
    text.append("# Your file: ")
        .append(plan.path())
        .append('\n')
        .append(plan.description())
        .append('\n');
    if (!plan.contract().isEmpty()) {
      text.append("Contract: ").append(plan.contract()).append('\n');
    }
    if (TestFiles.isSource(plan.path())) {
      text.append("At most ").append(MAX_LINES).append(" lines.\n");
    }
    if (!examples.isEmpty()) {
      text.append("\n# What the program must do, by the spec\n");
      examples.forEach(example -> text.append(ExamplePhrase.of(example)));
    }
    lessons.forEach(lesson -> text.append('\n').append(LessonQuote.of(lesson)));
    hints.forEach(hint -> text.append("\nHint from a person: ").append(hint).append('\n'));
    text.append(currentState()).append(unnoticedFaults());
    return text.append("\nAnswer with the line `Commit: …` and the whole of ")
        .append(plan.path())
        .append(" in one fenced block.\n")
        .toString();
  }

  private String currentState() {
    StringBuilder text = new StringBuilder();
    if (currentContent != null) {
      text.append(
              problems.isEmpty()
                  ? "\n# The current file; change it as requested\n"
                  : "\n# Your last version\n")
          .append(Fenced.text(currentContent));
    }
    if (!problems.isEmpty()) {
      text.append(
          stage == RepairStage.REPAIR || stage == RepairStage.FIRST
              ? "\n# What is wrong with it\n"
              : "\n# What was wrong with earlier versions\n");
      problems.stream()
          .limit(MAX_PROBLEMS)
          .forEach(problem -> text.append("- ").append(problem.text()).append('\n'));
      text.append("Fix the cause; keep everything else.\n");
    }
    return text.toString();
  }

  private String unnoticedFaults() {
    if (survivors.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n# What no test notices\n");
    survivors.forEach(survivor ->
        text.append("- no test notices that ").append(survivor.sentence()).append('\n'));
    return text.append("For each of them, add a test that fails with the change and passes without"
            + " it, according to what is to be built; the code stays as it is. Keep all other"
            + " tests. If both are right, since nothing that can be observed differs, add no test,"
            + " and say why on a line of its own before the file, in this form:\nEquivalent: ")
        .append(survivors.get(0).name())
        .append(": <why>\n")
        .toString();
  }
}
