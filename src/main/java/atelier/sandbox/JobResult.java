package atelier.sandbox;

/**
 * How a job ended.
 *
 * @param end why it ended
 * @param exitCode the exit code; 128 + n for a signal; -1 unless {@code end} is {@code EXITED}
 * @param durationMs wall time
 * @param output standard output and error, interleaved, the first 256 KiB
 * @param errorOutput standard error alone, the first 64 KiB
 * @param outputHash the SHA-256, in hex, of all output
 */
public record JobResult(
    End end, int exitCode, long durationMs, String output, String errorOutput, String outputHash) {
  /** Why a job ended. */
  public enum End {
    /** It exited, or a signal from within the job ended it. */
    EXITED,
    /** It reached the timeout, as a server that keeps running does. */
    TIMED_OUT,
    /** It printed more than the output limit allows. */
    TOO_MUCH_OUTPUT,
    /** Its processes used more memory than allowed, by their resident sizes. */
    OUT_OF_MEMORY,
    /** The command does not exist in the sandbox. */
    NOT_FOUND
  }

  /** Returns whether the command exited with code 0. */
  public boolean succeeded() {
    return end == End.EXITED && exitCode == 0;
  }
}
