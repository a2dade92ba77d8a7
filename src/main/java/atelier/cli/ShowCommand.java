package atelier.cli;

import atelier.client.NodeClient;
import picocli.CommandLine.Command;

/** {@code show}: a project as it stands. */
@Command(name = "show", description = "A project as it stands: files, checks, what it needs.")
final class ShowCommand extends ProjectCommand {
  ShowCommand(Context context) {
    super(context);
  }

  @Override
  int ask(NodeClient node) {
    var project = node.get(path());
    show(project, Overview.project(project));
    return Exit.OK;
  }
}
