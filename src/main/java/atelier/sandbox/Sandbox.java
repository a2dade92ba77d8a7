package atelier.sandbox;

import io.vertx.core.Future;

/** Runs untrusted commands within limits. */
public interface Sandbox {
  /** Returns its name: {@code bubblewrap}, {@code none} (runs without a sandbox) or {@code off}. */
  String name();

  /** Returns why it cannot run commands here and what to do about it; empty if it can. */
  default String unavailableReason() {
    return "";
  }

  /**
   * Runs a job until it ends or reaches a limit, and leaves no process and no file behind. Fails
   * only if the sandbox itself cannot start; a failing command is a {@link JobResult}.
   */
  Future<JobResult> run(Job job);
}
