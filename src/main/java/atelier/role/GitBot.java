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
  private static final int MAX_PROMPT_CHARS = 4_000;
  private static final int MAX_TOKENS = 200;
  private static final int MESSAGE_TIMEOUT_SECONDS = 60;

  /**
   * One accepted version that is not in Git.
   *
   * @param message the one that came with it; empty for none
   * @param isUpdate whether an earlier version of the file stands in Git
   */
  record Commit(
      String project,
      String file,
      int attempt,
      String content,
      Instant acceptedAt,
      long seq,
      String message,
      String description,
      boolean isUpdate)
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
  public Class<Commit> taskType() {
    return Commit.class;
  }

  @Override
  public Stream<Commit> dueTasks(Project project) {
    return project.isOpen()
        ? project.pendingCommits().stream().limit(1).map(pending -> commitTask(project, pending))
        : Stream.of();
  }

  private static Commit commitTask(Project project, Project.PendingCommit pending) {
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
        file.committedAttempt() > 0);
  }

  @Override
  public Future<List<Event>> perform(Commit task, Tools tools) {
    return commitMessage(task, tools).compose(message -> {
      String author = tools.policy().author();
      return tools
          .workspace()
          .prepareCommit(new Workspace.Version(
              task.project(),
              task.file(),
              task.attempt(),
              task.content(),
              task.acceptedAt(),
              task.seq(),
              message,
              author))
          .map(id -> List.of(new Committed(task.file(), task.attempt(), id, message, author)));
    });
  }

  /** A commit never waits for a message that nobody gives, and never dies of one. */
  private static Future<String> commitMessage(Commit task, Tools tools) {
    String given = CommitMessage.extractSubject(task.message());
    if (!given.isEmpty()) {
      return Future.succeededFuture(given);
    }
    if (!tools.policy().askForCommitMessages()) {
      return Future.succeededFuture(defaultMessage(task));
    }
    Prompt prompt = Prompt.plainText(
        task.project(),
        "gitbot",
        task.file(),
        tools.prompts().forRole("gitbot"),
        "File: " + task.file() + "\n\n"
            + task.content().substring(0, Math.min(task.content().length(), MAX_PROMPT_CHARS)),
        MAX_TOKENS);
    return tools
        .llm()
        .complete(prompt, Llm.Progress.NONE)
        .timeout(MESSAGE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(reply -> CommitMessage.extractSubject(reply.text()))
        .otherwise("")
        .map(asked -> asked.isEmpty() ? defaultMessage(task) : asked);
  }

  private static String defaultMessage(Commit task) {
    String what = CommitMessage.extractSubject(task.description());
    return (task.isUpdate() ? "Update " : "Add ") + task.file() + (what.isEmpty() ? "" : ": " + what);
  }
}
