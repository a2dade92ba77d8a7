package atelier.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the prober plays inside the sandbox: commands in one folder, or a served program and HTTP
 * requests to it. It holds nothing of what is expected.
 *
 * @param files further files by path, written before anything runs
 * @param environment variables for every command; {@code $PORT} in a value is the free port
 * @param steps commands, one after the other
 * @param serve the command of a served program, {@code $PORT} in a word is the free port; empty for
 *     none
 * @param requests requests to the served program, in order
 */
public record ProbePlan(
    Map<String, String> files,
    Map<String, String> environment,
    Limits limits,
    List<Step> steps,
    List<String> serve,
    List<Request> requests) {
  public ProbePlan {
    files = Map.copyOf(files);
    environment = Map.copyOf(environment);
    steps = List.copyOf(steps);
    serve = List.copyOf(serve);
    requests = List.copyOf(requests);
  }

  /**
   * Limits of wall time, and of processor time.
   *
   * @param step one command or one request
   * @param stepCpu processor time of one command, or of a start, with all its processes; empty for
   *     no limit
   * @param start until a served program listens
   * @param total everything
   */
  public record Limits(Duration step, Optional<Duration> stepCpu, Duration start, Duration total) {
    /** Limits of wall time alone. */
    public Limits(Duration step, Duration start, Duration total) {
      this(step, Optional.empty(), start, total);
    }
  }

  /**
   * One command.
   *
   * @param stdin what it reads from standard input
   * @param readFiles paths whose contents are reported afterwards
   */
  public record Step(List<String> command, String stdin, List<String> readFiles) {
    public Step {
      command = List.copyOf(command);
      readFiles = List.copyOf(readFiles);
    }
  }

  /**
   * One HTTP request, or a restart of the program.
   *
   * @param restart whether the program is stopped and started anew; the rest is ignored then
   * @param path path and query
   * @param body empty for none
   */
  public record Request(
      boolean restart,
      String method,
      String path,
      Map<String, String> headers,
      Optional<String> body) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }
}
