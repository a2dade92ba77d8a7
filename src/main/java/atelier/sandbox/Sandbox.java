package atelier.sandbox;

import io.vertx.core.Future;

/** Runs commands that nobody trusts, within limits. */
public interface Sandbox {
  /** Its name: {@code bubblewrap}, {@code none} (the bare host, by order) or {@code off}. */
  String name();

  /** Empty when it can run commands here; else one sentence that says why not and what to do. */
  String unavailableReason();

  /**
   * Runs a job to its end or to a limit, and leaves no process and no file behind. Fails only where
   * the sandbox itself could not start; what the command does is in the {@link JobResult}.
   */
  Future<JobResult> run(Job job);
}
