package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;
import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** A command about one project of a running node. */
abstract class ProjectCommand extends RemoteCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The project's id.")
  private String id = "";

  ProjectCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    SpecText.requireValidId(id);
  }

  final String id() {
    return id;
  }

  final String path() {
    return "/api/projects/" + id;
  }

  /** Posts {@code body} to an action of the project, such as {@code retry}; prints the reply. */
  final int postAction(NodeClient node, String action, Map<String, ?> body)
      throws InterruptedException {
    var reply = node.post(path() + "/" + action, body);
    print(reply, ProjectReport.accepted(reply));
    return ExitCode.OK;
  }
}
