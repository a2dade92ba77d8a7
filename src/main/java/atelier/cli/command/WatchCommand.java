package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.watch.RemoteWatcher;
import atelier.client.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watch}: follows the events of a project until it ends. */
@Command(
    name = "watch",
    description = "Follow a project until it ends (Ctrl-C stops following only).")
public final class WatchCommand extends ProjectCommand {
  @Option(
      names = "--after",
      paramLabel = "SEQ",
      description = "Skip events up to this sequence number.")
  private long after;

  public WatchCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    super.validate();
    if (after < 0) {
      throw CommandFailure.usage("--after must be a sequence number, 0 or more");
    }
  }

  @Override
  int execute(NodeClient node) {
    return new RemoteWatcher(context, output(), isJson(), node, id(), after).watch();
  }
}
