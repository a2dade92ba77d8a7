package atelier.cli;

import atelier.config.Configuration.Option;
import atelier.llm.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rehearse}: the whole of it, with recorded answers in place of a model. */
@Command(
    name = "rehearse",
    description = "Plays a sample project with recorded answers: needs no model, no network.")
final class RehearseCommand extends AtelierCommand {
  @Mixin
  private ProjectOptions options = new ProjectOptions();

  RehearseCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    var id = options
        .project()
        .map(SpecText::checkedId)
        .orElseGet(() -> SpecText.newId("rehearsal", new SecureRandom()));
    var clone = OutputFolders.forClone(context.surroundings(), options.out());
    var settings = configuration(first(), last()).settings();
    var order = new RunRequest(
        id,
        Optional.of(Rehearsal.sampleSpec()),
        false,
        clone,
        Optional.empty(),
        "atelier rehearse --project " + id + " --data " + settings.data());
    var screen = screen();
    screen.tell(StyledLine.plain(
        "🎭 A rehearsal: the answers of the model are recorded, everything else is real."));
    return new RunSession(context, screen, json()).play(settings, order);
  }

  private List<Option> first() {
    return namesData() ? List.of() : List.of(new Option("data", freshFolder(), "rehearse"));
  }

  /** Stronger than whatever is configured: nothing but the recording is ever asked. */
  private List<Option> last() {
    List<Option> last = new ArrayList<>(List.of(
        new Option("llm.provider", "rehearsal", "rehearse"),
        new Option("llm.model", "rehearsal", "rehearse"),
        new Option("llm.fallback", "[]", "rehearse"),
        new Option("llm.roles", "{}", "rehearse"),
        new Option("research.provider", "off", "rehearse")));
    if (options.noRun()) {
      last.add(new Option("runner.sandbox", "off", "--no-run"));
    }
    return last;
  }

  private static String freshFolder() {
    try {
      return Files.createTempDirectory("atelier-rehearsal-").toString();
    } catch (IOException e) {
      throw CommandFailure.infrastructure("no temporary folder can be made: give --data DIR");
    }
  }
}
