package atelier.web;

import atelier.event.EventCodec;
import atelier.pattern.Pattern;
import atelier.project.Project;
import atelier.studio.ProjectId;
import atelier.studio.ProjectRequest;
import atelier.studio.Studio;
import atelier.studio.Studio.Refused;
import atelier.web.http.HttpProblem;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Creates projects for every way in, HTTP and MCP, so that an idempotency key means the same in all
 * of them: the same key and request return the same project, another request is refused. For one
 * context.
 */
final class ProjectCreation {
  private static final int KEY_SUFFIX_CHARS = 10;
  private static final int MAX_TAKEN_IDS = 10;
  /** What a header can carry unchanged: visible ASCII, and spaces inside. */
  private static final Pattern KEY = Pattern.of("[!-~]([ -~]{0,198}[!-~])?");

  private final Studio studio;
  private final ProjectIndex projectIndex;
  private final RandomGenerator random = new SecureRandom();
  private final Map<String, Future<Project>> running = new HashMap<>();

  ProjectCreation(Studio studio, ProjectIndex projectIndex) {
    this.studio = studio;
    this.projectIndex = projectIndex;
  }

  /** Refuses an idempotency key that is empty, too long or that no header can carry. */
  static String validKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw HttpProblem.badRequest("the idempotency key must have 1 to 200 characters of printable"
          + " ASCII, without a space at its start or end");
    }
    return key;
  }

  /**
   * Creates a project, or returns the one that the same request created with the same key.
   *
   * @param id the id that the person chose; empty for a new one, or for the one of the key
   */
  Future<Project> create(Optional<String> id, ProjectRequest request) {
    if (request.key().isEmpty()) {
      return studio.create(
          id.orElseGet(() -> projectIndex.freshId(request.spec(), random)), request);
    }
    // One after the other, so that a request sees the key of the one before it.
    Future<Project> previous = running.getOrDefault(request.key(), Future.succeededFuture());
    Future<Project> creation = previous
        .transform(ended -> createWithKey(id, request))
        .onSuccess(project -> {
          projectIndex
              .idempotencyKeys()
              .add(request.key(), project.id(), Objects.requireNonNull(project.startedAt()));
        });
    running.put(request.key(), creation);
    creation.onComplete(ended -> running.remove(request.key(), creation));
    return creation;
  }

  private Future<Project> createWithKey(Optional<String> id, ProjectRequest request) {
    Optional<String> known = projectIndex.idempotencyKeys().project(request.key());
    if (known.isPresent() && id.isPresent() && !known.equals(id)) {
      throw new HttpProblem(
          422, "this Idempotency-Key was already used with another id: " + known.get());
    }
    return known
        .or(() -> id)
        .map(project -> studio.create(project, request))
        .orElseGet(() -> createDerived(request, EventCodec.sha256(request.key()), MAX_TAKEN_IDS));
  }

  /**
   * Creates a project whose id follows from the request, so that two nodes which receive it at the
   * same moment create one. If another project has that id, the next one is tried.
   */
  private Future<Project> createDerived(ProjectRequest request, String hash, int attempts) {
    String id = ProjectId.of(request.spec(), hash.substring(0, KEY_SUFFIX_CHARS));
    return studio
        .create(id, request)
        .recover(failure ->
            attempts > 0 && failure instanceof Refused refused && refused.why() == Refused.Why.STATE
                ? createDerived(request, EventCodec.sha256(hash), attempts - 1)
                : Future.failedFuture(failure));
  }
}
