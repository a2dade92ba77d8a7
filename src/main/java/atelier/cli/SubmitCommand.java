package atelier.cli;

import atelier.client.NodeClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code submit}: hands a running node a spec. */
@Command(name = "submit", description = "Hands a running node a spec.")
final class SubmitCommand extends RemoteCommand {
  @Mixin
  private SpecOptions spec = new SpecOptions();

  @Option(
      names = {"--id", "--project"},
      paramLabel = "ID",
      description = "The new project's id; made up from the spec when left out.")
  private @Nullable String id;

  @Option(
      names = "--feature",
      paramLabel = "ID",
      description = "A further request for a project that is there.")
  private @Nullable String feature;

  @Option(names = "--approve", description = "The blueprint waits for your approval.")
  private boolean approve;

  @Option(names = "--watch", description = "Watch it to its end.")
  private boolean watch;

  SubmitCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    if (!spec.isGiven()) {
      throw CommandFailure.usage("say what is to be built: atelier submit \"A REST API for managing"
          + " todos\", or -f FILE");
    } else if (id != null && feature != null) {
      throw CommandFailure.usage("--id names a new project, --feature one that is there: give one");
    }
    Stream.of(id, feature).filter(Objects::nonNull).forEach(SpecText::checkedId);
  }

  @Override
  int ask(NodeClient node) throws InterruptedException {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("spec", spec.read(context).orElseThrow());
    wish.put("approve", approve);
    String path = "/api/projects";
    long known = 0;
    if (feature != null) {
      path += "/" + feature;
      known = watch ? node.get(path).path("seq").asLong(0) : 0;
      path += "/features";
    } else if (id != null) {
      wish.put("id", id);
    }
    JsonNode taken = node.submit(path, wish);
    if (!watch) {
      show(taken, words(taken));
      return ExitCode.OK;
    }
    screen().tell(words(taken).subList(0, 2));
    String project = taken.path("id").asString("");
    return new RemoteWatch(context, screen(), json(), node, project, known).watch();
  }

  private static List<StyledLine> words(JsonNode taken) {
    String project = text(taken, "id");
    return List.of(
        StyledLine.good("🚀 Project " + project + " is " + text(taken, "status")),
        StyledLine.detail("look:      " + text(taken, "url")),
        StyledLine.detail("watch it:  atelier watch " + project),
        StyledLine.detail("clone it:  git clone " + text(taken, "git")));
  }

  private static String text(JsonNode taken, String field) {
    return EventPhrases.safe(taken.path(field).asString(""));
  }
}
