package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.PackagesTable;
import atelier.client.NodeClient;
import picocli.CommandLine.Command;

/** {@code packages}: lists the packages that a project uses. */
@Command(
    name = "packages",
    description = "List the packages of a project: versions, licences and sizes.")
public final class PackagesCommand extends ProjectCommand {
  public PackagesCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var packages = node.get(path() + "/packages");
    print(packages, PackagesTable.of(packages));
    return ExitCode.OK;
  }
}
