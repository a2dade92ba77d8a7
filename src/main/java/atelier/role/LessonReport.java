package atelier.role;

import atelier.event.Event;
import atelier.event.Event.LessonsLearned;
import atelier.event.Lesson;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Failure;
import atelier.role.answer.JsonAnswer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Derives lessons from the failures of a feature, with one call of a model. */
final class LessonReport {
  private static final int MAX_TOKENS = 1_500;
  private static final int MAX_LESSONS = 5;
  private static final int MAX_TEXT_CHARS = 300;
  private static final int MAX_LISTED_FAILURES = 20;

  private final Analyst.Analyze task;
  private final Tools tools;

  LessonReport(Analyst.Analyze task, Tools tools) {
    this.task = task;
    this.tools = tools;
  }

  /** Without a usable answer the lessons are taken from the failures, so that projects can end. */
  Future<List<Event>> perform() {
    Prompt prompt = Prompt.plainText(
        task.project(),
        "analyst",
        Purpose.LESSONS,
        "",
        tools.prompts().forRole("analyst"),
        promptText(task),
        MAX_TOKENS);
    return tools
        .llm()
        .complete(prompt, Llm.Progress.NONE)
        .map(completion -> parseLessons(completion.text()))
        .otherwise(List.of())
        .map(lessons -> lessons.isEmpty() ? lessonsFromFailures(task, tools) : lessons)
        .map(lessons -> List.of(new LessonsLearned(documentText(task, lessons), lessons)));
  }

  private static String promptText(Analyst.Analyze task) {
    StringBuilder text =
        new StringBuilder("# Request\n").append(task.spec()).append("\n\n# Failures\n");
    task.failures().stream()
        .limit(MAX_LISTED_FAILURES)
        .forEach(failure -> text.append("- ")
            .append(failure.file().isEmpty() ? "blueprint" : failure.file())
            .append(" (")
            .append(failure.source())
            .append("): ")
            .append(truncate(failure.text()))
            .append('\n'));
    return text.toString();
  }

  private static List<Lesson> parseLessons(String answer) {
    List<Lesson> lessons = new ArrayList<>();
    JsonNode object = JsonAnswer.find(
            answer, "lessons", found -> found.path("lessons").isArray() ? 0 : -1)
        .object();
    if (object != null) {
      for (JsonNode node : object.path("lessons")) {
        Lesson lesson = new Lesson(
            truncate(node.path("title").asString("")),
                truncate(node.path("subject").asString("")),
            truncate(node.path("trigger").asString("")),
                truncate(node.path("advice").asString("")));
        if (!lesson.title().isBlank()
            && !lesson.advice().isBlank()
            && lessons.size() < MAX_LESSONS) {
          lessons.add(lesson);
        }
      }
    }
    return lessons;
  }

  private static List<Lesson> lessonsFromFailures(Analyst.Analyze task, Tools tools) {
    Map<String, Lesson> lessons = new LinkedHashMap<>();
    for (Failure failure : task.failures()) {
      String subject = failure.source().equals("blueprint")
          ? "blueprint"
          : tools.toolchains().languageOf(failure.file()).orElse("");
      String summary = summarize(failure);
      lessons.putIfAbsent(
          failure.source() + summary,
          new Lesson(
              "A " + failure.source() + " failure", subject, summary, "Avoid this: " + summary));
    }
    return lessons.values().stream().limit(MAX_LESSONS).toList();
  }

  private static String documentText(Analyst.Analyze task, List<Lesson> lessons) {
    StringBuilder text = new StringBuilder("# Lessons learned\n\n## What went wrong\n\n");
    task.failures().stream()
        .limit(MAX_LISTED_FAILURES)
        .forEach(failure -> text.append("- ")
            .append(failure.file().isEmpty() ? "The blueprint" : "`" + failure.file() + "`")
            .append(failure.attempt() > 0 ? ", attempt " + failure.attempt() : "")
            .append(" (")
            .append(failure.source())
            .append("): ")
            .append(summarize(failure))
            .append('\n'));
    text.append("\n## What to do next time\n\n");
    lessons.forEach(lesson -> text.append("- **")
        .append(lesson.title())
        .append("**: ")
        .append(lesson.advice())
        .append('\n'));
    return text.toString();
  }

  /** Shortens a failure to one line: its first line, and the last line of the output if any. */
  private static String summarize(Failure failure) {
    List<String> lines = failure.text().lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    String firstLine = lines.get(0).replace(" The end of its output:", "");
    return truncate(
        lines.size() == 1
            ? firstLine
            : firstLine + " " + lines.get(lines.size() - 1).strip());
  }

  private static String truncate(String text) {
    return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS) + "…";
  }
}
