package atelier.sandbox;

/**
 * How a job ended.
 *
 * @param end why it ended
 * @param exitCode the exit code; 128 + n for a signal; -1 unless {@code end} is {@code EXITED}
 * @param durationMs wall time
 * @param output standard output and error as they came, the first 256 KiB
 * @param errorOutput standard error alone, the first 64 KiB
 * @param outputHash SHA-256, in hex, of the whole of both
 */
public record JobResult(
    End end, int exitCode, long durationMs, String output, String errorOutput, String outputHash) {
  /** Why a job ended. */
  public enum End {
    /** It exited by itself, or died of a signal of its own. */
    EXITED,
    /** Wall time was up: a server still running ends so. */
    TIMED_OUT,
    /** It printed more than the output limit allows. */
    TOO_MUCH_OUTPUT,
    /** It used more memory than allowed, as far as that can be told. */
    OUT_OF_MEMORY,
    /** The command does not exist in the sandbox. */
    NOT_FOUND
  }

  public boolean succeeded() {
    return end == End.EXITED && exitCode == 0;
  }
}
