package atelier.workspace;

import atelier.event.Entry;
import atelier.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jgit.api.Git;

/** The workspace by JGit: one projection a project, one thing at a time in each. */
public final class GitWorkspace implements Workspace {
  private static final int PAGE = 200;

  private final Vertx vertx;
  private final Journal journal;
  private final Path folder;
  private final Map<String, GitProjection> projections = new HashMap<>();
  private final Map<String, Future<?>> last = new HashMap<>();

  /** Repositories are made in {@code folder}, each named by its project. */
  public GitWorkspace(Vertx vertx, Journal journal, Path folder) {
    this.vertx = vertx;
    this.journal = journal;
    this.folder = folder;
    IsolatedGitConfig.install();
    journal.followRewrites(this::forget);
  }

  @Override
  public Path folder(String project) {
    return folder.resolve(project);
  }

  @Override
  public Future<String> prepare(Version version) {
    return inTurn(
        version.project(),
        projection -> vertx.executeBlocking(() -> projection.prepared(version), false));
  }

  @Override
  public Future<Void> show(String project) {
    return inTurn(
        project,
        projection -> vertx
            .executeBlocking(
                () -> {
                  projection.show();
                  return projection.ended();
                },
                false)
            .map(ended -> {
              if (ended) {
                forget(project);
              }
              return null;
            }));
  }

  /** Clones a project's repository into a folder that is not there yet, or empty. */
  public Future<Void> cloneTo(String project, Path target) {
    return show(project)
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

  private synchronized void forget(String project) {
    GitProjection projection = projections.remove(project);
    if (projection != null) {
      projection.close();
    }
  }

  /** Does a thing with a projection that is up to date, after whatever else was asked of it. */
  private synchronized <T> Future<T> inTurn(
      String project, Function<GitProjection, Future<T>> thing) {
    Future<?> before = last.getOrDefault(project, Future.succeededFuture());
    Future<T> turn = before
        .otherwiseEmpty()
        .compose(done -> opened(project))
        .compose(projection -> caughtUp(projection).compose(done -> thing.apply(projection)))
        .onFailure(problem -> forget(project));
    last.put(project, turn);
    turn.onComplete(done -> done(project, turn));
    return turn;
  }

  private synchronized void done(String project, Future<?> turn) {
    last.remove(project, turn);
  }

  private Future<GitProjection> opened(String project) {
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

  private Future<Void> caughtUp(GitProjection projection) {
    return journal.read(projection.id(), projection.seq(), PAGE).compose(entries -> {
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
      return entries.size() < PAGE ? applied : applied.compose(done -> caughtUp(projection));
    });
  }
}
