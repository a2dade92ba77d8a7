package atelier.cli;

import atelier.config.Configuration.Option;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: one project from start to end in this process. */
@Command(
    name = "run",
    description = "One project from start to end in this process, its story on the console.")
final class RunCommand extends AtelierCommand {
  @Mixin
  private SpecOptions spec = new SpecOptions();

  @picocli.CommandLine.Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Keep the answers of the models as a script for llm.script.")
  private @Nullable String record;

  @picocli.CommandLine.Option(
      names = "--ask",
      description = "Show the blueprint and ask before it is built.")
  private boolean ask;

  @picocli.CommandLine.Option(
      names = "--yes",
      description = "Build the blueprint without asking (the default).")
  private boolean yes;

  @Mixin
  private ProjectOptions options = new ProjectOptions();

  RunCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    refuseContradictions();
    var asked = spec.read(context);
    var id = options
        .project()
        .map(SpecText::checkedId)
        .orElseGet(() -> SpecText.newId(asked.orElse("project"), new SecureRandom()));
    var settings = configuration(List.of(), last()).settings();
    var order = new RunRequest(
        id,
        asked,
        ask,
        OutputFolders.forClone(context.surroundings(), options.out()),
        OutputFolders.forFile(context.surroundings(), Optional.ofNullable(record)),
        "atelier run --project " + id + (namesData() ? " --data " + settings.data() : ""));
    return new RunSession(context, screen(), json()).play(settings, order);
  }

  private List<Option> last() {
    return options.noRun() ? List.of(new Option("runner.sandbox", "off", "--no-run")) : List.of();
  }

  private void refuseContradictions() {
    if (ask && yes) {
      throw CommandFailure.usage("--ask and --yes contradict each other: give one of them");
    }
    if (!spec.isGiven() && options.project().isEmpty()) {
      throw CommandFailure.usage(
          "say what is to be built: atelier run \"A REST API for managing todos\","
              + " or -f FILE");
    }
    if (ask && (!context.console().terminalIn() || spec.isStandardInput())) {
      throw CommandFailure.usage(
          "--ask needs a terminal to ask on: leave it out, or give the spec" + " with -f FILE");
    }
  }
}
