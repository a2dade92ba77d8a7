package atelier.role;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.AgentSurrender;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.CodeReady;
import atelier.event.FilePlan;
import atelier.event.Lesson;
import atelier.event.Usage;
import atelier.llm.Completion;
import atelier.llm.LlmFailure;
import atelier.llm.LlmFailure.Kind;
import atelier.llm.Prompt;
import atelier.project.Problem;
import atelier.project.Project;
import atelier.project.RepairPolicy.RepairStage;
import atelier.project.SourceFile;
import atelier.role.answer.CodeAnswer;
import atelier.role.prompt.WritePrompt;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes and repairs one file at a time, with the whole blueprint in sight. */
final class Writer implements Role<Writer.Write> {
  private static final int MAX_TOKENS = 8_000;
  private static final int MAX_LESSONS = 1;

  /**
   * One version of a file to be written.
   *
   * @param stage what kind of try this is
   * @param dependencyContents the accepted contents of what it uses
   * @param currentContent the newest content, to be mended or changed; null for a file written afresh
   * @param problems what is wrong with it
   */
  record Write(
      String project,
      String file,
      int attempt,
      RepairStage stage,
      String spec,
      Blueprint blueprint,
      FilePlan plan,
      Map<String, String> dependencyContents,
      @Nullable String currentContent,
      List<Problem> problems,
      List<String> hints)
      implements Task {
    @Override
    public String name() {
      return file + ":" + attempt;
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
    boolean building = project.isOpen()
        && project.designed()
        && project.blueprint() != null
        && project.feature() != null
        && (!project.feature().requiresApproval() || project.approved());
    return building
        ? project.files().values().stream()
            .filter(SourceFile::needsWriting)
            .filter(file -> canStart(project, file))
            .map(file -> writeTask(project, file))
        : Stream.of();
  }

  /** What it uses must have a body or at least a contract that says what to expect of it. */
  private static boolean canStart(Project project, SourceFile file) {
    return file.plan().uses().stream()
        .map(project.files()::get)
        .filter(Objects::nonNull)
        .allMatch(used -> used.accepted() != null
            || used.isSurrendered()
            || !used.plan().contract().isEmpty()
            || project.dependencyClosure(used.path()).contains(file.path()));
  }

  private static Write writeTask(Project project, SourceFile file) {
    Map<String, String> bodies = new LinkedHashMap<>();
    for (String use : file.plan().uses()) {
      SourceFile used = project.files().get(use);
      if (used != null && used.accepted() != null) {
        bodies.put(use, used.accepted().content());
      }
    }
    RepairStage rung = project.repairPolicy().stageAt(file.repairStep());
    boolean afresh = rung == RepairStage.FRESH || rung == RepairStage.FALLBACK;
    return new Write(
        project.id(),
        file.path(),
        file.attempts() + 1,
        rung,
        Objects.requireNonNull(project.feature()).spec(),
        Objects.requireNonNull(project.blueprint()),
        file.plan(),
        bodies,
        afresh ? null : file.newestContent(),
        file.problems(),
        file.hints());
  }

  @Override
  public Future<List<Event>> perform(Write task, Tools tools) {
    if (task.stage() == RepairStage.SURRENDER) {
      return Future.succeededFuture(List.of(surrender(task)));
    }
    String language = tools.toolchains().languageOf(task.file()).orElse("");
    String about = task.plan().description() + " "
        + task.problems().stream().map(Problem::text).collect(Collectors.joining(" "));
    return tools
        .knowledge()
        .search(language, about, MAX_LESSONS)
        .otherwise(List.of())
        .compose(lessons -> askModel(task, lessons, tools));
  }

  private static AgentSurrender surrender(Write task) {
    String last = task.problems().isEmpty()
        ? "no usable answer"
        : task.problems().get(task.problems().size() - 1).text();
    return new AgentSurrender(task.file(), task.attempt() - 1, last);
  }

  /** A prompt that is too long for the model's window is shortened once. */
  private Future<List<Event>> askModel(Write task, List<Lesson> lessons, Tools tools) {
    return tools
        .llm()
        .complete(
            prompt(task, lessons, true, tools),
            ModelCalls.progressListener(tools, task.project(), name(), task.file()))
        .recover(problem -> problem instanceof LlmFailure failure && failure.kind() == Kind.CONTEXT
            ? tools
                .llm()
                .complete(
                    prompt(task, List.of(), false, tools),
                    ModelCalls.progressListener(tools, task.project(), name(), task.file()))
            : Future.failedFuture(problem))
        .map(reply -> List.of(toEvent(task, reply)))
        .recover(problem -> toFailureEvent(task, problem));
  }

  private Prompt prompt(Write task, List<Lesson> lessons, boolean whole, Tools tools) {
    WritePrompt parts = new WritePrompt(
        task.spec(),
        task.blueprint(),
        task.plan(),
        task.stage(),
        task.dependencyContents(),
        task.currentContent(),
        task.problems(),
        task.hints(),
        lessons);
    return new Prompt(
        task.project(),
        name(),
        task.file(),
        task.attempt(),
        tools.prompts().forRole(name()),
        parts.sharedContext(),
        parts.fileTask(whole),
        null,
        MAX_TOKENS,
        task.stage() == RepairStage.FRESH ? 0.7 : 0.2,
        task.attempt(),
        task.stage() == RepairStage.FALLBACK);
  }

  private static Event toEvent(Write task, Completion reply) {
    CodeAnswer answer = CodeAnswer.parse(reply.text(), reply.truncated());
    if (!answer.rejectionReason().isEmpty()) {
      return new AnswerRejected(task.file(), task.attempt(), answer.rejectionReason(), reply.usage());
    }
    int bytes = answer.content().getBytes(StandardCharsets.UTF_8).length;
    return new CodeReady(
        task.file(), task.attempt(), bytes, answer.content(), answer.message(), reply.usage());
  }

  /** What asking again cannot mend is an answer refused, so that the next rung is tried. */
  private Future<List<Event>> toFailureEvent(Write task, Throwable problem) {
    boolean hopeless = problem instanceof LlmFailure failure
        && (failure.kind() == Kind.REFUSED
            || failure.kind() == Kind.CONTEXT
            || failure.kind() == Kind.MALFORMED);
    return hopeless
        ? Future.succeededFuture(List.of(new AnswerRejected(
            task.file(), task.attempt(), String.valueOf(problem.getMessage()), Usage.NONE)))
        : ModelCalls.toFailureEvent(name(), task, problem);
  }
}
