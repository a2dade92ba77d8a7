package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hint}: gives the Writer a hint for one file. */
@Command(name = "hint", description = "Give the Writer a hint for one file.")
public final class HintCommand extends ProjectCommand {
  @Parameters(index = "1", paramLabel = "PATH", description = "The file's path in the project.")
  private String file = "";

  @Parameters(
      index = "2",
      paramLabel = "TEXT",
      description = "The hint; it is added to the file's next prompt.")
  private String text = "";

  public HintCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    return postAction(node, "hint", Map.of("path", file, "text", text));
  }
}
