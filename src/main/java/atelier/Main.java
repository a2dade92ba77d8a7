package atelier;

import atelier.cli.Commands;
import atelier.cli.context.CommandContext;
import atelier.node.Bootstrap;
import atelier.node.Components;
import atelier.workspace.ProjectOrigin;

/** The entry point: runs the command line, which starts a node with {@link Bootstrap}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Commands.run(
        args,
        CommandContext.ofProcess(
            Bootstrap::startNode, Components::doctorSubjects, ProjectOrigin::isAtelier)));
  }
}
