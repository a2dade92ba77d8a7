package atelier.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that builds a project. */
final class ProjectOptions {
  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "The project's id; one that is there is gone on with.")
  private @Nullable String project;

  @Option(names = "--out", paramLabel = "DIR", description = "Clone the finished repository there.")
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
