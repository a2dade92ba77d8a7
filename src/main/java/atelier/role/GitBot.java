package atelier.role;

import atelier.event.Event;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ReviewEvent.Committed;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Deletion;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.project.Version;
import atelier.role.answer.CommitMessage;
import atelier.workspace.Workspace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Commits accepted versions to Git, one at a time in each project, in order of acceptance, and then
 * the deletion of files. Due for the oldest version that is not committed, and for a deletion. May
 * ask a model for a commit message; returns {@code committed}, and {@code example_withdrawn} for
 * each example that runs a deleted file.
 */
public final class GitBot implements Role<GitBot.Commit> {
  private static final int MAX_PROMPT_CHARS = 4_000;
  private static final int MAX_TOKENS = 200;
  private static final int MAX_NAMED_FILES = 3;
  private static final int MESSAGE_TIMEOUT_SECONDS = 60;

  /**
   * Commits one accepted version, or the deletion of files.
   *
   * @param message the commit message from the Writer's answer; empty if there was none
   * @param hasEarlierVersion whether an earlier version of the file is committed
   * @param deletion what is deleted; empty for a version
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
      boolean hasEarlierVersion,
      Optional<Deletion> deletion)
      implements Task {
    @Override
    public String name() {
      return (file.isEmpty() ? "delete" : file) + ":" + attempt;
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
    return project.pendingCommits().isEmpty()
        ? Deletion.due(project).stream().map(deletion -> deleteTask(project, deletion))
        : Stream.of(commitTask(project, project.pendingCommits().get(0)));
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
        file.committedAttempt() > 0,
        Optional.empty());
  }

  private static Commit deleteTask(Project project, Deletion deletion) {
    return new Commit(
        project.id(),
        "",
        project.designs().attempts(),
        "",
        deletion.at(),
        deletion.seq(),
        deleteMessage(deletion.paths()),
        "",
        false,
        Optional.of(deletion));
  }

  private static String deleteMessage(List<String> paths) {
    return paths.size() <= MAX_NAMED_FILES
        ? "Delete " + String.join(", ", paths)
        : "Delete " + paths.size() + " files\n\n" + String.join("\n", paths);
  }

  @Override
  public Future<List<Event>> perform(Commit task, Tools tools) {
    if (task.deletion().isPresent()) {
      return delete(task, task.deletion().get(), tools);
    }
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

  private static Future<List<Event>> delete(Commit task, Deletion deletion, Tools tools) {
    String author = tools.policy().author();
    return tools
        .workspace()
        .prepareDeletion(task.project(), deletion, task.message(), author)
        .map(id -> {
          List<Event> events = new ArrayList<>();
          events.add(new Committed("", 1, id, task.message(), author, deletion.paths()));
          deletion
              .obsolete()
              .forEach(name -> events.add(new ExampleWithdrawn(
                  name,
                  "it runs a file that was deleted: " + String.join(", ", deletion.paths()))));
          return events;
        });
  }

  /** The commit message; a model that is slow or fails is replaced by a default message. */
  private static Future<String> commitMessage(Commit task, Tools tools) {
    String written = CommitMessage.extractSubject(task.message());
    if (!written.isEmpty()) {
      return Future.succeededFuture(written);
    }
    if (!tools.policy().askForCommitMessages()) {
      return Future.succeededFuture(defaultMessage(task));
    }
    Prompt prompt = Prompt.plainText(
        task.project(),
        "gitbot",
        Purpose.COMMIT,
        task.file(),
        tools.prompts().forRole("gitbot"),
        "File: " + task.file() + "\n\n"
            + task.content().substring(0, Math.min(task.content().length(), MAX_PROMPT_CHARS)),
        MAX_TOKENS);
    return tools
        .llm()
        .complete(prompt, Llm.Progress.NONE)
        .timeout(MESSAGE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(completion -> CommitMessage.extractSubject(completion.text()))
        .otherwise("")
        .map(subject -> subject.isEmpty() ? defaultMessage(task) : subject);
  }

  private static String defaultMessage(Commit task) {
    String purpose = CommitMessage.extractSubject(task.description());
    return (task.hasEarlierVersion() ? "Update " : "Add ")
        + task.file()
        + (purpose.isEmpty() ? "" : ": " + purpose);
  }
}
