package atelier.sandbox;

import atelier.cancel.Cancellation;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;

/** Plays plans inside a sandbox with the native program {@code atelier-prober}. Thread-safe. */
public final class NativeProber implements Prober {
  /** For copying the files, and for stopping what runs when the plan's time is over. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final Sandbox sandbox;
  private final Cancellation cancellation;

  public NativeProber(Sandbox sandbox) {
    this(sandbox, Cancellation.NONE);
  }

  private NativeProber(Sandbox sandbox, Cancellation cancellation) {
    this.sandbox = sandbox;
    this.cancellation = cancellation;
  }

  @Override
  public String unavailableReason() {
    return sandbox.unavailableReason().isEmpty()
        ? NativeProgram.PROBER.unavailableReason(sandbox.architecture())
        : sandbox.unavailableReason();
  }

  @Override
  public Prober forProject(String project) {
    return new NativeProber(sandbox.forProject(project), cancellation);
  }

  @Override
  public Prober until(Cancellation end) {
    return new NativeProber(sandbox, end);
  }

  @Override
  public Future<ProbeReport> play(ProbePlan plan, Map<String, String> files) {
    return play(plan, files, false);
  }

  @Override
  public Future<ProbeReport> playAlone(ProbePlan plan, Map<String, String> files) {
    return play(plan, files, true);
  }

  private Future<ProbeReport> play(ProbePlan plan, Map<String, String> files, boolean alone) {
    if (!plan.serve().isEmpty() && !sandbox.hasLoopback()) {
      return Future.failedFuture(new ProbeFailure(
          End.EXITED, "a server cannot be tried here: " + sandbox.name() + " has no network"));
    }
    return executable()
        .compose(file -> sandbox.run(new Job(
                List.of(),
                files,
                Map.of(),
                TimeLimit.ofWall(plan.limits().total().plus(MARGIN)),
                ProbeCodec.write(plan),
                Optional.of(file),
                alone)
            .until(cancellation)))
        .map(NativeProber::report);
  }

  /** Extracts the executable on another thread, and returns to the caller's context. */
  private Future<Path> executable() {
    CompletableFuture<Path> extracted = new CompletableFuture<>();
    Runnable extraction = () -> {
      try {
        extracted.complete(NativeProgram.PROBER.path(sandbox.architecture()));
      } catch (IOException | RuntimeException | Error e) {
        extracted.completeExceptionally(
            new IOException("the prober cannot be extracted: " + e.getMessage(), e));
      }
    };
    new Thread(extraction, "prober-extraction").start();
    Context context = Vertx.currentContext();
    return context == null
        ? Future.fromCompletionStage(extracted)
        : Future.fromCompletionStage(extracted, context);
  }

  private static ProbeReport report(JobResult result) {
    if (!result.succeeded()) {
      throw ProbeFailure.of(result);
    }
    try {
      return ProbeCodec.read(result.output());
    } catch (JacksonException e) {
      throw new ProbeFailure(
          result.end(), "the prober's report is malformed: " + e.getOriginalMessage());
    }
  }
}
