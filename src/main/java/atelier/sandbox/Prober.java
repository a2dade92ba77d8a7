package atelier.sandbox;

import atelier.cancel.Cancellation;
import io.vertx.core.Future;
import java.util.Map;

/** Plays plans inside the sandbox and reports what happened. */
public interface Prober {
  /** Why no plan can be played on this node; empty if one can. */
  String unavailableReason();

  /**
   * Plays a plan in a folder with a copy of the files. Whatever the programs do is in the report;
   * the future fails with a {@link ProbeFailure} if they use more memory than the sandbox allows,
   * which ends everything in it, or if the prober itself fails.
   *
   * @param files content by relative path; the path guard has accepted each path
   */
  Future<ProbeReport> play(ProbePlan plan, Map<String, String> files);

  /** Returns the prober for the plans of a project, see {@link Sandbox#forProject}. */
  default Prober forProject(String project) {
    return this;
  }

  /** Returns the prober for the plans of a task, which ends with it. */
  default Prober until(Cancellation cancellation) {
    return this;
  }

  /** The same while no other job runs in this node's sandbox. */
  default Future<ProbeReport> playAlone(ProbePlan plan, Map<String, String> files) {
    return play(plan, files);
  }
}
