package atelier.bench;

import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A sandbox that remembers how long its jobs took. */
final class MeasuredSandbox implements Sandbox {
  private final Sandbox sandbox;
  private final List<Long> tookMs = new ArrayList<>();

  MeasuredSandbox(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public Future<JobResult> run(Job job) {
    return sandbox.run(job).onSuccess(result -> add(result.durationMs()));
  }

  private synchronized void add(long ms) {
    tookMs.add(ms);
  }

  /** The wall times of the jobs since the call before, in their order. */
  synchronized List<Long> takeMs() {
    List<Long> taken = List.copyOf(tookMs);
    tookMs.clear();
    return taken;
  }

  @Override
  public Future<List<String>> tools() {
    return sandbox.tools();
  }

  @Override
  public String name() {
    return sandbox.name();
  }

  @Override
  public String unavailableReason() {
    return sandbox.unavailableReason();
  }

  @Override
  public String architecture() {
    return sandbox.architecture();
  }
}
