package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.client.NodeClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cancel}: cancels a project. */
@Command(name = "cancel", description = "Cancel a project; commits are kept.")
public final class CancelCommand extends ProjectCommand {
  @Option(names = "--reason", paramLabel = "TEXT", description = "The reason, kept in the journal.")
  private @Nullable String reason;

  public CancelCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    return postAction(node, "cancel", reason == null ? Map.of() : Map.of("reason", reason));
  }
}
