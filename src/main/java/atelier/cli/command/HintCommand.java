package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;

import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hint}: advice for a file. */
@Command(name = "hint", description = "Advice for a file, which goes into its next prompt.")
public final class HintCommand extends ProjectCommand {
  @Parameters(index = "1", paramLabel = "PATH", description = "The file in the project.")
  private String file = "";

  @Parameters(index = "2", paramLabel = "TEXT", description = "What the Writer should know.")
  private String text = "";

  public HintCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var taken = node.post(path() + "/hint", Map.of("path", file, "text", text));
    print(taken, ProjectReport.accepted(taken));
    return ExitCode.OK;
  }
}
