package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.report.StyledLine;
import atelier.cli.watch.RunRequest;
import atelier.cli.watch.RunSession;
import atelier.config.Configuration.OptionValue;
import atelier.llm.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rehearse}: builds a sample project with recorded answers instead of a model. */
@Command(
    name = "rehearse",
    description = "Build a sample project with recorded answers; needs no model and no network.")
public final class RehearseCommand extends AtelierCommand {
  @Mixin
  private ProjectOptions options = new ProjectOptions();

  public RehearseCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    var id = options
        .project()
        .map(SpecText::requireValidId)
        .orElseGet(() -> SpecText.generateId("rehearsal", new SecureRandom()));
    var cloneFolder = OutputPaths.cloneFolder(context.environment(), options.cloneFolder());
    var settings = configuration(defaults(), overrides()).settings();
    var request = new RunRequest(
        id,
        Optional.of(Rehearsal.sampleSpec()),
        false,
        cloneFolder,
        Optional.empty(),
        "atelier rehearse --project " + id + " --data " + settings.dataFolder());
    var output = output();
    output.print(StyledLine.plain(
        "🎭 A rehearsal: the answers of the model are recorded, everything else is real."));
    return new RunSession(context, output, isJson()).run(settings, request);
  }

  private List<OptionValue> defaults() {
    return hasDataOption()
        ? List.of()
        : List.of(new OptionValue("data", createTempFolder(), "rehearse"));
  }

  /** Overrides all other settings, so that only the recorded answers are used. */
  private List<OptionValue> overrides() {
    List<OptionValue> overrides = new ArrayList<>(List.of(
        new OptionValue("llm.provider", "rehearsal", "rehearse"),
        new OptionValue("llm.model", "rehearsal", "rehearse"),
        new OptionValue("llm.fallback", "[]", "rehearse"),
        new OptionValue("llm.roles", "{}", "rehearse"),
        new OptionValue("research.provider", "off", "rehearse")));
    if (options.isRunDisabled()) {
      overrides.add(new OptionValue("runner.sandbox", "off", "--no-run"));
    }
    return overrides;
  }

  private static String createTempFolder() {
    try {
      return Files.createTempDirectory("atelier-rehearsal-").toString();
    } catch (IOException e) {
      throw CommandFailure.infrastructure("cannot create a temporary folder: pass --data DIR");
    }
  }
}
