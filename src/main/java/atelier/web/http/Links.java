package atelier.web.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * Addresses of this node as the caller called it.
 *
 * @param base such as {@code http://localhost:4000}
 */
public record Links(String base) {
  /** After the gate: its host is one of ours. */
  public static Links of(HttpServerRequest request) {
    return new Links(request.scheme() + "://" + request.getHeader("host"));
  }

  public String projectPage(String project) {
    return base + "/projects/" + project;
  }

  public String gitUrl(String project) {
    return base + "/git/" + project + ".git";
  }
}
