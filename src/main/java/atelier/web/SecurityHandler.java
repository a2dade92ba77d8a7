package atelier.web;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The door of every call: the host it names, the page it comes from, its content type, its token.
 */
final class SecurityHandler implements Handler<RoutingContext> {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> PUBLIC = Set.of("/login", "/style.css", "/favicon.svg");
  private static final long COOKIE_SECONDS = 30L * 24 * 3600;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GIT = "application/x-git-upload-pack-request";

  private final Access access;
  private final LoginThrottle guesses;
  private final IntSupplier port;

  /** A gate of the node that listens on {@code port}: cookies of one host are shared by ports. */
  SecurityHandler(Access access, LoginThrottle guesses, IntSupplier port) {
    this.access = access;
    this.guesses = guesses;
    this.port = port;
  }

  private String cookieName() {
    return "atelier-" + port.getAsInt();
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    String host = request.getHeader(HttpHeaders.HOST);
    if (!access.knowsHost(host)) {
      throw new Problem(
          421,
          "this node is not called \"" + TextLimits.cut(String.valueOf(host), 100)
              + "\": use its address, or add the name to http.hosts");
    }
    boolean upgrade = request.getHeader(HttpHeaders.UPGRADE) != null;
    boolean changing = !READING.contains(request.method());
    if ((changing || upgrade)
        && (!access.admitsOrigin(request.getHeader(HttpHeaders.ORIGIN), host)
            || isCrossSite(request))) {
      throw new Problem(403, "pages of other origins may not do this");
    }
    if (changing) {
      requireContentType(request);
    }
    if (access.needsToken()) {
      authenticate(context);
    } else {
      context.next();
    }
  }

  private static boolean isCrossSite(HttpServerRequest request) {
    return "cross-site".equals(request.getHeader("sec-fetch-site"));
  }

  /** A page elsewhere can send a form without asking, but not JSON. */
  private static void requireContentType(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String bare = type == null ? "" : type.replaceFirst(";.*", "").strip();
    String wanted = request.path().equals("/login")
        ? FORM
        : request.path().startsWith("/git/") ? GIT : "application/json";
    boolean empty = bare.isEmpty() && !hasBody(request);
    if (!empty && !bare.equalsIgnoreCase(wanted)) {
      throw new Problem(415, "the body must be " + wanted + ", and say so in Content-Type");
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || (length != null && !length.equals("0"));
  }

  private void authenticate(RoutingContext context) {
    String path = context.request().path();
    if (path.startsWith("/health/") || PUBLIC.contains(path)) {
      context.next();
      return;
    }
    String offered = QueryParameters.text(context, "token");
    if (!offered.isEmpty() && HttpMethod.GET.equals(context.request().method())) {
      swap(context, offered);
      return;
    }
    String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      requirePatience(context);
    }
    switch (access.judge(authorization, cookie(context))) {
      case RIGHT -> context.next();
      case WRONG -> {
        guesses.wrong(address(context));
        refuse(context, "this token is wrong");
      }
      default -> refuse(context, "a token is needed: Authorization: Bearer TOKEN");
    }
  }

  /** A token in the address would stay in histories and logs: it is swapped for a cookie. */
  private void swap(RoutingContext context, String offered) {
    if (enter(context, offered)) {
      context
          .response()
          .setStatusCode(303)
          .putHeader(HttpHeaders.LOCATION, context.request().path())
          .end();
    } else {
      refuse(context, "this token is wrong");
    }
  }

  /** Lets a browser in, if it has the token. */
  boolean enter(RoutingContext context, String offered) {
    if (!access.needsToken()) {
      return true;
    }
    requirePatience(context);
    if (access.isToken(offered)) {
      context
          .response()
          .addCookie(Cookie.cookie(cookieName(), access.session())
              .setHttpOnly(true)
              .setSameSite(CookieSameSite.STRICT)
              .setPath("/")
              .setMaxAge(COOKIE_SECONDS));
      return true;
    }
    guesses.wrong(address(context));
    return false;
  }

  private void requirePatience(RoutingContext context) {
    long seconds = guesses.waitSeconds(address(context));
    if (seconds > 0) {
      context.response().putHeader("retry-after", Long.toString(seconds));
      throw new Problem(429, "too many wrong tokens: try again in " + seconds + " s");
    }
  }

  private void refuse(RoutingContext context, String why) {
    String path = context.request().path();
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    boolean page = accept != null && accept.contains("text/html") && !path.startsWith("/api/");
    if (page && !path.startsWith("/git/")) {
      context
          .response()
          .setStatusCode(303)
          .putHeader(HttpHeaders.LOCATION, "/login")
          .end();
      return;
    }
    String scheme = path.startsWith("/git/") ? "Basic" : "Bearer";
    context.response().putHeader("www-authenticate", scheme + " realm=\"atelier\"");
    throw new Problem(401, why);
  }

  private @Nullable String cookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(cookieName());
    return cookie == null ? null : cookie.getValue();
  }

  private static String address(RoutingContext context) {
    return context.request().remoteAddress().hostAddress();
  }
}
