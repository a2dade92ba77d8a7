package atelier.proof;

import atelier.event.ShellWords;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the file that causes a failed run: from its stack trace, else by asking a model. */
public final class FaultLocalizer {
  private static final int MAX_OUTPUT_CHARS = 4_000;
  private static final int MAX_TOKENS = 200;

  private final Llm llm;
  private final String systemPrompt;

  /** Uses {@code llm} with {@code systemPrompt} when no stack trace names a file. */
  public FaultLocalizer(Llm llm, String systemPrompt) {
    this.llm = llm;
    this.systemPrompt = systemPrompt;
  }

  /**
   * A run that failed.
   *
   * @param file the program that was run; empty for a check
   * @param paths the files of the project; not empty
   * @param uses for each path, the paths it uses
   * @param output what the run printed
   */
  public record FailedRun(
      String project,
      String file,
      List<String> command,
      Set<String> paths,
      Map<String, List<String>> uses,
      String output) {}

  /** The path of the cause; never empty. If the model fails, a heuristic chooses the path. */
  public Future<String> findCause(FailedRun run) {
    Optional<String> traced = StackTraces.findCause(run.output(), run.paths());
    if (traced.isPresent()) {
      return Future.succeededFuture(traced.get());
    }
    if (!run.file().isEmpty()) {
      return Future.succeededFuture(run.file());
    }
    return askModel(run);
  }

  private Future<String> askModel(FailedRun run) {
    String output = run.output();
    String listing = run.paths().stream().sorted().collect(Collectors.joining("\n"));
    String question = "Files:\n" + listing + "\n\nCommand: " + ShellWords.quote(run.command())
        + "\nThe end of its output:\n"
        + output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
    Prompt prompt = Prompt.plainText(
        run.project(), "runner", Purpose.CAUSE, "", systemPrompt, question, MAX_TOKENS);
    return llm.complete(prompt, Llm.Progress.NONE)
        .map(completion -> findPath(completion.text(), run).orElseGet(() -> fallbackCause(run)))
        .otherwise(problem -> fallbackCause(run));
  }

  /** The path that the model names; the longest if one is part of another. */
  private static Optional<String> findPath(String answer, FailedRun run) {
    return run.paths().stream()
        .filter(answer::contains)
        .max(Comparator.comparingInt(String::length));
  }

  /** The first file that a failing test uses, else the test, else the first file. */
  private static String fallbackCause(FailedRun run) {
    List<String> tests = StackTraces.findTests(run.output(), run.paths());
    return tests.stream()
        .flatMap(test -> run.uses().getOrDefault(test, List.of()).stream())
        .filter(run.paths()::contains)
        .findFirst()
        .or(() -> tests.stream().findFirst())
        .orElseGet(() -> run.paths().stream().sorted().findFirst().orElse(""));
  }
}
