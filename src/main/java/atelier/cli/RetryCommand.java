package atelier.cli;

import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code retry}: gives what failed another chance. */
@Command(name = "retry", description = "Gives what failed or waits another chance.")
final class RetryCommand extends ProjectCommand {
  RetryCommand(Context context) {
    super(context);
  }

  @Override
  int ask(NodeClient node) {
    var taken = node.post(path() + "/retry", Map.of());
    show(taken, Overview.taken(taken));
    return Exit.OK;
  }
}
