package atelier.web;

import atelier.event.Entry;
import atelier.event.EventCodec;
import atelier.project.Project;
import atelier.studio.ProjectRequest;
import atelier.web.http.HttpProblem;
import atelier.web.http.Json;
import atelier.web.http.Links;
import atelier.workspace.Repositories.Blob;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The MCP tools with which a coding assistant submits projects and reads them. */
final class McpTools {
  private static final int MAX_EVENTS = 50;
  private static final int MAX_FILE_CHARS = 256 * 1024;

  private final ApiSources sources;
  private final ProjectIndex projectIndex;
  private final ProjectCreation creation;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  /** The result of a tool: text for the model, and the same as JSON for its program. */
  record ToolResult(String text, JsonNode structured) {}

  private interface ToolHandler {
    Future<ToolResult> handle(ObjectNode arguments, Links links);
  }

  /**
   * A tool.
   *
   * @param parameters their descriptions by name; {@code ?} after a name marks it optional, a final
   *     {@code #} an integer
   */
  private record Tool(
      String description, boolean readOnly, Map<String, String> parameters, ToolHandler handler) {}

  McpTools(ApiSources sources, ProjectIndex projectIndex, ProjectCreation creation) {
    this.sources = sources;
    this.projectIndex = projectIndex;
    this.creation = creation;
    addSubmitSpec();
    addReadTools();
  }

  private void addSubmitSpec() {
    tools.put(
        "submit_spec",
        new Tool(
            "Starts a project from a spec: its files are designed, written, checked, run and"
                + " committed. Returns the project's id.",
            false,
            Map.of(
                "text", "What to build, in a sentence or a page.",
                "idempotency_key?", "The same key and text return the same project."),
            this::submitSpec));
  }

  private void addReadTools() {
    tools.put(
        "project_status",
        new Tool(
            "The state of a project: status, reason, files, checks and its latest events.",
            true,
            Map.of("project", "Its id.", "after_seq?#", "Only events after this seq."),
            this::projectStatus));
    tools.put(
        "read_file",
        new Tool(
            "A file that a project has committed.",
            true,
            Map.of(
                "project", "Its id.",
                "path", "The file's path.",
                "commit?", "A commit id; default: the newest."),
            this::readFile));
    tools.put(
        "list_projects",
        new Tool(
            "The newest projects with their status.",
            true,
            Map.of(
                "status?", "Only projects with this status.",
                "query?", "Only projects with this text in id or spec, in lower case."),
            this::listProjects));
  }

  boolean has(String name) {
    return tools.containsKey(name);
  }

  /**
   * Calls a tool that exists; fails with an {@link HttpProblem} if an argument is missing or wrong.
   */
  Future<ToolResult> call(String name, ObjectNode arguments, Links links) {
    Tool tool = Objects.requireNonNull(tools.get(name));
    try {
      tool.parameters().keySet().stream()
          .filter(parameter -> !parameter.contains("?") && !arguments.has(parameter))
          .findFirst()
          .ifPresent(missing -> {
            throw HttpProblem.badRequest("\"" + missing + "\" is missing");
          });
      return tool.handler().handle(arguments, links);
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  /** The tools with their JSON schemas, as {@code tools/list} returns them. */
  JsonNode toolList() {
    ArrayNode list = Json.newObject().putArray("tools");
    tools.forEach((name, tool) -> {
      ObjectNode toolNode =
          list.addObject().put("name", name).put("description", tool.description());
      ObjectNode schema = toolNode.putObject("inputSchema").put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = schema.putArray("required");
      tool.parameters().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(parameter -> {
            String parameterName = parameter.getKey().replaceAll("[?#]", "");
            properties
                .putObject(parameterName)
                .put("type", parameter.getKey().endsWith("#") ? "integer" : "string")
                .put("description", parameter.getValue());
            if (!parameter.getKey().contains("?")) {
              required.add(parameterName);
            }
          });
      toolNode.putObject("annotations").put("readOnlyHint", tool.readOnly());
    });
    return list;
  }

  private Future<ToolResult> submitSpec(ObjectNode arguments, Links links) {
    String text = Json.text(arguments, "text");
    String key = arguments.has("idempotency_key")
        ? ProjectCreation.validKey(Json.text(arguments, "idempotency_key"))
        : "";
    ProjectRequest request = new ProjectRequest(text, false, key);
    return creation.create(Optional.empty(), request).map(project -> {
      ObjectNode structured = Json.newObject().put("project", project.id());
      structured.put("url", links.projectPage(project.id())).put("git", links.gitUrl(project.id()));
      return new ToolResult("project " + project.id() + " accepted", structured);
    });
  }

  private Future<ToolResult> projectStatus(ObjectNode arguments, Links links) {
    String id = Json.text(arguments, "project");
    long after = arguments.path("after_seq").asLong(-1);
    return projectIndex.project(id).compose(project -> {
      long from = after >= 0 ? after : Math.max(0, project.seq() - MAX_EVENTS);
      return sources
          .journal()
          .read(id, from, MAX_EVENTS)
          .map(entries -> projectStatus(project, entries, links));
    });
  }

  private static ToolResult projectStatus(Project project, List<Entry> entries, Links links) {
    ProjectRow row = ProjectRow.of(project);
    ProjectRow.Files files = Objects.requireNonNull(row.files());
    ObjectNode structured = (ObjectNode) Json.toTree(ProjectView.of(project, links));
    structured.remove(List.of("blueprint", "examples"));
    structured.set(
        "events", Json.toTree(entries.stream().map(McpTools::eventSummary).toList()));
    String reason = project.reason().isEmpty() ? "" : " (" + project.reason() + ")";
    return new ToolResult(
        "project " + project.id() + " is " + row.status() + reason + ": " + files.committed()
            + " of " + files.total() + " files committed",
        structured);
  }

  private static Map<String, Object> eventSummary(Entry entry) {
    return Map.of(
        "seq", entry.seq(),
        "agent", entry.agent(),
        "type", EventCodec.typeName(entry.event()),
        "file", entry.event().file());
  }

  private Future<ToolResult> readFile(ObjectNode arguments, Links links) {
    String id = Json.text(arguments, "project");
    String path = Json.text(arguments, "path");
    return projectIndex
        .project(id)
        .compose(
            project -> sources.repositories().readFile(id, path, Json.text(arguments, "commit")))
        .map(blob -> readFile(path, blob));
  }

  private static ToolResult readFile(String path, Blob blob) {
    String text = new String(blob.content(), StandardCharsets.UTF_8);
    if (text.length() > MAX_FILE_CHARS) {
      throw new HttpProblem(413, path + " has more than " + MAX_FILE_CHARS + " characters");
    }
    ObjectNode structured = Json.newObject().put("path", path).put("commit", blob.commit());
    return new ToolResult(text, structured.put("text", text));
  }

  private Future<ToolResult> listProjects(ObjectNode arguments, Links links) {
    return projectIndex
        .page(Json.text(arguments, "status"), Json.text(arguments, "query"), "", MAX_EVENTS)
        .map(page -> {
          String lines = page.projects().stream()
              .map(row -> row.id() + "  " + row.status())
              .collect(Collectors.joining("\n"));
          return new ToolResult(lines.isEmpty() ? "no projects" : lines, Json.toTree(page));
        });
  }
}
