package atelier.web;

import atelier.event.Entry;
import atelier.event.EventCodec;
import atelier.project.Project;
import atelier.studio.ProjectId;
import atelier.studio.ProjectRequest;
import atelier.workspace.Repositories.Blob;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools by which a coding assistant hands work to the studio. */
final class McpTools {
  private static final int MAX_EVENTS = 50;
  private static final int MAX_FILE_CHARS = 256 * 1024;
  private static final int KEY_CHARS = 10;

  private final ApiSources sources;
  private final ProjectIndex states;
  private final RandomGenerator random;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  /** What a tool said, for a model and for a program. */
  record ToolResult(String text, JsonNode structured) {}

  private interface ToolHandler {
    Future<ToolResult> on(ObjectNode arguments, Links links);
  }

  /**
   * One tool.
   *
   * @param parameters name and meaning; a name that ends in {@code ?} may be left out, one in
   *     {@code #} is a number
   */
  private record Tool(
      String description, boolean readOnly, Map<String, String> parameters, ToolHandler act) {}

  McpTools(ApiSources sources, ProjectIndex states, RandomGenerator random) {
    this.sources = sources;
    this.states = states;
    this.random = random;
    tools.put(
        "submit_spec",
        new Tool(
            "Begins a project from a spec: its files are designed, written, checked, run and"
                + " committed. Answers with the project's id.",
            false,
            Map.of(
                "text", "What is wanted, in a sentence or a page.",
                "idempotency_key?", "The same key and text give the same project."),
            this::submit));
    tools.put(
        "project_status",
        new Tool(
            "How a project stands: status, reason, files, checks, and what happened last.",
            true,
            Map.of("project", "Its id.", "after_seq?#", "Only events after this one."),
            this::status));
    tools.put(
        "read_file",
        new Tool(
            "A file that a project has committed.",
            true,
            Map.of(
                "project", "Its id.",
                "path", "The file's path.",
                "commit?", "A commit id; the newest when left out."),
            this::read));
    tools.put(
        "list_projects",
        new Tool(
            "The newest projects with their status.",
            true,
            Map.of("status?", "Only those of this status.", "query?", "Only those that hold this."),
            this::list));
  }

  boolean has(String name) {
    return tools.containsKey(name);
  }

  Future<ToolResult> call(String name, ObjectNode arguments, Links links) {
    Tool tool = Objects.requireNonNull(tools.get(name));
    try {
      tool.parameters().keySet().stream()
          .filter(parameter -> !parameter.contains("?") && !arguments.has(parameter))
          .findFirst()
          .ifPresent(missing -> {
            throw Problem.badRequest("\"" + missing + "\" is missing");
          });
      return tool.act().on(arguments, links);
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }

  JsonNode described() {
    ArrayNode all = Json.object().putArray("tools");
    tools.forEach((name, tool) -> {
      ObjectNode one = all.addObject().put("name", name).put("description", tool.description());
      ObjectNode schema = one.putObject("inputSchema").put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = schema.putArray("required");
      tool.parameters().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(parameter -> {
            String bare = parameter.getKey().replaceAll("[?#]", "");
            properties
                .putObject(bare)
                .put("type", parameter.getKey().endsWith("#") ? "integer" : "string")
                .put("description", parameter.getValue());
            if (!parameter.getKey().contains("?")) {
              required.add(bare);
            }
          });
      one.putObject("annotations").put("readOnlyHint", tool.readOnly());
    });
    return all;
  }

  private Future<ToolResult> submit(ObjectNode arguments, Links links) {
    String text = Json.text(arguments, "text");
    String key = Json.text(arguments, "idempotency_key");
    String id = key.isEmpty()
        ? states.freshId(text, random)
        : ProjectId.of(text, EventCodec.sha256(key).substring(0, KEY_CHARS));
    return sources.studio().begin(id, new ProjectRequest(text, false, key)).map(project -> {
      ObjectNode structured = Json.object().put("project", project.id());
      structured.put("url", links.page(project.id())).put("git", links.git(project.id()));
      return new ToolResult("project " + project.id() + " accepted", structured);
    });
  }

  private Future<ToolResult> status(ObjectNode arguments, Links links) {
    String id = Json.text(arguments, "project");
    long after = arguments.path("after_seq").asLong(-1);
    return states.project(id).compose(project -> {
      long from = after >= 0 ? after : Math.max(0, project.seq() - MAX_EVENTS);
      return sources
          .journal()
          .read(id, from, MAX_EVENTS)
          .map(entries -> status(project, entries, links));
    });
  }

  private static ToolResult status(Project project, List<Entry> entries, Links links) {
    ProjectRow row = ProjectRow.of(project);
    ProjectRow.Files files = Objects.requireNonNull(row.files());
    ObjectNode structured = (ObjectNode) Json.tree(ProjectView.of(project, links));
    structured.remove("blueprint");
    structured.set("events", Json.tree(entries.stream().map(McpTools::brief).toList()));
    String reason = project.reason().isEmpty() ? "" : " (" + project.reason() + ")";
    return new ToolResult(
        "project " + project.id() + " is " + row.status() + reason + ": " + files.committed()
            + " of " + files.total() + " files committed",
        structured);
  }

  private static Map<String, Object> brief(Entry entry) {
    return Map.of(
        "seq", entry.seq(),
        "agent", entry.agent(),
        "type", EventCodec.typeName(entry.event()),
        "file", entry.event().file());
  }

  private Future<ToolResult> read(ObjectNode arguments, Links links) {
    String id = Json.text(arguments, "project");
    String path = Json.text(arguments, "path");
    return states
        .project(id)
        .compose(project -> sources.repositories().readFile(id, path, Json.text(arguments, "commit")))
        .map(blob -> read(path, blob));
  }

  private static ToolResult read(String path, Blob blob) {
    String text = new String(blob.content(), StandardCharsets.UTF_8);
    if (text.length() > MAX_FILE_CHARS) {
      throw new Problem(413, path + " has more than " + MAX_FILE_CHARS + " characters");
    }
    ObjectNode structured = Json.object().put("path", path).put("commit", blob.commit());
    return new ToolResult(text, structured.put("text", text));
  }

  private Future<ToolResult> list(ObjectNode arguments, Links links) {
    return states
        .page(Json.text(arguments, "status"), Json.text(arguments, "query"), "", MAX_EVENTS)
        .map(page -> {
          String lines = page.projects().stream()
              .map(row -> row.id() + "  " + row.status())
              .collect(Collectors.joining("\n"));
          return new ToolResult(lines.isEmpty() ? "there are no projects" : lines, Json.tree(page));
        });
  }
}
