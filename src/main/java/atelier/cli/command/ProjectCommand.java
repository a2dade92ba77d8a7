package atelier.cli.command;

import atelier.cli.context.CommandContext;

import picocli.CommandLine.Parameters;

/** A command about one project of a running node. */
abstract class ProjectCommand extends RemoteCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The project.")
  private String id = "";

  ProjectCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    SpecText.requireValidId(id);
  }

  final String id() {
    return id;
  }

  final String path() {
    return "/api/projects/" + id;
  }
}
