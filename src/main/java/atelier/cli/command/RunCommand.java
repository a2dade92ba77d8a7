package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.watch.RunRequest;
import atelier.cli.watch.RunSession;
import atelier.config.Configuration.OptionValue;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: builds one project in this process. */
@Command(name = "run", description = "Build one project in this process and print its progress.")
public final class RunCommand extends AtelierCommand {
  @Mixin
  private SpecOptions spec = new SpecOptions();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Save the models' answers to FILE as a script for llm.script.")
  private @Nullable String record;

  @Option(names = "--ask", description = "Show the blueprint and ask for approval before building.")
  private boolean ask;

  @Option(names = "--yes", description = "Build without asking (default).")
  private boolean yes;

  @Mixin
  private ProjectOptions options = new ProjectOptions();

  public RunCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    requireConsistentOptions();
    var settings = configuration(List.of(), overrides()).settings();
    var specText = spec.read(context);
    var id = options
        .project()
        .map(SpecText::requireValidId)
        .orElseGet(() -> SpecText.generateId(specText.orElse("project"), new SecureRandom()));
    var request = new RunRequest(
        id,
        specText,
        ask,
        OutputPaths.cloneFolder(context.environment(), options.cloneFolder()),
        OutputPaths.recordingFile(context.environment(), Optional.ofNullable(record)),
        "atelier run --project " + id
            + (hasDataOption() ? " --data " + settings.dataFolder() : ""));
    return new RunSession(context, output(), isJson()).run(settings, request);
  }

  private List<OptionValue> overrides() {
    return options.isRunDisabled()
        ? List.of(new OptionValue("runner.sandbox", "off", "--no-run"))
        : List.of();
  }

  private void requireConsistentOptions() {
    if (ask && yes) {
      throw CommandFailure.usage("--ask and --yes contradict each other: give one of them");
    }
    if (!spec.isGiven() && options.project().isEmpty()) {
      throw CommandFailure.usage(
          "missing spec: atelier run \"A REST API for managing todos\", or -f FILE");
    }
    if (ask && (!context.console().terminalIn() || spec.readsStandardInput())) {
      throw CommandFailure.usage("--ask needs a terminal: omit it, or give the spec with -f FILE");
    }
  }
}
