package atelier.bench;

import atelier.sandbox.ForwardingSandbox;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A sandbox that remembers how long its jobs took. */
final class MeasuredSandbox extends ForwardingSandbox {
  private final List<Long> tookMs = new ArrayList<>();

  MeasuredSandbox(Sandbox sandbox) {
    super(sandbox);
  }

  @Override
  public Future<JobResult> run(Job job) {
    return target().run(job).onSuccess(result -> add(result.durationMs()));
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

  /** The jobs of all projects are measured together. */
  @Override
  public Sandbox forProject(String project) {
    return this;
  }
}
