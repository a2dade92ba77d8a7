package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;
import atelier.client.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code show}: shows the current state of a project. */
@Command(name = "show", description = "Show a project: its files, checks and next steps.")
public final class ShowCommand extends ProjectCommand {
  @Option(
      names = "--blueprint",
      description = "Print only the blueprint with its examples, as JSON for approve -f.")
  private boolean blueprint;

  public ShowCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var project = node.get(path());
    if (!blueprint) {
      print(project, ProjectReport.details(project));
    } else if (project.path("blueprint") instanceof ObjectNode plan) {
      if (project.has("examples")) {
        plan.set("examples", project.path("examples"));
      }
      output().printData(plan.toPrettyString());
    } else {
      throw CommandFailure.failed(id() + " has no blueprint yet");
    }
    return ExitCode.OK;
  }
}
