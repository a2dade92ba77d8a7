package atelier.role;

import atelier.event.FailedTest;
import atelier.event.Usage;
import atelier.llm.LlmFailure;
import atelier.llm.LlmFailure.Kind;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.FailureKey;
import atelier.project.TestFiles;
import atelier.proof.FailedProject;
import atelier.proof.Suspect;
import atelier.proof.Suspect.Fault;
import atelier.role.answer.CauseAnswer;
import atelier.role.prompt.CausePrompt;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Asks a model who is at fault for one failure, twice at most, among those not ruled out. */
final class CauseQuestion {
  private static final int ANSWERS = 2;
  private static final int MAX_TOKENS = 600;

  private final Tools tools;
  private final String projectId;
  private final List<String> specs;
  private final FailedProject project;

  CauseQuestion(Tools tools, String projectId, List<String> specs, FailedProject project) {
    this.tools = tools;
    this.projectId = projectId;
    this.specs = specs;
    this.project = project;
  }

  /**
   * One failure.
   *
   * @param run what failed, such as {@code check "unit"}
   * @param excerpt the lines of the output about it
   * @param test the path of the failed test's file; empty if it is not known
   * @param suspects the files that may be at fault, without those ruled out
   */
  record Failure(
      String run,
      List<String> command,
      FailedTest failed,
      String excerpt,
      String test,
      List<String> suspects) {}

  /** An answer and what it took. */
  record Answer(Suspect suspect, Usage usage) {}

  /** Who is at fault; {@code UNKNOWN} if no answer can be used. */
  Future<Answer> ask(Failure failure) {
    Set<String> key = Set.of(FailureKey.of(failure.failed()));
    List<String> untried = failure.suspects().stream()
        .filter(path -> !project.isRuledOut(path, key))
        .toList();
    // Where every repair was undone, and nobody is left, another repair may still help.
    List<String> left = untried.isEmpty()
        ? failure.suspects().stream()
            .filter(path -> !project.isDeclined(path, key))
            .toList()
        : untried;
    return ask(failure, left, 1, Usage.NONE);
  }

  private Future<Answer> ask(Failure failure, List<String> left, int number, Usage before) {
    // Where no file is left, an answer that names one is no reason to ask again.
    if (number > (left.isEmpty() ? 1 : ANSWERS)) {
      return Future.succeededFuture(
          new Answer(new Suspect(Fault.UNKNOWN, "", "no usable answer"), before));
    }
    return ModelCalls.complete(tools, prompt(failure, left, number))
        .compose(completion -> {
          Usage usage = before.plus(completion.usage());
          return CauseAnswer.parse(completion.text(), left)
              .map(suspect -> Future.succeededFuture(new Answer(named(suspect), usage)))
              .orElseGet(() -> ask(failure, left, number + 1, usage));
        })
        .recover(problem -> problem instanceof LlmFailure refused
                && (refused.kind() == Kind.REFUSED
                    || refused.kind() == Kind.MALFORMED
                    || refused.kind() == Kind.CONTEXT)
            ? ask(failure, left, number + 1, before)
            : Future.failedFuture(problem));
  }

  private Prompt prompt(Failure failure, List<String> left, int number) {
    CausePrompt parts = new CausePrompt(
        specs,
        failure.run(),
        failure.command(),
        failure.failed(),
        failure.excerpt(),
        failure.test(),
        project,
        left,
        FailureKey.of(failure.failed()));
    return new Prompt(
        projectId,
        "analyst",
        Purpose.CAUSE,
        failure.test(),
        number,
        tools.prompts().forRole("cause"),
        "",
        parts.text(),
        CauseAnswer.schema(left),
        MAX_TOKENS,
        number == 1 ? 0.2 : 0.7,
        number,
        false);
  }

  /** A file is code or a test by its path, whatever an answer calls it. */
  private static Suspect named(Suspect suspect) {
    boolean file = !suspect.file().isEmpty();
    Fault fault =
        file ? TestFiles.belongsToTests(suspect.file()) ? Fault.TEST : Fault.CODE : suspect.fault();
    return new Suspect(fault, suspect.file(), suspect.why());
  }
}
