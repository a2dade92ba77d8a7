package atelier.sandbox;

import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, by a job, whether the launcher can make overlays here: an ordinary user needs Linux
 * 5.11 and a system that lets every user mount in a namespace.
 */
final class OverlayProbe {
  private static final Logger LOG = Logger.getLogger(OverlayProbe.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String TARGET = "/layers/probe";
  private static final List<String> COMMAND =
      List.of("sh", "-c", "cd " + TARGET + " && echo new > new && mkdir folder && cat old new");

  private final Vertx vertx;
  private final Optional<Path> jobFolders;
  private final Function<Job, Future<JobResult>> sandbox;
  private @Nullable Future<Boolean> found;

  /**
   * A probe that runs at first need.
   *
   * @param sandbox runs a job and takes it that overlays can be made
   */
  OverlayProbe(Vertx vertx, Optional<Path> jobFolders, Function<Job, Future<JobResult>> sandbox) {
    this.vertx = vertx;
    this.jobFolders = jobFolders;
    this.sandbox = sandbox;
  }

  /** Whether a job can have overlays; a job without any does not wait for the answer. */
  Future<Boolean> isUseful(Job job) {
    boolean needed =
        job.mounts().mounts().stream().anyMatch(mount -> mount.access() == Access.OVERLAY);
    return needed ? find() : Future.succeededFuture(false);
  }

  private synchronized Future<Boolean> find() {
    Future<Boolean> known = found;
    if (known == null) {
      known = probe();
      found = known;
    }
    return known;
  }

  private Future<Boolean> probe() {
    return vertx
        .executeBlocking(() -> JobFolder.create(jobFolders, Map.of("old", "old\n")), false)
        .compose(folder -> sandbox
            .apply(new Job(COMMAND, Map.of(), TIMEOUT)
                .withMounts(new JobMounts(
                    List.of(new Mount(folder.path(), TARGET, Access.OVERLAY)),
                    List.of(),
                    Map.of())))
            .map(result -> result.succeeded() && "old\nnew\n".equals(result.output()))
            .eventually(() -> vertx.executeBlocking(
                () -> {
                  folder.close();
                  return null;
                },
                false)))
        .otherwise(problem -> {
          LOG.log(Level.FINE, "no overlays", problem);
          return false;
        })
        .onSuccess(works -> {
          if (!works) {
            LOG.warning("the system allows no overlays: programs cannot write beside packages");
          }
        });
  }
}
