package atelier.web;

import io.vertx.core.http.HttpServerRequest;

/**
 * Addresses of this node as the caller called it.
 *
 * @param base such as {@code http://localhost:4000}
 */
record Links(String base) {
  /** After the gate: its host is one of ours. */
  static Links of(HttpServerRequest request) {
    return new Links(request.scheme() + "://" + request.getHeader("host"));
  }

  String page(String project) {
    return base + "/projects/" + project;
  }

  String git(String project) {
    return base + "/git/" + project + ".git";
  }
}
