package atelier.role;

import atelier.event.Blueprint;
import atelier.event.EquivalentMutant;
import atelier.event.Event;
import atelier.event.Event.AgentSurrender;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.CodeReady;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.event.Lesson;
import atelier.event.Survivor;
import atelier.event.Usage;
import atelier.llm.Completion;
import atelier.llm.LlmFailure;
import atelier.llm.LlmFailure.Kind;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Problem;
import atelier.project.Project;
import atelier.project.RepairPolicy.RepairStage;
import atelier.role.answer.CodeAnswer;
import atelier.role.answer.EquivalenceClaims;
import atelier.role.prompt.UsedFile;
import atelier.role.prompt.WritePrompt;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes and repairs one file at a time. Due for each file that needs a version and whose
 * dependencies have a contract or a version. Asks a model once; returns {@code code_ready}, {@code
 * answer_rejected}, {@code llm_error}, or {@code agent_surrender} after the last repair stage. The
 * version before tests that did not help is written back without a model. What is due is decided in
 * {@link WriteTasks}.
 */
final class Writer implements Role<Writer.Write> {
  private static final int MAX_TOKENS = 8_000;

  /**
   * Writes one version of a file.
   *
   * @param stage the kind of this attempt
   * @param usedFiles the files it uses, each after those that it uses itself
   * @param currentContent the content to fix or change; null to write the file from scratch
   * @param problems what this version must fix
   * @param survivors for a test, the small faults that it should notice
   * @param examples for the first version of a test, the acceptance examples
   * @param restored for a test, the content that is written back; null if a model is asked
   */
  record Write(
      String project,
      String file,
      int attempt,
      RepairStage stage,
      String spec,
      Blueprint blueprint,
      FilePlan plan,
      List<UsedFile> usedFiles,
      @Nullable String currentContent,
      List<Problem> problems,
      List<String> hints,
      List<Survivor> survivors,
      List<Example> examples,
      @Nullable String restored)
      implements Task {
    @Override
    public String name() {
      return (restored == null ? "" : "restore ") + file + ":" + attempt;
    }
  }

  @Override
  public String name() {
    return "writer";
  }

  @Override
  public Class<Write> taskType() {
    return Write.class;
  }

  @Override
  public Stream<Write> dueTasks(Project project) {
    return WriteTasks.due(project);
  }

  @Override
  public Future<List<Event>> perform(Write task, Tools tools) {
    if (task.restored() != null) {
      return Future.succeededFuture(List.of(restore(task, task.restored())));
    }
    if (task.stage() == RepairStage.SURRENDER) {
      return Future.succeededFuture(List.of(surrender(task)));
    }
    String language = tools.toolchains().languageOf(task.file()).orElse("");
    String topic = task.plan().description() + " "
        + task.problems().stream().map(Problem::text).collect(Collectors.joining(" "));
    return ModelCalls.findLessons(tools, task.project(), language, topic)
        .compose(lessons -> ModelCalls.describeMachine(tools)
            .compose(machine -> askModel(task, machine, lessons, tools)));
  }

  private static CodeReady restore(Write task, String content) {
    String tested =
        task.survivors().stream().map(Survivor::file).distinct().collect(Collectors.joining(", "));
    String message = tested.isEmpty()
        ? "Undo a repair of " + task.file() + " that did not help"
        : "Restore the tests of " + tested;
    return codeReady(task, content, message, Usage.NONE, List.of());
  }

  private static AgentSurrender surrender(Write task) {
    String lastProblem = task.problems().isEmpty()
        ? ""
        : task.problems().get(task.problems().size() - 1).text();
    return new AgentSurrender(
        task.file(), task.attempt() - 1, lastProblem.isBlank() ? "no usable answer" : lastProblem);
  }

  /** Calls the model; if the prompt exceeds its context window, once more with a shorter one. */
  private Future<List<Event>> askModel(
      Write task, String machine, List<Lesson> lessons, Tools tools) {
    return ModelCalls.complete(tools, prompt(task, machine, lessons, true, tools))
        .recover(problem -> problem instanceof LlmFailure failure && failure.kind() == Kind.CONTEXT
            ? ModelCalls.complete(tools, prompt(task, machine, List.of(), false, tools))
            : Future.failedFuture(problem))
        .map(completion -> List.of(toEvent(task, completion)))
        .recover(problem -> toFailureEvent(task, problem));
  }

  private Prompt prompt(
      Write task, String machine, List<Lesson> lessons, boolean withContents, Tools tools) {
    WritePrompt parts = new WritePrompt(
        task.spec(),
        task.blueprint(),
        task.plan(),
        task.stage(),
        task.usedFiles(),
        task.currentContent(),
        task.problems(),
        task.hints(),
        lessons,
        task.survivors(),
        task.examples());
    return new Prompt(
        task.project(),
        name(),
        !task.problems().isEmpty()
            ? Purpose.REPAIR
            : task.survivors().isEmpty() ? Purpose.WRITE : Purpose.MUTANTS,
        task.file(),
        task.attempt(),
        tools.prompts().forRole(name()),
        machine + parts.sharedContext(),
        parts.fileTask(withContents),
        null,
        MAX_TOKENS,
        task.stage() == RepairStage.FRESH ? 0.7 : 0.2,
        task.attempt(),
        task.stage() == RepairStage.FALLBACK);
  }

  private static Event toEvent(Write task, Completion completion) {
    CodeAnswer answer = CodeAnswer.parse(completion.text(), completion.truncated(), task.plan());
    List<EquivalentMutant> claims = EquivalenceClaims.parse(completion.text(), task.survivors());
    if (answer.hasNoFile() && !claims.isEmpty() && task.currentContent() != null) {
      return codeReady(task, task.currentContent(), "", completion.usage(), claims);
    }
    if (!answer.rejectionReason().isEmpty()) {
      return new AnswerRejected(
          task.file(), task.attempt(), answer.rejectionReason(), completion.usage());
    }
    return codeReady(task, answer.content(), answer.message(), completion.usage(), claims);
  }

  private static CodeReady codeReady(
      Write task, String content, String message, Usage usage, List<EquivalentMutant> claims) {
    int bytes = content.getBytes(StandardCharsets.UTF_8).length;
    return new CodeReady(task.file(), task.attempt(), bytes, content, message, usage, claims);
  }

  /** A failure that a retry cannot fix counts as a rejected answer and moves to the next stage. */
  private Future<List<Event>> toFailureEvent(Write task, Throwable problem) {
    boolean retryUseless = problem instanceof LlmFailure failure
        && (failure.kind() == Kind.REFUSED
            || failure.kind() == Kind.CONTEXT
            || failure.kind() == Kind.MALFORMED);
    return retryUseless
        ? Future.succeededFuture(List.of(new AnswerRejected(
            task.file(), task.attempt(), String.valueOf(problem.getMessage()), Usage.NONE)))
        : ModelCalls.toFailureEvent(name(), task, problem);
  }
}
