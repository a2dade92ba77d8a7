package atelier.cli;

import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code retry}: gives what failed another chance. */
@Command(name = "retry", description = "Lets a paused project try again what it could not do.")
final class RetryCommand extends ProjectCommand {
  RetryCommand(CommandContext context) {
    super(context);
  }

  @Override
  int ask(NodeClient node) throws InterruptedException {
    var taken = node.post(path() + "/retry", Map.of());
    show(taken, ProjectTable.taken(taken));
    return ExitCode.OK;
  }
}
