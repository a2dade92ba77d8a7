package atelier.rig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Asks a node over HTTP as a stranger would; a node that does not answer is an answer too. */
public final class NodeHttp {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(2))
      .build();

  private final String url;
  private final String token;

  NodeHttp(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** What came back; status 0 where nothing did. */
  public record Answer(int status, String text, JsonNode json) {
    /** Whether the node says that it is done. */
    public boolean isGood() {
      return status / 100 == 2;
    }

    /** The words for a person where it is not. */
    public String detail() {
      return json.path("detail").asString(text);
    }
  }

  /** Reads something. */
  public Answer get(String path) {
    return send(path, 15, request -> request.GET());
  }

  /** Asks for something. */
  public Answer post(String path, Map<String, ?> body) {
    String json = JSON.writeValueAsString(body);
    return send(
        path,
        20,
        request ->
            request.header("content-type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  private interface How {
    HttpRequest.Builder of(HttpRequest.Builder request);
  }

  private Answer send(String path, int seconds, How how) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + path))
          .timeout(Duration.ofSeconds(seconds))
          .header("authorization", "Bearer " + token);
      var response = HTTP.send(how.of(request).build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), read(response.body()));
    } catch (IOException e) {
      return new Answer(0, e.toString(), MissingNode.getInstance());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted", MissingNode.getInstance());
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
