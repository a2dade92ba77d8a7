package atelier.web;

import atelier.project.Project;
import atelier.project.Status;
import atelier.studio.ProjectRequest;
import atelier.studio.Studio;
import atelier.web.http.HttpProblem;
import atelier.web.http.Json;
import atelier.web.http.Links;
import atelier.web.http.QueryParameters;
import atelier.web.http.Reply;
import atelier.web.http.TextLimits;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Handles the operations on projects: submit, list, show and the commands of a person. */
final class ProjectHandlers {
  private static final int DEFAULT_PAGE = 50;
  private static final int MAX_PAGE = 200;
  private static final int MAX_QUERY_CHARS = 200;
  private static final int MAX_REASON_CHARS = 1_000;
  private static final Set<String> STATUSES =
      Arrays.stream(Status.values()).map(Status::wireName).collect(Collectors.toSet());

  private final Studio studio;
  private final ProjectIndex projectIndex;
  private final ProjectCreation creation;

  ProjectHandlers(Studio studio, ProjectIndex projectIndex, ProjectCreation creation) {
    this.studio = studio;
    this.projectIndex = projectIndex;
    this.creation = creation;
  }

  Future<Reply> submit(RoutingContext routing) {
    ObjectNode body = Json.parseObject(body(routing), Set.of("spec", "id", "approve"));
    ProjectRequest request = projectRequest(routing, body);
    Optional<String> id = body.has("id") ? Optional.of(Json.text(body, "id")) : Optional.empty();
    return creation.create(id, request).map(project -> accepted(routing, project));
  }

  Future<Reply> requestFeature(RoutingContext routing) {
    ObjectNode body = Json.parseObject(body(routing), Set.of("spec", "approve"));
    return studio
        .extend(projectId(routing), projectRequest(routing, body))
        .map(project -> Reply.accepted(
            "/api/projects/" + project.id(),
            ProjectView.Accepted.ofFeature(project, Links.of(routing.request()))));
  }

  private static ProjectRequest projectRequest(RoutingContext routing, ObjectNode body) {
    if (!body.has("spec")) {
      throw HttpProblem.badRequest("\"spec\" is missing: describe what to build, in a sentence");
    }
    String key = routing.request().getHeader("idempotency-key");
    return new ProjectRequest(
        Json.text(body, "spec"),
        Json.bool(body, "approve"),
        key == null ? "" : ProjectCreation.validKey(key));
  }

  Future<Reply> list(RoutingContext routing) {
    String status = QueryParameters.text(routing, "status");
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      throw HttpProblem.badRequest("\"status\" must be one of "
          + String.join(", ", STATUSES.stream().sorted().toList()));
    }
    String text =
        QueryParameters.text(routing, "q", MAX_QUERY_CHARS).strip().toLowerCase(Locale.ROOT);
    return projectIndex
        .page(
            status,
            text,
            QueryParameters.text(routing, "after"),
            QueryParameters.limit(routing, DEFAULT_PAGE, MAX_PAGE))
        .map(Reply::ok);
  }

  Future<Reply> show(RoutingContext routing) {
    return projectIndex
        .project(projectId(routing))
        .map(project -> Reply.withEtag(
            "\"" + project.seq() + "\"",
            routing.request().getHeader("if-none-match"),
            ProjectView.of(project, Links.of(routing.request()))));
  }

  Future<Reply> showEvidence(RoutingContext routing) {
    // The literals of a long spec are looked up in all tests, which is too much for an event loop.
    return projectIndex
        .project(projectId(routing))
        .compose(project ->
            routing.vertx().executeBlocking(() -> Reply.ok(EvidenceView.of(project)), false));
  }

  Future<Reply> approve(RoutingContext routing) {
    ObjectNode body = optionalBody(routing, Set.of("blueprint"));
    if (body.has("blueprint") && !body.path("blueprint").isObject()) {
      throw HttpProblem.badRequest("\"blueprint\" must be an object");
    }
    Optional<String> edited =
        body.has("blueprint") ? Optional.of(body.path("blueprint").toString()) : Optional.empty();
    return studio.approve(projectId(routing), edited).map(project -> accepted(routing, project));
  }

  Future<Reply> cancel(RoutingContext routing) {
    ObjectNode body = optionalBody(routing, Set.of("reason", "queued"));
    String reason = Json.text(body, "reason");
    String queued = Json.text(body, "queued");
    if (body.has("queued") && queued.isEmpty()) {
      throw HttpProblem.badRequest("\"queued\" must be \"run\" or \"cancel\"");
    }
    String shortReason =
        reason.isEmpty() ? "cancelled by a person" : TextLimits.truncate(reason, MAX_REASON_CHARS);
    return studio
        .cancel(projectId(routing), shortReason, queued)
        .map(project -> accepted(routing, project));
  }

  Future<Reply> retry(RoutingContext routing) {
    Json.text(optionalBody(routing, Set.of("reason")), "reason");
    return studio.retry(projectId(routing)).map(project -> accepted(routing, project));
  }

  Future<Reply> verify(RoutingContext routing) {
    optionalBody(routing, Set.of());
    return studio.verify(projectId(routing)).map(project -> accepted(routing, project));
  }

  Future<Reply> hint(RoutingContext routing) {
    ObjectNode body = Json.parseObject(body(routing), Set.of("path", "text"));
    if (Json.text(body, "path").isEmpty()) {
      throw HttpProblem.badRequest("\"path\" is missing: name the file that the hint is about");
    }
    return studio
        .hint(projectId(routing), Json.text(body, "path"), Json.text(body, "text"))
        .map(project -> accepted(routing, project));
  }

  private static Reply accepted(RoutingContext routing, Project project) {
    return Reply.accepted(
        "/api/projects/" + project.id(),
        ProjectView.Accepted.of(project, Links.of(routing.request())));
  }

  static String projectId(RoutingContext routing) {
    return String.valueOf(routing.pathParam("id"));
  }

  private static Buffer body(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }

  private static ObjectNode optionalBody(RoutingContext routing, Set<String> allowedFields) {
    @Nullable Buffer body = routing.body().buffer();
    return body == null || body.length() == 0
        ? Json.newObject()
        : Json.parseObject(body, allowedFields);
  }
}
