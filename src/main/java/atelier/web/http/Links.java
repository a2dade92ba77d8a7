package atelier.web.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * URLs of this node, under the host name that the client used.
 *
 * @param base the URL without a path, such as {@code http://localhost:4000}
 */
public record Links(String base) {
  /** The links for a request that passed the check of its {@code Host} header. */
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
