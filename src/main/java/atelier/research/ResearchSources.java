package atelier.research;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All sources of research: one row each, asked in the same bounded way. */
public final class ResearchSources {
  private static final int TIMEOUT_MS = 10_000;
  private static final int MAX_BYTES = 2 << 20;
  private static final int MAX_TEXT_CHARS = 4_000;
  private static final int MAX_QUESTION_CHARS = 300;

  /**
   * One source.
   *
   * @param endpoint where it is, unless the settings say otherwise
   * @param query its parameters beside the question, which is {@code q}
   * @param read takes the answer out of its JSON
   */
  private record Row(
      String endpoint, Map<String, String> query, Function<JsonNode, Research.Answer> read) {}

  private static final Map<String, Row> ROWS = new TreeMap<>(Map.of(
      "duckduckgo",
      new Row(
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
          DuckDuckGo::read),
      "searxng",
      new Row(
          "http://localhost:8080/search",
          Map.of("format", "json", "categories", "it"),
          SearXng::read)));

  private ResearchSources() {}

  /** The source that the settings name; {@code off} is one that is not available. */
  public static Research choose(Vertx vertx, Settings.Research settings) {
    if (settings.provider().equals("off")) {
      return new Off();
    }
    Row row = ROWS.get(settings.provider());
    if (row == null) {
      throw new IllegalArgumentException("research.provider \"" + settings.provider()
          + "\" is not one of " + String.join(", ", ROWS.keySet()) + ", off");
    }
    String endpoint = settings.endpoint().isEmpty() ? row.endpoint() : settings.endpoint();
    WebClient client = WebClient.create(
        vertx,
        new WebClientOptions()
            .setConnectTimeout(TIMEOUT_MS)
            .setFollowRedirects(false)
            .setUserAgent("atelier"));
    return new Online(client, settings.provider(), endpoint, row);
  }

  private record Online(WebClient client, String name, String endpoint, Row row)
      implements Research {
    @Override
    public Future<Answer> lookUp(String question) {
      var request = client.getAbs(endpoint).timeout(TIMEOUT_MS);
      row.query().forEach(request::addQueryParam);
      String asked = question.substring(0, Math.min(MAX_QUESTION_CHARS, question.length()));
      return request
          .addQueryParam("q", asked)
          .send()
          .map(this::answer)
          .otherwise(problem -> new Answer(name + " could not be reached", "", ""));
    }

    @Override
    public boolean available() {
      return true;
    }

    private Answer answer(HttpResponse<Buffer> response) {
      Buffer body = response.body();
      if (response.statusCode() / 100 != 2 || body == null || body.length() > MAX_BYTES) {
        return new Answer(name + " answered " + response.statusCode(), "", "");
      }
      Answer read = row.read().apply(JsonMapper.shared().readTree(body.getBytes()));
      return new Answer(plain(read.source(), name), plain(read.url(), ""), plain(read.text(), ""));
    }

    /** Text without markup or characters that could hide something, cut to size. */
    private static String plain(String text, String otherwise) {
      String safe = text.replaceAll("<[^>]*>", " ")
          .replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", " ")
          .strip();
      String cut = safe.substring(0, Math.min(MAX_TEXT_CHARS, safe.length()));
      return cut.isEmpty() ? otherwise : cut;
    }
  }

  private record Off() implements Research {
    @Override
    public Future<Answer> lookUp(String question) {
      return Future.succeededFuture(new Answer("research is off", "", ""));
    }

    @Override
    public boolean available() {
      return false;
    }
  }
}
