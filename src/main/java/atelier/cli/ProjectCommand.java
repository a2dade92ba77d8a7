package atelier.cli;

import picocli.CommandLine.Parameters;

/** A command about one project of a running node. */
abstract class ProjectCommand extends RemoteCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The project.")
  private String id = "";

  ProjectCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    SpecText.checkedId(id);
  }

  final String id() {
    return id;
  }

  final String path() {
    return "/api/projects/" + id;
  }
}
