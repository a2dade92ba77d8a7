package atelier.role;

import atelier.event.Lesson;
import atelier.project.Ladder.Rung;
import java.util.List;

/**
 * What the Writer's model is asked: first what is the same for all files, then this file's task.
 */
final class WritePrompt {
  private static final int MAX_PROBLEMS = 3;
  private static final int MAX_BODY_CHARS = 16_000;

  private WritePrompt() {}

  /**
   * The same bytes for every file of a blueprint, so that a model's prompt cache serves them all.
   */
  static String context(Writer.Write task) {
    return "# What is wanted\n" + task.spec() + "\n\n# The blueprint\n"
        + DesignPrompt.blueprint(task.blueprint());
  }

  /** The file's own part; {@code whole} false leaves out the bodies that it uses. */
  static String task(Writer.Write task, List<Lesson> lessons, boolean whole) {
    StringBuilder text = new StringBuilder();
    if (whole) {
      int left = MAX_BODY_CHARS;
      for (var body : task.bodies().entrySet()) {
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
        .append(task.file())
        .append('\n')
        .append(task.plan().description())
        .append('\n');
    if (!task.plan().contract().isEmpty()) {
      text.append("It must offer: ").append(task.plan().contract()).append('\n');
    }
    lessons.forEach(lesson ->
        text.append("\nA lesson from before: ").append(lesson.advice()).append('\n'));
    task.hints()
        .forEach(hint -> text.append("\nAdvice from a person: ").append(hint).append('\n'));
    text.append(state(task));
    return text.append(
            "\nAnswer with one line `Commit: <what this version does>` and then the whole "
                + "file ")
        .append(task.file())
        .append(" in one fenced block.\n")
        .toString();
  }

  private static String state(Writer.Write task) {
    StringBuilder text = new StringBuilder();
    if (task.current() != null) {
      text.append(
              task.problems().isEmpty()
                  ? "\n# The file as it is; change it as asked\n"
                  : "\n# Your last version\n")
          .append(fenced(task.current()));
    }
    if (!task.problems().isEmpty()) {
      text.append(
          task.rung() == Rung.REPAIR || task.rung() == Rung.FIRST
              ? "\n# What is wrong with it\n"
              : "\n# What was wrong with earlier versions\n");
      task.problems().stream()
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
