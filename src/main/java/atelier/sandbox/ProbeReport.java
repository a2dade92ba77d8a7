package atelier.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened when the prober played a plan. Text that is not UTF-8 has replacement characters;
 * what is longer than the prober keeps is cut. The components are the prober's JSON.
 *
 * @param steps one for each step that was begun
 * @param server empty where nothing was served
 * @param responses one for each request that was sent, up to the first that failed
 */
public record ProbeReport(
    List<StepReport> steps, Optional<ServerReport> server, List<ResponseReport> responses) {
  public ProbeReport {
    steps = List.copyOf(steps);
    responses = List.copyOf(responses);
  }

  /**
   * How a command ended.
   *
   * @param exit the exit code; empty where a signal ended it or a limit was reached
   * @param signal the signal that ended it
   * @param timedOut whether it was stopped at its limit of wall time or of processor time
   * @param notFound whether the command does not exist; {@code exit} is 127 then
   * @param truncated whether a stream or a file was longer than what is kept
   * @param ms wall time
   * @param cpuMs processor time of all its processes; empty in older reports
   * @param files the files that were asked for; null for one that does not exist
   */
  public record StepReport(
      Optional<Integer> exit,
      Optional<Integer> signal,
      boolean timedOut,
      boolean notFound,
      String stdout,
      String stderr,
      boolean truncated,
      long ms,
      Optional<Long> cpuMs,
      Map<String, @Nullable String> files) {
    /** A command whose processor time is not known. */
    public StepReport(
        Optional<Integer> exit,
        Optional<Integer> signal,
        boolean timedOut,
        boolean notFound,
        String stdout,
        String stderr,
        boolean truncated,
        long ms,
        Map<String, @Nullable String> files) {
      this(
          exit, signal, timedOut, notFound, stdout, stderr, truncated, ms, Optional.empty(), files);
    }
  }

  /**
   * How a served program did.
   *
   * @param started whether it listened in time
   * @param listenedMs after how long
   * @param cpuMs processor time of all its processes until then; empty in older reports
   * @param port where it listens
   * @param exit its exit code where it ended by itself; 128 + n for a signal
   */
  public record ServerReport(
      boolean started,
      long listenedMs,
      Optional<Long> cpuMs,
      int port,
      Optional<Integer> exit,
      String stdout,
      String stderr) {
    /** A program whose processor time is not known. */
    public ServerReport(
        boolean started,
        long listenedMs,
        int port,
        Optional<Integer> exit,
        String stdout,
        String stderr) {
      this(started, listenedMs, Optional.empty(), port, exit, stdout, stderr);
    }
  }

  /**
   * One response.
   *
   * @param restart whether this was a restart
   * @param status the status code; 0 where there is no response
   * @param headers by name in lower case
   * @param truncated whether the head or the body was longer than what is kept
   * @param error why there is no response; empty otherwise
   * @param ms wall time
   */
  public record ResponseReport(
      boolean restart,
      int status,
      Map<String, String> headers,
      String body,
      boolean truncated,
      String error,
      long ms) {}
}
