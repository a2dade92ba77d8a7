package atelier.web.http;

import atelier.journal.Journal;
import atelier.studio.Studio;
import atelier.studio.Studio.Refused;
import atelier.workspace.Repositories;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An error reply as RFC 9457, Problem Details for HTTP APIs; thrown as an exception. */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(HttpProblem.class.getName());

  private static final Map<Refused.Why, Integer> STATUS_BY_REFUSAL = Map.of(
      Refused.Why.MALFORMED, 400,
      Refused.Why.TOO_LARGE, 413,
      Refused.Why.ABSENT, 404,
      Refused.Why.STATE, 409,
      Refused.Why.KEY_REUSED, 422);

  private static final Map<Integer, String> TITLES = Map.ofEntries(
      Map.entry(400, "Bad Request"),
      Map.entry(401, "Unauthorized"),
      Map.entry(403, "Forbidden"),
      Map.entry(404, "Not Found"),
      Map.entry(405, "Method Not Allowed"),
      Map.entry(406, "Not Acceptable"),
      Map.entry(408, "Request Timeout"),
      Map.entry(409, "Conflict"),
      Map.entry(413, "Content Too Large"),
      Map.entry(414, "URI Too Long"),
      Map.entry(415, "Unsupported Media Type"),
      Map.entry(421, "Misdirected Request"),
      Map.entry(422, "Unprocessable Content"),
      Map.entry(426, "Upgrade Required"),
      Map.entry(429, "Too Many Requests"),
      Map.entry(431, "Request Header Fields Too Large"),
      Map.entry(500, "Internal Server Error"),
      Map.entry(503, "Service Unavailable"),
      Map.entry(507, "Insufficient Storage"));

  private final int status;

  public HttpProblem(int status, String detail) {
    super(detail);
    this.status = status;
  }

  public static HttpProblem badRequest(String detail) {
    return new HttpProblem(400, detail);
  }

  public static HttpProblem notFound(String detail) {
    return new HttpProblem(404, detail);
  }

  int status() {
    return status;
  }

  /** The body of {@code application/problem+json}. */
  public record Body(
      String type, String title, int status, @Nullable String detail) {}

  public Body body() {
    String title = TITLES.getOrDefault(status, "HTTP status " + status);
    return new Body("about:blank", title, status, getMessage());
  }

  /**
   * Converts a failure. Unexpected exceptions are logged, and their message is not shown.
   *
   * @param status the status that Vert.x set, used if the failure itself has none
   */
  public static HttpProblem of(@Nullable Throwable failure, int status) {
    if (failure instanceof HttpProblem problem) {
      return problem;
    } else if (failure instanceof Refused refused) {
      return new HttpProblem(
          STATUS_BY_REFUSAL.getOrDefault(refused.why(), 409), messageOf(refused));
    } else if (failure instanceof Journal.NoMajority
        || failure instanceof Repositories.Busy
        || failure instanceof Studio.Unavailable) {
      return new HttpProblem(503, messageOf(failure));
    } else if (failure instanceof Journal.DiskFull) {
      return new HttpProblem(507, messageOf(failure));
    } else if (failure instanceof Repositories.MalformedRequest) {
      return badRequest(messageOf(failure));
    } else if (failure instanceof Repositories.NotFound
        || failure instanceof NoSuchElementException) {
      return notFound(messageOf(failure));
    } else if (failure instanceof HttpException http) {
      return ofStatus(http.getStatusCode());
    } else if (failure == null || List.of(400, 404, 405, 406, 413, 414, 415).contains(status)) {
      return ofStatus(status);
    }
    LOG.log(Level.WARNING, "a request failed", failure);
    return new HttpProblem(500, "an internal error of this node: see its log");
  }

  private static String messageOf(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static HttpProblem ofStatus(int status) {
    return new HttpProblem(
        status,
        switch (status) {
          case 400 -> "the request is malformed";
          case 404 -> "no such path: /openapi.json lists all operations";
          case 405 -> "this path does not support that method: /openapi.json lists all operations";
          case 413 -> "the body is larger than this operation allows";
          default -> TITLES.getOrDefault(status, "the request was refused");
        });
  }
}
