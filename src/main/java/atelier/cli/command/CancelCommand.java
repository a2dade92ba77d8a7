package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;

import atelier.client.NodeClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cancel}: calls a project off. */
@Command(name = "cancel", description = "Calls a project off; what is committed stays.")
public final class CancelCommand extends ProjectCommand {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever reads it later.")
  private @Nullable String reason;

  public CancelCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var taken = node.post(path() + "/cancel", reason == null ? Map.of() : Map.of("reason", reason));
    print(taken, ProjectReport.accepted(taken));
    return ExitCode.OK;
  }
}
