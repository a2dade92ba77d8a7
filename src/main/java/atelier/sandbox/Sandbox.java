package atelier.sandbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs untrusted commands within limits. */
public interface Sandbox {
  /**
   * Returns its name: {@code bubblewrap}, {@code landlock}, {@code sprites},
   * {@code none} (runs without a sandbox) or {@code off}.
   */
  String name();

  /** Returns why it cannot run commands here and what to do about it; empty if it can. */
  default String unavailableReason() {
    return "";
  }

  /**
   * Returns the tools that a job finds, with their versions, such as {@code python3 3.11.2}; none
   * if that is unknown. Never fails.
   */
  default Future<List<String>> tools() {
    return Future.succeededFuture(List.of());
  }

  /**
   * Returns which versions of tools the files of a project ask for and jobs do not have, in words;
   * none if that is unknown. Never fails.
   */
  default Future<List<String>> missingVersions(Map<String, String> files) {
    return Future.succeededFuture(List.of());
  }

  /**
   * Returns further versions of tools that the files of a project can choose, such as {@code node
   * 18.20.1}; none if that is unknown. Never fails.
   */
  default Future<List<String>> otherVersions() {
    return Future.succeededFuture(List.of());
  }

  /** Returns what a job may use; empty if nothing runs here. */
  default Optional<SandboxLimits> limits() {
    return Optional.empty();
  }

  /** Returns how much it prevents here, by its self-test. */
  default SandboxLevel level() {
    return SandboxLevel.none("programs have the rights of Atelier itself");
  }

  /** Whether a program can serve on an address that only the programs of its job reach. */
  default boolean hasLoopback() {
    return true;
  }

  /**
   * Says whether the kernel limits memory, processes and processors or the supervisor counts them,
   * and why; empty if that is unknown.
   */
  default String enforcement() {
    return "";
  }

  /**
   * Says which user of this machine programs have, and what would give them one of their own; empty
   * if that is unknown.
   */
  default String user() {
    return "";
  }

  /**
   * Runs a job until it ends or reaches a limit, and leaves no process and no file behind. Fails
   * only if the sandbox itself cannot start, or with {@link
   * java.util.concurrent.CancellationException} if the job was cancelled; a failing command is a
   * {@link JobResult}.
   */
  Future<JobResult> run(Job job);

  /** Returns the sandbox for the jobs of a project, if each project has one of its own. */
  default Sandbox forProject(String project) {
    return this;
  }

  /** Deletes what the sandbox keeps for a project, which has ended. */
  default Future<Void> release(String project) {
    return Future.succeededFuture();
  }

  /** Deletes what the sandbox keeps outside of this machine; nothing runs any more. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }

  /** Returns the machine that it runs executables for, as the property {@code os.arch} names it. */
  default String architecture() {
    return System.getProperty("os.arch");
  }
}
