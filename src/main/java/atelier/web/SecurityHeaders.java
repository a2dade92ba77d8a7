package atelier.web;

import io.vertx.ext.web.RoutingContext;

/** The headers of every reply that keep browsers from misusing it. */
final class SecurityHeaders {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self';"
          + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

  private SecurityHeaders() {}

  /**
   * Forbids browsers to frame, sniff or embed replies of this node, and to run scripts of others.
   * The referrer policy is not "no-referrer": browsers would then send {@code Origin: null} with
   * the login form, and every login would fail.
   */
  static void add(RoutingContext routing) {
    routing
        .response()
        .putHeader("content-security-policy", CONTENT_SECURITY_POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("x-frame-options", "DENY")
        .putHeader("referrer-policy", "same-origin")
        .putHeader("cross-origin-opener-policy", "same-origin")
        .putHeader("cross-origin-resource-policy", "same-origin");
    routing.next();
  }
}
