package atelier.sandbox.sprites;

import atelier.event.ReachedLimit;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.JobResult.End;
import atelier.sandbox.OutputCapture;
import atelier.sandbox.sprites.ExecSession.Ended;
import atelier.sandbox.sprites.ExecSession.Keepalive;
import atelier.sandbox.sprites.JobScript.Isolation;
import atelier.sandbox.sprites.JobScript.Launcher;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs jobs on sprites: files up, the run, the verdict down, and the files deleted. The exit code
 * is that of the exit frame. Thread-safe.
 */
final class SpriteRuns {
  /** The machines of the service, as {@code uname -m} names them. */
  static final String ARCHITECTURE = "x86_64";

  /** The script ends a run at its limit; if it does not, the connection does so much later. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private static final int MAX_VERDICT_BYTES = 4_096;
  private static final String LAUNCHER = "launcher-";

  private final Vertx vertx;
  private final SpritesClient client;
  private final ExecConnector connector;
  private final long maxMemoryBytes;

  /** The launchers that are on a sprite, by the sprite's name and their own. */
  private final Map<String, Map<String, Future<Launcher>>> launchers = new ConcurrentHashMap<>();

  SpriteRuns(Vertx vertx, SpritesClient client, ExecConnector connector, long maxMemoryBytes) {
    this.vertx = vertx;
    this.client = client;
    this.connector = connector;
    this.maxMemoryBytes = maxMemoryBytes;
  }

  /** Runs a job in a new folder, which is deleted afterwards. */
  Future<JobResult> run(String sprite, Job job, Isolation isolation) {
    String folder = SpritesClient.FOLDER + "/jobs/"
        + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    return upload(sprite, job, isolation, folder)
        .compose(ready -> execute(sprite, job, folder))
        .eventually(() -> client.deleteFolder(sprite, folder).otherwiseEmpty());
  }

  private Future<Void> upload(String sprite, Job job, Isolation isolation, String folder) {
    return launcher(sprite, job).compose(launcher -> {
      String script = JobScript.of(job, isolation, maxMemoryBytes, launcher);
      byte[] files = TarArchive.of(job.files(), Instant.now().getEpochSecond());
      return client
          .write(sprite, folder + "/files.tar", Buffer.buffer(files), "0600")
          .compose(
              done -> client.write(sprite, folder + "/input", Buffer.buffer(job.stdin()), "0600"))
          .compose(done -> client.write(sprite, folder + "/run.sh", Buffer.buffer(script), "0700"));
    });
  }

  private Future<Optional<Launcher>> launcher(String sprite, Job job) {
    return job.launcher().isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : launchers
            .computeIfAbsent(sprite, name -> new ConcurrentHashMap<>())
            .computeIfAbsent(job.launcher().get().toString(), path -> uploadLauncher(sprite, path))
            .onFailure(problem -> forget(sprite))
            .map(Optional::of);
  }

  private Future<Launcher> uploadLauncher(String sprite, String path) {
    return vertx.fileSystem().readFile(path).compose(program -> {
      String hash = Hash.sha256(program.getBytes());
      Launcher launcher = new Launcher(LAUNCHER + hash, hash);
      return client
          .write(sprite, SpritesClient.FOLDER + "/" + launcher.path(), program, "0755")
          .map(launcher);
    });
  }

  /** Forgets what is on a sprite that is deleted. */
  void forget(String sprite) {
    launchers.remove(sprite);
  }

  private Future<JobResult> execute(String sprite, Job job, String folder) {
    OutputCapture output = new OutputCapture();
    Duration longest = job.timeLimit().wall().plus(MARGIN);
    return connector
        .run(sprite, folder + "/run.sh", socket -> {
          ExecSession session = new ExecSession(vertx, socket, output, Keepalive.DEFAULT);
          return job.cancellation()
              .whileRunning(session.follow(longest), session::stop)
              .transform(ended -> end(sprite, session, ended.result())
                  .compose(over -> ended.succeeded()
                      ? Future.succeededFuture(ended.result())
                      : Future.failedFuture(ended.cause())));
        })
        .compose(ended ->
            verdict(sprite, folder, ended).compose(verdict -> result(job, ended, verdict, output)));
  }

