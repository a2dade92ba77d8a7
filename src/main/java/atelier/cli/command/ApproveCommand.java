package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.client.NodeClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code approve}: approves a blueprint, unchanged or edited by the user. */
@Command(
    name = "approve",
    description = "Approve a waiting plan, unchanged or edited.",
    footer = {
      "",
      "To edit it: atelier show ID --blueprint > plan.json, then atelier approve ID -f plan.json",
      "An edited plan is also accepted while the project is paused."
    })
public final class ApproveCommand extends ProjectCommand {
  private static final UserInput INPUT =
      new UserInput(1 << 20, "is larger than 1 MiB, the limit for a blueprint");

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Build this blueprint instead; - reads standard input.")
  private @Nullable String file;

  public ApproveCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    return postAction(
        node, "approve", file == null ? Map.of() : Map.of("blueprint", readBlueprint(file)));
  }

  private JsonNode readBlueprint(String name) {
    return name.equals("-")
        ? parse(INPUT.read(context.console().in(), "standard input"), "standard input")
        : parse(INPUT.readFile(context.environment().resolve(name), name), name);
  }

  private static JsonNode parse(byte[] bytes, String displayName) {
    try {
      return JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      var position = e.getLocation();
      throw CommandFailure.usage(displayName + " is not JSON"
          + (position == null
              ? ""
              : ": check line " + position.getLineNr() + ":" + position.getColumnNr()));
    }
  }
}
