package atelier.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command and the files in its working directory. The files are copied for this job; everything
 * that the command writes is deleted.
 *
 * @param files content by relative path; the path guard has accepted each path
 * @param environment further environment variables, by name
 * @param timeout the wall time after which it is killed
 */
public record Job(
    List<String> command,
    Map<String, String> files,
    Map<String, String> environment,
    Duration timeout) {
  public Job {
    command = List.copyOf(command);
    files = Map.copyOf(files);
    environment = Map.copyOf(environment);
  }

  /** A job without further environment variables. */
  public Job(List<String> command, Map<String, String> files, Duration timeout) {
    this(command, files, Map.of(), timeout);
  }
}
