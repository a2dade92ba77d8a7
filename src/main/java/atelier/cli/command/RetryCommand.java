package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;

import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code retry}: gives what failed another chance. */
@Command(name = "retry", description = "Lets a paused project try again what it could not do.")
public final class RetryCommand extends ProjectCommand {
  public RetryCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var taken = node.post(path() + "/retry", Map.of());
    print(taken, ProjectReport.accepted(taken));
    return ExitCode.OK;
  }
}
