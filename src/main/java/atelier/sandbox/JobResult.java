package atelier.sandbox;

import atelier.event.ReachedLimit;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param end why it ended
 * @param exitCode the exit code; 128 + n for a signal; -1 unless {@code end} is {@code EXITED}
 * @param durationMs wall time
 * @param cpuMs processor time of all its processes, see {@link ProcessTree}
 * @param limit the limit that ended it; empty if it ended by itself
 * @param output standard output and error, interleaved, the first 256 KiB
 * @param errorOutput standard error alone, the first 64 KiB
 * @param outputHash the SHA-256, in hex, of all output
 */
public record JobResult(
    End end,
    int exitCode,
    long durationMs,
    long cpuMs,
    Optional<ReachedLimit> limit,
    String output,
    String errorOutput,
    String outputHash) {
  /** 128 + SIGXFSZ. */
  private static final int EXIT_FILE_TOO_LARGE = 153;

  /** Why a job ended. */
  public enum End {
    /** It exited, or a signal from within the job ended it. */
    EXITED,
    /** It reached its limit of CPU time or wall time, as a server that keeps running does. */
    TIMED_OUT,
    /** It printed more than the output limit allows. */
    TOO_MUCH_OUTPUT,
    /** Its processes used more memory than allowed, shared memory and written files included. */
    OUT_OF_MEMORY,
    /** It had more processes and threads than allowed. */
    TOO_MANY_PROCESSES,
    /** It wrote more files than allowed. */
    TOO_MANY_FILES,
    /** The command does not exist in the sandbox. */
    NOT_FOUND;

    /** Whether the job used more than a program may, apart from time and output. */
    public boolean isTooMuchUse() {
      return this == OUT_OF_MEMORY || this == TOO_MANY_PROCESSES || this == TOO_MANY_FILES;
    }
  }

  /** The result of a job that used no processor time worth mentioning and reached no limit. */
  public JobResult(
      End end,
      int exitCode,
      long durationMs,
      String output,
      String errorOutput,
      String outputHash) {
    this(end, exitCode, durationMs, 0, Optional.empty(), output, errorOutput, outputHash);
  }

  /** This result, with the limit of file size if a signal says that a file was to exceed it. */
  public JobResult withFileSizeLimit(long maxBytes) {
    return limit.isEmpty() && exitCode == EXIT_FILE_TOO_LARGE
        ? new JobResult(
            end,
            exitCode,
            durationMs,
            cpuMs,
            Optional.of(ReachedLimit.bytes("file size", "", maxBytes, maxBytes)),
            output,
            errorOutput,
            outputHash)
        : this;
  }

  JobResult withOutput(String text) {
    return new JobResult(end, exitCode, durationMs, cpuMs, limit, text, errorOutput, outputHash);
  }

  /** Returns whether the command exited with code 0. */
  public boolean succeeded() {
    return end == End.EXITED && exitCode == 0;
  }
}
