package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.EvidenceTable;
import atelier.client.NodeClient;
import picocli.CommandLine.Command;

/** {@code evidence}: shows what the checks of a project prove. */
@Command(
    name = "evidence",
    description = "Show the evidence of a project: what each check proves, and what none does.")
public final class EvidenceCommand extends ProjectCommand {
  public EvidenceCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var evidence = node.get(path() + "/evidence");
    print(evidence, EvidenceTable.of(evidence));
    return ExitCode.OK;
  }
}
