package atelier.role;

import atelier.event.Event;
import atelier.event.Event.LessonsLearned;
import atelier.event.Lesson;
import atelier.event.VisibleText;
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
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Derives lessons from the failures of a feature, with one call of a model. */
final class LessonReport {
  private static final int MAX_TOKENS = 1_500;
  private static final int MAX_LESSONS = 5;
  private static final int MAX_TEXT_CHARS = 300;
  private static final int MAX_LISTED_FAILURES = 20;

  /** Texts of this length that a program printed too are taken for a quote of it. */
  private static final int MIN_QUOTE_CHARS = 20;

  private static final String DEFAULT_ADVICE =
      "Check the result against the contract of the file before answering.";
  private static final Map<String, String> ADVICE = Map.of(
      "blueprint", "Follow the schema of the blueprint, and plan only what the spec asks for.",
      "examples", "Take the expected results of examples from the words of the spec alone.",
      "answer", "Answer with the whole file in the form that is asked for, and nothing else.",
      "syntax", "Use only names, imports and signatures that the language and the files offer.",
      "audit", "Leave no placeholder, merge marker or secret in a file.",
      "run", "The start command must run to its end with the files as they are.",
      "check", "Compare the file with its tests: names, results and error cases.",
      "example", "Print exactly what the spec says, on the stream that it says.");

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

  private List<Lesson> parseLessons(String answer) {
    List<Lesson> lessons = new ArrayList<>();
    JsonNode object = JsonAnswer.find(
            answer, "lessons", found -> found.path("lessons").isArray() ? 0 : -1)
        .object();
    if (object != null) {
      for (JsonNode node : object.path("lessons")) {
        Lesson lesson = new Lesson(
            ownWords(node, "title"),
            ownWords(node, "subject"),
            ownWords(node, "trigger"),
            ownWords(node, "advice"));
        if (!lesson.title().isBlank()
            && !lesson.advice().isBlank()
            && lessons.size() < MAX_LESSONS) {
          lessons.add(lesson);
        }
      }
    }
    return lessons;
  }

  /** A text of the model in one plain line; empty if it repeats what a program printed. */
  private String ownWords(JsonNode lesson, String field) {
    String words = VisibleText.plainLine(lesson.path(field).asString(""), MAX_TEXT_CHARS);
    boolean isQuote = task.failures().stream().anyMatch(failure -> repeats(words, failure.text()));
    return isQuote ? "" : words;
  }

  private static boolean repeats(String words, String output) {
    String printed = VisibleText.plainLine(output, Integer.MAX_VALUE);
    return IntStream.rangeClosed(0, words.length() - MIN_QUOTE_CHARS)
        .anyMatch(at -> printed.contains(words.substring(at, at + MIN_QUOTE_CHARS)));
  }

  /** What failed and where, never what was printed: lessons go to other projects. */
  private static List<Lesson> lessonsFromFailures(Analyst.Analyze task, Tools tools) {
    Map<String, Lesson> lessons = new LinkedHashMap<>();
    for (Failure failure : task.failures()) {
      String subject = failure.source().equals("blueprint")
          ? "blueprint"
          : tools.toolchains().languageOf(failure.file()).orElse("");
      lessons.putIfAbsent(
          failure.source() + " " + subject,
          new Lesson(
              "A " + failure.source() + " failure",
              subject,
              failure.source() + " " + subject,
              ADVICE.getOrDefault(failure.source(), DEFAULT_ADVICE)));
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
    return VisibleText.document(text.toString());
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
