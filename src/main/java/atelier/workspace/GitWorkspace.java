package atelier.workspace;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.project.Deletion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jgit.api.Git;

/** A workspace based on JGit: one projection for each project, with one operation at a time. */
public final class GitWorkspace implements Workspace {
  private static final Logger LOG = Logger.getLogger(GitWorkspace.class.getName());
  private static final int PAGE_SIZE = 200;

  private final Vertx vertx;
  private final Journal journal;
  private final Path folder;
  private final Map<String, GitProjection> projections = new HashMap<>();
  private final Map<String, Future<?>> lastOperations = new HashMap<>();

  /** Creates repositories in {@code folder}, each in a folder named like its project. */
  public GitWorkspace(Vertx vertx, Journal journal, Path folder) {
    this.vertx = vertx;
    this.journal = journal;
    this.folder = folder;
    IsolatedGitConfig.install();
    journal.subscribeToRewrites(this::closeProjection);
  }

  @Override
  public Path folder(String project) {
    return folder.resolve(project);
  }

  @Override
  public Future<String> prepareCommit(Version version) {
    return enqueue(
        version.project(),
        projection -> vertx.executeBlocking(() -> projection.prepareCommit(version), false));
  }

  @Override
  public Future<String> prepareDeletion(
      String project, Deletion deletion, String message, String author) {
    return enqueue(
        project,
        projection -> vertx.executeBlocking(
            () -> projection.prepareDeletion(deletion, message, author), false));
  }

  @Override
  public Future<Void> update(String project) {
    return enqueue(
        project,
        projection -> vertx
            .executeBlocking(
                () -> {
                  projection.checkOut();
                  return projection.isEnded();
                },
                false)
            .map(ended -> {
              if (ended) {
                closeProjection(project);
              }
              return null;
            }));
  }

  @Override
  public Future<Optional<String>> handWork(String project) {
    return vertx
        .executeBlocking(() -> Files.isDirectory(folder(project).resolve(".git")), false)
        .compose(exists -> exists
            ? enqueue(project, projection -> vertx.executeBlocking(projection::handWork, false))
            : Future.succeededFuture(Optional.empty()));
  }

  /** Clones a project's repository into a folder that is empty or does not exist. */
  public Future<Void> cloneTo(String project, Path target) {
    return update(project)
        .compose(shown -> vertx.executeBlocking(
            () -> {
              Git.cloneRepository()
                  .setURI(folder(project).toUri().toString())
                  .setDirectory(target.toFile())
                  .call()
                  .close();
              return null;
            },
            false));
  }

  private synchronized void closeProjection(String project) {
    GitProjection projection = projections.remove(project);
    if (projection != null) {
      projection.close();
    }
  }

  /** Runs an operation on an up-to-date projection, after all earlier operations on it. */
  private synchronized <T> Future<T> enqueue(
      String project, Function<GitProjection, Future<T>> operation) {
    Future<?> previous = lastOperations.getOrDefault(project, Future.succeededFuture());
    Future<T> result = previous
        .otherwiseEmpty()
        .compose(done -> perform(project, operation))
        .recover(problem -> RepositoryCheck.isDamage(problem)
            ? deleteRepository(project, problem).compose(done -> perform(project, operation))
            : Future.failedFuture(problem))
        .onFailure(problem -> closeProjection(project));
    lastOperations.put(project, result);
    result.onComplete(done -> removeOperation(project, result));
    return result;
  }

  private <T> Future<T> perform(String project, Function<GitProjection, Future<T>> operation) {
    return openProjection(project)
        .compose(projection -> catchUp(projection).compose(done -> operation.apply(projection)));
  }

  /** Deletes a damaged repository, which is then made again from the journal. */
  private Future<Void> deleteRepository(String project, Throwable damage) {
    LOG.log(Level.WARNING, "the repository of " + project + " is damaged: made again", damage);
    closeProjection(project);
    return vertx.executeBlocking(
        () -> {
          CommitWriter.delete(folder(project));
          return null;
        },
        false);
  }

  /** Checks a project's repository before its next use, as a read found damage. */
  void checkAgain(String project) {
    closeProjection(project);
  }

  private synchronized void removeOperation(String project, Future<?> operation) {
    lastOperations.remove(project, operation);
  }

  private Future<GitProjection> openProjection(String project) {
    synchronized (this) {
      GitProjection open = projections.get(project);
      if (open != null) {
        return Future.succeededFuture(open);
      }
    }
    return vertx
        .executeBlocking(() -> GitProjection.open(folder(project), project), false)
        .map(projection -> {
          synchronized (this) {
            projections.put(project, projection);
          }
          return projection;
        });
  }

  private Future<Void> catchUp(GitProjection projection) {
    return journal.read(projection.id(), projection.seq(), PAGE_SIZE).compose(entries -> {
      if (entries.isEmpty()) {
        return Future.succeededFuture();
      }
      Future<Void> applied = vertx.executeBlocking(
          () -> {
            for (Entry entry : entries) {
              projection.apply(entry);
            }
            return null;
          },
          false);
      return entries.size() < PAGE_SIZE ? applied : applied.compose(done -> catchUp(projection));
    });
  }
}
