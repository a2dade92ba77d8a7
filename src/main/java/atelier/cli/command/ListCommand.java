package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;
import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code list}: lists the projects of a node. */
@Command(name = "list", description = "List the projects of a node, newest first.")
public final class ListCommand extends RemoteCommand {
  private static final int MAX_LIMIT = 200;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only projects with this status, such as running.")
  private String status = "";

  @Option(
      names = {"-q", "--search"},
      paramLabel = "TEXT",
      description = "Search id and spec.")
  private String search = "";

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "NUMBER",
      description = "Maximum number (default 50).")
  private int limit = 50;

  @Option(
      names = "--after",
      paramLabel = "NEXT",
      description = "Continue a list: the value printed at its end.")
  private String after = "";

  public ListCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw CommandFailure.usage(
          "--limit must be 1 to " + MAX_LIMIT + "; --after continues a list");
    }
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    JsonNode reply = node.get(NodeClient.query(
        "/api/projects",
        Map.of("status", status, "q", search, "limit", Integer.toString(limit), "after", after)));
    print(reply, ProjectReport.projects(reply));
    return ExitCode.OK;
  }
}
