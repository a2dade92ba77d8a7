package atelier.sandbox;

import atelier.event.ReachedLimit;
import atelier.sandbox.JobResult.End;

/** Says why there is no report of a plan, and how the prober's job ended. */
public final class ProbeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_OUTPUT_CHARS = 300;

  private final End end;

  ProbeFailure(End end, String message) {
    super(message);
    this.end = end;
  }

  static ProbeFailure of(JobResult result) {
    return new ProbeFailure(
        result.end(),
        switch (result.end()) {
          case OUT_OF_MEMORY -> "the programs used more memory than runner.memory allows";
          case TOO_MANY_PROCESSES, TOO_MANY_FILES ->
            "the programs were "
                + result.limit().map(ReachedLimit::describe).orElse("stopped at a limit");
          case TIMED_OUT -> "the programs could not be stopped within the time limit";
          case EXITED, NOT_FOUND, TOO_MUCH_OUTPUT ->
            "the prober printed no report (" + result.end() + ", exit code " + result.exitCode()
                + "): " + excerpt(result.output());
        });
  }

  private static String excerpt(String output) {
    String text = output.strip();
    return text.length() <= MAX_OUTPUT_CHARS ? text : text.substring(0, MAX_OUTPUT_CHARS) + "…";
  }

  /**
   * Returns how the job ended. Too much use is the fault of the programs; everything else is a
   * failure of the prober or of the machine, and says nothing about them.
   */
  public End end() {
    return end;
  }
}
