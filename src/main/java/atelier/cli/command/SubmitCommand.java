package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.ProjectReport;
import atelier.cli.watch.RemoteWatcher;
import atelier.client.NodeClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code submit}: submits a spec to a running node. */
@Command(name = "submit", description = "Submit a spec to a running node.")
public final class SubmitCommand extends RemoteCommand {
  private static final Set<String> NEEDS_PERSON = Set.of("paused", "awaiting_approval");

  @Mixin
  private SpecOptions spec = new SpecOptions();

  @Option(
      names = {"--id", "--project"},
      paramLabel = "ID",
      description = "The new project's id (default: generated from the spec).")
  private @Nullable String id;

  @Option(
      names = "--feature",
      paramLabel = "ID",
      description = "Request a feature in an existing project.")
  private @Nullable String feature;

  @Option(names = "--approve", description = "Wait for your approval of the blueprint.")
  private boolean approve;

  @Option(names = "--watch", description = "Follow the project until it ends.")
  private boolean watch;

  public SubmitCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    if (!spec.isGiven()) {
      throw CommandFailure.usage(
          "missing spec: atelier submit \"A REST API for managing todos\", or -f FILE");
    } else if (id != null && feature != null) {
      throw CommandFailure.usage(
          "--id names a new project, --feature an existing one: give only one");
    }
    Stream.of(id, feature).filter(Objects::nonNull).forEach(SpecText::requireValidId);
  }

  /** Prints what a queued feature waits for, with the commands that continue it. */
  private void printQueue(NodeClient node, JsonNode reply) throws InterruptedException {
    String status = reply.path("queuedBehind").path("status").asString("");
    if (!isJson() && !status.isEmpty()) {
      output().print(ProjectReport.queuedBehind(reply));
      if (NEEDS_PERSON.contains(status)) {
        String id = reply.path("id").asString("");
        output().print(ProjectReport.nextSteps(node.get("/api/projects/" + id)));
      }
    }
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("spec", spec.read(context).orElseThrow());
    request.put("approve", approve);
    String path = "/api/projects";
    long lastSeq = 0;
    if (feature != null) {
      path += "/" + feature;
      lastSeq = watch ? node.get(path).path("seq").asLong(0) : 0;
      path += "/features";
    } else if (id != null) {
      request.put("id", id);
    }
    JsonNode reply = node.submit(path, request);
    if (!watch) {
      print(reply, ProjectReport.submitted(reply));
      printQueue(node, reply);
      return ExitCode.OK;
    }
    output().print(ProjectReport.submitted(reply).subList(0, 2));
    String project = reply.path("id").asString("");
    return new RemoteWatcher(context, output(), isJson(), node, project, lastSeq).watch();
  }
}
