package atelier.role;

import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.sandbox.Outcome;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which file a failed run is mended in: the stack trace is asked first, a model second. */
final class Blame {
  private static final int MAX_OUTPUT_CHARS = 4_000;
  private static final int MAX_TOKENS = 200;

  private Blame() {}

  /** The path of the cause; never empty while the project has files. */
  static Future<String> of(Runner.Run task, Outcome outcome, Tools tools) {
    Optional<String> traced = Trace.cause(outcome.output(), task.files().keySet());
    if (traced.isPresent()) {
      return Future.succeededFuture(traced.get());
    }
    if (!task.file().isEmpty()) {
      return Future.succeededFuture(task.file());
    }
    return asked(task, outcome, tools);
  }

  private static Future<String> asked(Runner.Run task, Outcome outcome, Tools tools) {
    String output = outcome.output();
    String listing = task.files().keySet().stream().sorted().collect(Collectors.joining("\n"));
    String question = "Files:\n" + listing + "\n\nCommand: " + String.join(" ", task.command())
        + "\nThe end of its output:\n"
        + output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
    Prompt prompt = Prompt.brief(
        task.project(), "runner", "", tools.prompts().of("runner"), question, MAX_TOKENS);
    return tools
        .llm()
        .ask(prompt, Llm.Progress.NONE)
        .map(reply -> named(reply.text(), task).orElseGet(() -> guessed(task, output)))
        .otherwise(problem -> guessed(task, output));
  }

  /** The path that the model names; the longest, where one is part of another. */
  private static Optional<String> named(String answer, Runner.Run task) {
    return task.files().keySet().stream()
        .filter(answer::contains)
        .max(Comparator.comparingInt(String::length));
  }

  /** Without a word from anybody: what a failing test uses, else the test, else the first file. */
  private static String guessed(Runner.Run task, String output) {
    List<String> tests = Trace.tests(output, task.files().keySet());
    return tests.stream()
        .flatMap(test -> task.uses().getOrDefault(test, List.of()).stream())
        .filter(task.files()::containsKey)
        .findFirst()
        .or(() -> tests.stream().findFirst())
        .orElseGet(() -> task.files().keySet().stream().sorted().findFirst().orElse(""));
  }
}
