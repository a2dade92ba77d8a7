package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.watch.RemoteWatcher;

import atelier.client.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watch}: the story of a project, from its start or from a place on, to its end. */
@Command(
    name = "watch",
    description = "Tells a project's story to its end; Ctrl-C leaves it to go on by itself.")
public final class WatchCommand extends ProjectCommand {
  @Option(names = "--after", paramLabel = "SEQ", description = "Leave out what is known already.")
  private long after;

  public WatchCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    super.validate();
    if (after < 0) {
      throw CommandFailure.usage("--after takes the seq that was seen last, 0 or more");
    }
  }

  @Override
  int execute(NodeClient node) {
    return new RemoteWatcher(context, output(), isJson(), node, id(), after).watch();
  }
}
