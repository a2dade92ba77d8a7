package atelier.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command and the files it finds in its working directory. The files are a copy made for this
 * job; what the command writes is thrown away.
 *
 * @param files content by relative path; the paths have passed the path guard
 * @param timeout wall time before it is killed
 */
public record Job(List<String> command, Map<String, String> files, Duration timeout) {
  public Job {
    command = List.copyOf(command);
    files = Map.copyOf(files);
  }
}
