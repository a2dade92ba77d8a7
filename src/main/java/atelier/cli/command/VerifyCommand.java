package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.EvidenceTable;
import atelier.cli.watch.RemoteWatcher;
import atelier.client.NodeClient;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code verify}: produces the evidence of an ended project again, follows it and shows it. */
@Command(
    name = "verify",
    description = "Run all evidence of an ended project again, without a model, and show it.")
public final class VerifyCommand extends ProjectCommand {
  public VerifyCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    long seq = node.get(path()).path("seq").asLong();
    node.post(path() + "/verify", Map.of());
    int exitCode = new RemoteWatcher(context, output(), false, node, id(), seq)
        .stopAtFirstEnd()
        .watch();
    if (exitCode != ExitCode.INTERRUPTED) {
      var evidence = node.get(path() + "/evidence");
      print(evidence, EvidenceTable.of(evidence));
    }
    return exitCode;
  }
}
