package atelier.cli;

import atelier.client.NodeClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cancel}: calls a project off. */
@Command(name = "cancel", description = "Calls a project off; what is committed stays.")
final class CancelCommand extends ProjectCommand {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever reads it later.")
  private @Nullable String reason;

  CancelCommand(CommandContext context) {
    super(context);
  }

  @Override
  int ask(NodeClient node) throws InterruptedException {
    var taken = node.post(path() + "/cancel", reason == null ? Map.of() : Map.of("reason", reason));
    show(taken, ProjectTable.taken(taken));
    return ExitCode.OK;
  }
}
