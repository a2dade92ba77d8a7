package atelier.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that build a project in this process. */
final class ProjectOptions {
  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "The project's id; resumes it if it exists.")
  private @Nullable String project;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Clone the finished repository to DIR.")
  private @Nullable String out;

  @Option(
      names = "--no-run",
      description = "Do not execute generated code; the project ends unverified.")
  private boolean noRun;

  Optional<String> project() {
    return Optional.ofNullable(project);
  }

  Optional<String> cloneFolder() {
    return Optional.ofNullable(out);
  }

  boolean isRunDisabled() {
    return noRun;
  }
}
