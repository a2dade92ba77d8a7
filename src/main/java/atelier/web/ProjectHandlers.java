package atelier.web;

import atelier.event.EventCodec;
import atelier.project.Project;
import atelier.project.Status;
import atelier.studio.ProjectId;
import atelier.studio.ProjectRequest;
import atelier.studio.Studio;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Projects: submitted, listed, shown, and helped along. */
final class ProjectHandlers {
  private static final int USUAL_PAGE = 50;
  private static final int MAX_PAGE = 200;
  private static final int MAX_KEY_CHARS = 200;
  private static final int KEY_CHARS = 10;
  private static final Set<String> STATUSES =
      Arrays.stream(Status.values()).map(Status::wireName).collect(Collectors.toSet());

  private final Studio studio;
  private final ProjectIndex states;
  private final RandomGenerator random;

  ProjectHandlers(Studio studio, ProjectIndex states, RandomGenerator random) {
    this.studio = studio;
    this.states = states;
    this.random = random;
  }

  Future<Reply> submit(RoutingContext routing) {
    ObjectNode body = Json.read(body(routing), Set.of("spec", "id", "approve"));
    ProjectRequest wish = wish(routing, body);
    String id = Json.text(body, "id");
    return studio
        .begin(id.isEmpty() ? madeUp(wish) : id, wish)
        .map(project -> taken(routing, project));
  }

  /** With a key the id follows from the wish alone, so that the same wish finds its project. */
  private String madeUp(ProjectRequest wish) {
    if (wish.key().isEmpty()) {
      return states.freshId(wish.spec(), random);
    }
    String suffix = EventCodec.sha256(wish.key()).substring(0, KEY_CHARS);
    String id = ProjectId.of(wish.spec(), suffix);
    if (!states.has(id) && states.anyEndsWith("-" + suffix)) {
      throw new Problem(422, "this Idempotency-Key came with another request before");
    }
    return id;
  }

  Future<Reply> extend(RoutingContext routing) {
    ObjectNode body = Json.read(body(routing), Set.of("spec", "approve"));
    return studio.extend(id(routing), wish(routing, body)).map(project -> taken(routing, project));
  }

  private static ProjectRequest wish(RoutingContext routing, ObjectNode body) {
    if (!body.has("spec")) {
      throw Problem.badRequest("\"spec\" is missing: say in a sentence what is wanted");
    }
    String key = routing.request().getHeader("idempotency-key");
    if (key != null && (key.isBlank() || key.length() > MAX_KEY_CHARS)) {
      throw Problem.badRequest("Idempotency-Key must have 1 to " + MAX_KEY_CHARS + " characters");
    }
    return new ProjectRequest(
        Json.text(body, "spec"), Json.flag(body, "approve"), key == null ? "" : key);
  }

  Future<Reply> list(RoutingContext routing) {
    String status = QueryParameters.text(routing, "status");
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      throw Problem.badRequest(
          "\"status\" is one of " + String.join(", ", STATUSES.stream().sorted().toList()));
    }
    String text = QueryParameters.text(routing, "q").strip().toLowerCase(Locale.ROOT);
    return states
        .page(
            status,
            text,
            QueryParameters.text(routing, "after"),
            QueryParameters.limit(routing, USUAL_PAGE, MAX_PAGE))
        .map(Reply::ok);
  }

  Future<Reply> show(RoutingContext routing) {
    return states
        .project(id(routing))
        .map(project -> Reply.versioned(
            "\"" + project.seq() + "\"",
            routing.request().getHeader("if-none-match"),
            ProjectView.of(project, Links.of(routing.request()))));
  }

  Future<Reply> approve(RoutingContext routing) {
    ObjectNode body = optionalBody(routing, Set.of("blueprint"));
    Optional<String> edited =
        body.has("blueprint") ? Optional.of(body.path("blueprint").toString()) : Optional.empty();
    return studio.approve(id(routing), edited).map(project -> taken(routing, project));
  }

  Future<Reply> cancel(RoutingContext routing) {
    String reason = Json.text(optionalBody(routing, Set.of("reason")), "reason");
    return studio
        .cancel(
            id(routing), reason.isEmpty() ? "cancelled by a person" : TextLimits.cut(reason, 1_000))
        .map(project -> taken(routing, project));
  }

  Future<Reply> retry(RoutingContext routing) {
    optionalBody(routing, Set.of("reason"));
    return studio.retry(id(routing)).map(project -> taken(routing, project));
  }

  Future<Reply> hint(RoutingContext routing) {
    ObjectNode body = Json.read(body(routing), Set.of("path", "text"));
    return studio
        .hint(id(routing), Json.text(body, "path"), Json.text(body, "text"))
        .map(project -> taken(routing, project));
  }

  private static Reply taken(RoutingContext routing, Project project) {
    return Reply.accepted(
        "/api/projects/" + project.id(),
        ProjectView.Accepted.of(project, Links.of(routing.request())));
  }

  static String id(RoutingContext routing) {
    return String.valueOf(routing.pathParam("id"));
  }

  private static Buffer body(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }

  private static ObjectNode optionalBody(RoutingContext routing, Set<String> known) {
    @Nullable Buffer body = routing.body().buffer();
    return body == null || body.length() == 0 ? Json.object() : Json.read(body, known);
  }
}
