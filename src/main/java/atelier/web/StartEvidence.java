package atelier.web;

import atelier.event.ShellWords;
import atelier.project.CheckResult;
import atelier.project.Project;
import atelier.project.StartCommand;
import java.util.List;
import java.util.Optional;

/**
 * The command that starts the program, and what exercises it; its components are JSON fields.
 *
 * @param commandLine the command, quoted for a POSIX shell
 * @param exercisedBy the name of an example or check, or {@code itself} if it runs by itself
 * @param status as that of an example
 * @param why why it counts as not exercised, as one sentence; empty if it was
 */
record StartEvidence(String commandLine, String exercisedBy, String status, String why) {
  private static final String ITSELF = "itself";

  /** Empty if the project has no start command. */
  static Optional<StartEvidence> of(Project project, MissingEvidence missing) {
    List<String> command = StartCommand.command(project);
    if (command.isEmpty()) {
      return Optional.empty();
    }
    String line = ShellWords.quote(command);
    String name = StartCommand.exercisedBy(project).orElse("");
    if (project.examples().find(name).isPresent()) {
      ExampleEvidence example =
          ExampleEvidence.of(project.examples().find(name).get(), project, missing);
      return Optional.of(exercised(line, name, example.status(), example.why()));
    }
    CheckResult result =
        name.isEmpty() ? project.startResult() : project.checks().get(name);
    return Optional.of(exercised(
        line,
        name.isEmpty() ? ITSELF : name,
        EvidenceView.status(result, missing.tree()),
        missing.ofRun(result)));
  }

  /** What passed exercised the command, whatever else is missing in its own evidence. */
  private static StartEvidence exercised(String line, String by, String status, String why) {
    return new StartEvidence(line, by, status, status.equals("passed") ? "" : why);
  }
}
