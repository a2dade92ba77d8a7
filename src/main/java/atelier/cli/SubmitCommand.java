package atelier.cli;

import atelier.client.NodeClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  SubmitCommand(Context context) {
    super(context);
  }

  @Override
  void check() {
    if (!spec.isGiven()) {
      throw Failure.usage("say what is to be built: atelier submit \"A REST API for managing"
          + " todos\", or -f FILE");
    } else if (id != null && feature != null) {
      throw Failure.usage("--id names a new project, --feature one that is there: give one");
    }
  }

  @Override
  int ask(NodeClient node) {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("spec", spec.read(context).orElseThrow());
    wish.put("approve", approve);
    JsonNode taken;
    if (feature == null) {
      if (id != null) {
        wish.put("id", Spec.checkedId(id));
      }
      taken = node.post("/api/projects", wish);
    } else {
      taken = node.post("/api/projects/" + Spec.checkedId(feature) + "/features", wish);
    }
    if (watch) {
      screen().tell(Line.plain("🚀 " + taken.path("url").asString()));
      return new RemoteWatch(context, screen(), json(), node)
          .watch(taken.path("id").asString(), 0);
    }
    show(taken, words(taken));
    return Exit.OK;
  }

  private static List<Line> words(JsonNode taken) {
    String project = Told.safe(taken.path("id").asString());
    return List.of(
        Line.good(
            "🚀 Project " + project + " is " + Told.safe(taken.path("status").asString())),
        Line.detail("watch it:  atelier watch " + project),
        Line.detail("look:      " + Told.safe(taken.path("url").asString())),
        Line.detail("clone it:  git clone " + Told.safe(taken.path("git").asString())));
  }
}
