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
   * @param rung what kind of try this is
   * @param bodies the accepted contents of what it uses
   * @param current the newest content, to be mended or changed; null for a file written afresh
   * @param problems what is wrong with it
   */
  record Write(
      String project,
      String file,
      int attempt,
      RepairStage rung,
      String spec,
      Blueprint blueprint,
      FilePlan plan,
      Map<String, String> bodies,
      @Nullable String current,
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
  public Class<Write> task() {
    return Write.class;
  }

  @Override
  public Stream<Write> due(Project project) {
    boolean building = project.open()
        && project.designed()
        && project.blueprint() != null
        && project.feature() != null
        && (!project.feature().approve() || project.approved());
    return building
        ? project.files().values().stream()
            .filter(SourceFile::needsWriting)
            .filter(file -> canStart(project, file))
            .map(file -> write(project, file))
        : Stream.of();
  }

  /** What it uses must have a body or at least a contract that says what to expect of it. */
  private static boolean canStart(Project project, SourceFile file) {
    return file.plan().uses().stream()
        .map(project.files()::get)
        .filter(Objects::nonNull)
        .allMatch(used -> used.accepted() != null
            || used.surrendered()
            || !used.plan().contract().isEmpty()
            || project.closure(used.path()).contains(file.path()));
  }

  private static Write write(Project project, SourceFile file) {
    Map<String, String> bodies = new LinkedHashMap<>();
    for (String use : file.plan().uses()) {
      SourceFile used = project.files().get(use);
      if (used != null && used.accepted() != null) {
        bodies.put(use, used.accepted().content());
      }
    }
    RepairStage rung = project.ladder().at(file.step());
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
    if (task.rung() == RepairStage.SURRENDER) {
      return Future.succeededFuture(List.of(surrender(task)));
    }
    String language = tools.toolchains().languageOf(task.file()).orElse("");
    String about = task.plan().description() + " "
        + task.problems().stream().map(Problem::text).collect(Collectors.joining(" "));
    return tools
        .knowledge()
        .recall(language, about, MAX_LESSONS)
        .otherwise(List.of())
        .compose(lessons -> asked(task, lessons, tools));
  }

  private static AgentSurrender surrender(Write task) {
    String last = task.problems().isEmpty()
        ? "no usable answer"
        : task.problems().get(task.problems().size() - 1).text();
    return new AgentSurrender(task.file(), task.attempt() - 1, last);
  }

  /** A prompt that is too long for the model's window is shortened once. */
  private Future<List<Event>> asked(Write task, List<Lesson> lessons, Tools tools) {
    return tools
        .llm()
        .ask(
            prompt(task, lessons, true, tools),
            ModelCalls.progress(tools, task.project(), name(), task.file()))
        .recover(problem -> problem instanceof LlmFailure failure && failure.kind() == Kind.CONTEXT
            ? tools
                .llm()
                .ask(
                    prompt(task, List.of(), false, tools),
                    ModelCalls.progress(tools, task.project(), name(), task.file()))
            : Future.failedFuture(problem))
        .map(reply -> List.of(told(task, reply)))
        .recover(problem -> unanswered(task, problem));
  }

  private Prompt prompt(Write task, List<Lesson> lessons, boolean whole, Tools tools) {
    WritePrompt parts = new WritePrompt(
        task.spec(),
        task.blueprint(),
        task.plan(),
        task.rung(),
        task.bodies(),
        task.current(),
        task.problems(),
        task.hints(),
        lessons);
    return new Prompt(
        task.project(),
        name(),
        task.file(),
        task.attempt(),
        tools.prompts().of(name()),
        parts.context(),
        parts.task(whole),
        null,
        MAX_TOKENS,
        task.rung() == RepairStage.FRESH ? 0.7 : 0.2,
        task.attempt(),
        task.rung() == RepairStage.FALLBACK);
  }

  private static Event told(Write task, Completion reply) {
    CodeAnswer answer = CodeAnswer.read(reply.text(), reply.truncated());
    if (!answer.refusal().isEmpty()) {
      return new AnswerRejected(task.file(), task.attempt(), answer.refusal(), reply.usage());
    }
    int bytes = answer.content().getBytes(StandardCharsets.UTF_8).length;
    return new CodeReady(
        task.file(), task.attempt(), bytes, answer.content(), answer.message(), reply.usage());
  }

  /** What asking again cannot mend is an answer refused, so that the next rung is tried. */
  private Future<List<Event>> unanswered(Write task, Throwable problem) {
    boolean hopeless = problem instanceof LlmFailure failure
        && (failure.kind() == Kind.REFUSED
            || failure.kind() == Kind.CONTEXT
            || failure.kind() == Kind.MALFORMED);
    return hopeless
        ? Future.succeededFuture(List.of(new AnswerRejected(
            task.file(), task.attempt(), String.valueOf(problem.getMessage()), Usage.NONE)))
        : ModelCalls.failed(name(), task, problem);
  }
}
