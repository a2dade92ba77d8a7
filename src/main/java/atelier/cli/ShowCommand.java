package atelier.cli;

import atelier.client.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code show}: a project as it stands. */
@Command(name = "show", description = "A project as it stands: files, checks, what it needs.")
final class ShowCommand extends ProjectCommand {
  @Option(
      names = "--blueprint",
      description = "Only the blueprint, as JSON: edit it and give it to approve -f.")
  private boolean blueprint;

  ShowCommand(CommandContext context) {
    super(context);
  }

  @Override
  int ask(NodeClient node) throws InterruptedException {
    var project = node.get(path());
    if (!blueprint) {
      show(project, ProjectTable.project(project));
    } else if (project.path("blueprint").isObject()) {
      screen().data(project.path("blueprint").toPrettyString());
    } else {
      throw CommandFailure.failed(id() + " has no blueprint yet");
    }
    return ExitCode.OK;
  }
}
