package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code retry}: retries a paused project. */
@Command(name = "retry", description = "Retry a paused project.")
public final class RetryCommand extends ProjectCommand {
  public RetryCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    return postAction(node, "retry", Map.of());
  }
}
