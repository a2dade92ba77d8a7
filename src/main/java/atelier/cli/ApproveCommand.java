package atelier.cli;

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
    description = {
      "Lets the blueprint that waits be built. To edit it first:",
      "atelier show ID --json | jq .blueprint > b.json, then approve ID -f b.json"
    })
final class ApproveCommand extends ProjectCommand {
  private static final int MAX_BYTES = 1 << 20;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Build this blueprint instead; - reads it from standard input.")
  private @Nullable String file;

  ApproveCommand(Context context) {
    super(context);
  }

  @Override
  int ask(NodeClient node) {
    var taken =
        node.post(path() + "/approve", file == null ? Map.of() : Map.of("blueprint", edited(file)));
    show(taken, Overview.taken(taken));
    return Exit.OK;
  }

  private JsonNode edited(String name) {
    if (name.equals("-")) {
      return read(context.console().in(), "standard input");
    }
    Path path = context.surroundings().resolve(name);
    if (!Files.isRegularFile(path)) {
      throw Failure.usage("there is no file " + name);
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return read(stream, name);
    } catch (IOException e) {
      throw Failure.usage(name + " cannot be read: check that you may read it");
    }
  }

  private static JsonNode read(InputStream stream, String name) {
    try {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw Failure.usage(name + " is larger than 1 MiB, which is no blueprint");
      }
      return JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw Failure.usage(name + " is not JSON"
          + (at == null ? "" : ": look at line " + at.getLineNr() + ":" + at.getColumnNr()));
    } catch (IOException e) {
      throw Failure.usage(name + " cannot be read");
    }
  }
}
