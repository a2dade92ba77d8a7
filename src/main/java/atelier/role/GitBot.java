package atelier.role;

import atelier.event.Event;
import atelier.event.Event.Committed;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.project.Version;
import atelier.role.answer.CommitMessage;
import atelier.workspace.Workspace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Puts accepted versions into Git, one at a time in each project, in order of acceptance. */
public final class GitBot implements Role<GitBot.Commit> {
  private static final int MAX_SHOWN_CHARS = 4_000;
  private static final int MAX_TOKENS = 200;
  private static final int MAX_WAIT_S = 60;

  /**
   * One accepted version that is not in Git.
   *
   * @param message the one that came with it; empty for none
   * @param again whether an earlier version of the file stands in Git
   */
  record Commit(
      String project,
      String file,
      int attempt,
      String content,
      Instant at,
      long seq,
      String message,
      String description,
      boolean again)
      implements Task {
    @Override
    public String name() {
      return file + ":" + attempt;
    }
  }

  @Override
  public String name() {
    return "gitbot";
  }

  @Override
  public Class<Commit> task() {
    return Commit.class;
  }

  @Override
  public Stream<Commit> due(Project project) {
    return project.open()
        ? project.commits().stream().limit(1).map(pending -> commit(project, pending))
        : Stream.of();
  }

  private static Commit commit(Project project, Project.PendingCommit pending) {
    Version version = pending.version();
    SourceFile file = Objects.requireNonNull(project.files().get(pending.file()));
    return new Commit(
        project.id(),
        pending.file(),
        version.attempt(),
        version.content(),
        version.acceptedAt() == null ? Instant.EPOCH : version.acceptedAt(),
        version.seq(),
        version.message(),
        file.plan().description(),
        file.committed() > 0);
  }

  @Override
  public Future<List<Event>> perform(Commit task, Tools tools) {
    return message(task, tools).compose(message -> {
      String author = tools.habits().author();
      return tools
          .workspace()
          .prepare(new Workspace.Version(
              task.project(),
              task.file(),
              task.attempt(),
              task.content(),
              task.at(),
              task.seq(),
              message,
              author))
          .map(id -> List.of(new Committed(task.file(), task.attempt(), id, message, author)));
    });
  }

  /** A commit never waits for a message that nobody gives, and never dies of one. */
  private static Future<String> message(Commit task, Tools tools) {
    String given = CommitMessage.subject(task.message());
    if (!given.isEmpty()) {
      return Future.succeededFuture(given);
    }
    if (!tools.habits().askForMessages()) {
      return Future.succeededFuture(derived(task));
    }
    Prompt prompt = Prompt.brief(
        task.project(),
        "gitbot",
        task.file(),
        tools.prompts().of("gitbot"),
        "File: " + task.file() + "\n\n"
            + task.content().substring(0, Math.min(task.content().length(), MAX_SHOWN_CHARS)),
        MAX_TOKENS);
    return tools
        .llm()
        .ask(prompt, Llm.Progress.NONE)
        .timeout(MAX_WAIT_S, TimeUnit.SECONDS)
        .map(reply -> CommitMessage.subject(reply.text()))
        .otherwise("")
        .map(asked -> asked.isEmpty() ? derived(task) : asked);
  }

  private static String derived(Commit task) {
    String what = CommitMessage.subject(task.description());
    return (task.again() ? "Update " : "Add ") + task.file() + (what.isEmpty() ? "" : ": " + what);
  }
}
