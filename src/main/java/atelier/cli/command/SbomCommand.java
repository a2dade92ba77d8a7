package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.client.NodeClient;
import picocli.CommandLine.Command;

/** {@code sbom}: prints the software bill of materials of a project. */
@Command(
    name = "sbom",
    description = "Print the software bill of materials of a project, as CycloneDX JSON.")
public final class SbomCommand extends ProjectCommand {
  public SbomCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    output().printData(node.get(path() + "/sbom.json").toPrettyString());
    return ExitCode.OK;
  }
}
