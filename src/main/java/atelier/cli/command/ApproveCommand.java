package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;

import atelier.client.NodeClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code approve}: lets a blueprint be built, as it is or as a person has edited it. */
@Command(
    name = "approve",
    description = "Lets the blueprint that waits be built, as it is or as you edited it.",
    footer = {
      "",
      "To edit it: atelier show ID --blueprint > plan.json, then atelier approve ID -f plan.json"
    })
public final class ApproveCommand extends ProjectCommand {
  private static final int MAX_BYTES = 1 << 20;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Build this blueprint instead; - reads it from standard input.")
  private @Nullable String file;

  public ApproveCommand(CommandContext context) {
    super(context);
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    var taken =
        node.post(path() + "/approve", file == null ? Map.of() : Map.of("blueprint", edited(file)));
    print(taken, ProjectReport.accepted(taken));
    return ExitCode.OK;
  }

  private JsonNode edited(String name) {
    if (name.equals("-")) {
      return read(context.console().in(), "standard input");
    }
    Path path = context.environment().resolve(name);
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage("there is no file " + name);
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return read(stream, name);
    } catch (IOException e) {
      throw CommandFailure.usage(name + " cannot be read: check that you may read it");
    }
  }

  private static JsonNode read(InputStream stream, String name) {
    try {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw CommandFailure.usage(name + " is larger than 1 MiB, which is no blueprint");
      }
      return JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw CommandFailure.usage(name + " is not JSON"
          + (at == null ? "" : ": look at line " + at.getLineNr() + ":" + at.getColumnNr()));
    } catch (IOException e) {
      throw CommandFailure.usage(name + " cannot be read");
    }
  }
}
