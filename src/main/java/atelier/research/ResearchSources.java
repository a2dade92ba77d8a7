package atelier.research;

import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.pattern.Pattern;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of research sources, and the HTTP client with limits that queries them. */
public final class ResearchSources {
  private static final int TIMEOUT_MS = 10_000;
  private static final int MAX_BYTES = 2 << 20;
  private static final int MAX_TEXT_CHARS = 4_000;
  private static final int MAX_QUESTION_CHARS = 300;

  /**
   * One source.
   *
   * @param endpoint the default address; settings may override it
   * @param query the query parameters besides {@code q}, which is the question
   * @param parse extracts the result from the JSON reply
   */
  private record Source(
      String endpoint, Map<String, String> query, Function<JsonNode, Research.Result> parse) {}

  private static final Map<String, Source> SOURCES = new TreeMap<>(Map.of(
      "duckduckgo",
      new Source(
          "https://api.duckduckgo.com/",
          Map.of(
              "format",
              "json",
              "no_html",
              "1",
              "skip_disambig",
              "1",
              "no_redirect",
              "1",
              "t",
              "atelier"),
          DuckDuckGo::parse),
      "searxng",
      new Source(
          "http://localhost:8080/search",
          Map.of("format", "json", "categories", "it"),
          SearXng::parse)));

  private ResearchSources() {}

  /** Creates a source that is called directly. */
  public static Research create(Vertx vertx, Settings.Research settings) {
    return create(vertx, settings, ProxySettings.NONE);
  }

  /** Creates the source that the settings name; {@code off} is never available. */
  public static Research create(Vertx vertx, Settings.Research settings, ProxySettings proxies) {
    if (settings.provider().equals("off")) {
      return new Disabled();
    }
    Source source = SOURCES.get(settings.provider());
    if (source == null) {
      throw new IllegalArgumentException("research.provider \"" + settings.provider()
          + "\" is not one of " + String.join(", ", SOURCES.keySet()) + ", off");
    }
    String endpoint = settings.endpoint().isEmpty() ? source.endpoint() : settings.endpoint();
    HttpClientOptions options = new HttpClientOptions().setConnectTimeout(TIMEOUT_MS);
    proxies.optionsFor(endpoint).ifPresent(options::setProxyOptions);
    HttpClient client = vertx.createHttpClient(options);
    return new WebSource(vertx, client, settings.provider(), endpoint, source);
  }

  private record WebSource(Vertx vertx, HttpClient client, String name, String url, Source source)
      implements Research {
    @Override
    public Future<Result> lookUp(String question) {
      String query = question.substring(0, Math.min(MAX_QUESTION_CHARS, question.length()));
      QueryStringEncoder address = new QueryStringEncoder(url);
      source.query().forEach(address::addParam);
      address.addParam("q", query);
      RequestOptions options = new RequestOptions()
          .setAbsoluteURI(address.toString())
          .setFollowRedirects(false)
          .putHeader("user-agent", "atelier");
      return client
          .request(options)
          .compose(request -> BoundedReply.send(vertx, request, MAX_BYTES, TIMEOUT_MS))
          .map(this::toResult)
          .otherwise(problem -> new Result(name + " could not be reached", "", ""));
    }

    @Override
    public boolean isAvailable() {
      return true;
    }

    private Result toResult(BoundedReply reply) {
      if (reply.body().length() == 0) {
        return new Result(name + " replied with status " + reply.status(), "", "");
      }
      Result result =
          source.parse().apply(JsonMapper.shared().readTree(reply.body().getBytes()));
      return new Result(
          sanitize(result.source(), name), sanitize(result.url(), ""), sanitize(result.text(), ""));
    }

    /** Removes markup, control and invisible characters, and truncates the text. */
    private static String sanitize(String text, String fallback) {
      String safe = Pattern.of("<[^>]*>")
          .replaceAll(text, " ")
          .replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", " ")
          .strip();
      String truncated = safe.substring(0, Math.min(MAX_TEXT_CHARS, safe.length()));
      return truncated.isEmpty() ? fallback : truncated;
    }
  }

  private record Disabled() implements Research {
    @Override
    public Future<Result> lookUp(String question) {
      return Future.succeededFuture(new Result("research is off", "", ""));
    }

    @Override
    public boolean isAvailable() {
      return false;
    }
  }
}
