package atelier.web.security;

import atelier.web.http.HttpProblem;
import atelier.web.http.QueryParameters;
import atelier.web.http.TextLimits;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two checks of a request. {@link #checkForm} precedes all routes: only the {@link
 * SlowRequestGuard}, the metrics' counter and the security headers come before it. {@link
 * #requireToken} stands between the public routes and all others, so that the route decides who
 * may, never the text of a path. Both throw an {@link HttpProblem}.
 */
public final class SecurityHandler {
  private static final Set<HttpMethod> SAFE_METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final long COOKIE_MAX_AGE_SECONDS = 30L * 24 * 3600;

  private final AccessPolicy accessPolicy;
  private final LoginThrottle loginThrottle;
  private final IntSupplier port;

  /**
   * Creates the handler.
   *
   * @param port the port of the server; part of the cookie's name, since browsers share the cookies
   *     of a host between its ports
   */
  public SecurityHandler(AccessPolicy accessPolicy, LoginThrottle loginThrottle, IntSupplier port) {
    this.accessPolicy = accessPolicy;
    this.loginThrottle = loginThrottle;
    this.port = port;
  }

  private String cookieName() {
    return "atelier-" + port.getAsInt();
  }

  /** Checks the target, the {@code Host} and the {@code Origin}. */
  public void checkForm(RoutingContext context) {
    HttpServerRequest request = context.request();
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    boolean needsHost = request.version() != HttpVersion.HTTP_1_0;
    RequestForm.findViolation(request.uri(), hosts, needsHost).ifPresent(violation -> {
      throw HttpProblem.badRequest(violation);
    });
    String host = request.getHeader(HttpHeaders.HOST);
    if (!accessPolicy.isAllowedHost(host)) {
      throw new HttpProblem(
          421,
          "\"" + TextLimits.truncate(String.valueOf(host), 100)
              + "\" is not a host name of this node: use its address, or add the name to"
              + " http.hosts");
    }
    boolean isUpgrade = request.getHeader(HttpHeaders.UPGRADE) != null;
    boolean isUnsafe = !SAFE_METHODS.contains(request.method());
    if ((isUnsafe || isUpgrade)
        && (!accessPolicy.isAllowedOrigin(request.getHeader(HttpHeaders.ORIGIN), host)
            || isCrossSite(request))) {
      throw new HttpProblem(403, "pages of other origins may not send this request");
    }
    context.next();
  }

  private static boolean isCrossSite(HttpServerRequest request) {
    return "cross-site".equals(request.getHeader("sec-fetch-site"));
  }

  /** Lets a request pass if it has the token or none is needed. */
  public void requireToken(RoutingContext context) {
    if (!accessPolicy.needsToken()) {
      context.next();
      return;
    }
    String token = QueryParameters.text(context, "token");
    if (!token.isEmpty() && HttpMethod.GET.equals(context.request().method())) {
      exchangeForCookie(context, token);
      return;
    }
    String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      requireNotThrottled(context);
    }
    switch (accessPolicy.checkCredential(authorization, sessionCookie(context))) {
      case VALID -> context.next();
      case INVALID -> {
        loginThrottle.recordFailure(clientAddress(context));
        rejectUnauthenticated(context, "this token is wrong");
      }
      default ->
        rejectUnauthenticated(context, "a token is required: send Authorization: Bearer TOKEN");
    }
  }

  /**
   * Replaces a token in the URL with a cookie, by a redirect, so that it stays out of histories and
   * logs.
   */
  private void exchangeForCookie(RoutingContext context, String token) {
    if (login(context, token)) {
      context
          .response()
          .setStatusCode(303)
          .putHeader(HttpHeaders.LOCATION, context.request().path())
          .end();
    } else {
      rejectUnauthenticated(context, "this token is wrong");
    }
  }

  /**
   * Sets the session cookie if the token is valid or none is needed.
   *
   * @return false if the token is wrong
   */
  public boolean login(RoutingContext context, String token) {
    if (!accessPolicy.needsToken()) {
      return true;
    }
    requireNotThrottled(context);
    if (accessPolicy.matchesToken(token)) {
      context
          .response()
          .addCookie(Cookie.cookie(cookieName(), accessPolicy.sessionCookieValue())
              .setHttpOnly(true)
              .setSameSite(CookieSameSite.STRICT)
              .setPath("/")
              .setMaxAge(COOKIE_MAX_AGE_SECONDS));
      return true;
    }
    loginThrottle.recordFailure(clientAddress(context));
    return false;
  }

  private void requireNotThrottled(RoutingContext context) {
    long seconds = loginThrottle.retryAfterSeconds(clientAddress(context));
    if (seconds > 0) {
      context.response().putHeader("retry-after", Long.toString(seconds));
      throw new HttpProblem(429, "too many wrong tokens: try again in " + seconds + " s");
    }
  }

  private void rejectUnauthenticated(RoutingContext context, String detail) {
    String path = context.request().path();
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    boolean wantsHtml = accept != null && accept.contains("text/html") && !path.startsWith("/api/");
    if (wantsHtml && !path.startsWith("/git/")) {
      context
          .response()
          .setStatusCode(303)
          .putHeader(HttpHeaders.LOCATION, "/login")
          .end();
      return;
    }
    String scheme = path.startsWith("/git/") ? "Basic" : "Bearer";
    context.response().putHeader("www-authenticate", scheme + " realm=\"atelier\"");
    throw new HttpProblem(401, detail);
  }

  private @Nullable String sessionCookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(cookieName());
    return cookie == null ? null : cookie.getValue();
  }

  private static String clientAddress(RoutingContext context) {
    return context.request().remoteAddress().hostAddress();
  }
}
