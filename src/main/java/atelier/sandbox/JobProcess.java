package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the process of a job, with its input and nothing of this process's environment. */
final class JobProcess {
  private static final Path EMPTY_INPUT = Path.of("/dev/null");

  /** Where the programs of the system that start a job are looked for. */
  static final String PATH = "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin";

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", PATH, "LANG", "C.UTF-8");

  private JobProcess() {}

  /**
   * Starts a command.
   *
   * @param jobFolders where a file with the input is written
   */
  static Process start(List<String> command, Job job, JobPlace place, Optional<Path> jobFolders)
      throws IOException {
    if (job.stdin().isEmpty()) {
      return start(command, job, place, EMPTY_INPUT);
    }
    // A file, since writing to a pipe blocks; without a name once it is open, so that no job finds
    // it.
    Path input = JobFolder.createFile(jobFolders, job.stdin());
    try {
      return start(command, job, place, input);
    } finally {
      Files.delete(input);
    }
  }

  private static Process start(List<String> command, Job job, JobPlace place, Path input)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(place.folder().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(input.toFile()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(ENVIRONMENT);
    if (place.status().isEmpty()) {
      // In a sandbox bubblewrap sets the job's variables: they are not for what starts it.
      environment.putAll(job.environment());
      environment.put("HOME", place.folder().toString());
    }
    return builder.start();
  }
}