  /** Ends the session if it has not ended by itself: closing the connection would not do it. */
  private Future<Void> end(
      String sprite, ExecSession session, @org.jspecify.annotations.Nullable Ended ended) {
    if (ended != null && ended.exitCode().isPresent()) {
      session.close();
      return Future.succeededFuture();
    }
    Future<Void> killed = session.id().isEmpty()
        ? Future.failedFuture("its session is unknown")
        : client.kill(sprite, session.id());
    return killed
        .recover(problem -> Future.failedFuture(new SpritesFailure(
            Kind.RUNNING_ON, "a run on a sprite could not be ended: " + problem.getMessage())))
        .onComplete(over -> session.close());
  }

  private Future<Verdict> verdict(String sprite, String folder, Ended ended) {
    return client.read(sprite, folder + "/verdict", MAX_VERDICT_BYTES).compose(file -> {
      if (file.isEmpty() && ended.exitCode().isPresent()) {
        return Future.failedFuture(
            new SpritesFailure(Kind.LOST, "a run on a sprite has left no verdict"));
      }
      Verdict verdict = file.map(text -> Verdict.parse(text.toString())).orElse(Verdict.NONE);
      return verdict.broken().isEmpty()
          ? Future.succeededFuture(verdict)
          : Future.failedFuture(new SpritesFailure(
              Kind.PROTOCOL, "a run on a sprite could not be started: " + verdict.broken()));
    });
  }

  private Future<JobResult> result(Job job, Ended ended, Verdict verdict, OutputCapture output) {
    long wallMs = verdict.wallMs().orElse(ended.durationMs());
    Optional<ReachedLimit> limit = limit(job, ended, verdict, wallMs, output);
    End end = end(ended, verdict, limit);
    JobResult result = new JobResult(
        end,
        end == End.EXITED ? ended.exitCode().orElse(-1) : -1,
        wallMs,
        verdict.cpuMs(),
        limit,
        output.text(),
        output.errorText(),
        output.hash());
    return Future.succeededFuture(result.withFileSizeLimit(JobScript.MAX_FILE_BYTES));
  }

  private static End end(Ended ended, Verdict verdict, Optional<ReachedLimit> limit) {
    if (verdict.isMissing()) {
      return End.NOT_FOUND;
    }
    if (ended.isTooMuchOutput()) {
      return End.TOO_MUCH_OUTPUT;
    }
    if (verdict.limit().map(reached -> reached.name().equals("memory")).orElse(false)) {
      return End.OUT_OF_MEMORY;
    }
    return limit.isPresent() ? End.TIMED_OUT : End.EXITED;
  }

  private Optional<ReachedLimit> limit(
      Job job, Ended ended, Verdict verdict, long wallMs, OutputCapture output) {
    if (ended.isTooMuchOutput()) {
      return Optional.of(ReachedLimit.bytes("output", "", OutputCapture.MAX_BYTES, output.bytes()));
    }
    if (verdict.limit().isPresent()) {
      Verdict.Limit reached = verdict.limit().get();
      return reached.name().equals("memory")
          ? Optional.of(ReachedLimit.bytes(
              "memory", "runner.memory", maxMemoryBytes, reached.memoryKib() << 10))
          : job.timeLimit()
              .reached(reached.wallMs(), reached.cpuMs())
              .or(() -> Optional.of(job.timeLimit().wallTime(reached.wallMs())));
    }
    boolean isLate =
        ended.exitCode().isEmpty() || wallMs >= job.timeLimit().wall().toMillis();
    return isLate ? Optional.of(job.timeLimit().wallTime(wallMs)) : Optional.empty();
  }
}
