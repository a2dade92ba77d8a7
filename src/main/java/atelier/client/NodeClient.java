package atelier.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks one node over HTTP; blocking, for a command's own thread. */
public final class NodeClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int MAX_ANSWER_BYTES = 64 << 20;
  private static final int TRIES = 3;

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT)
      .build();
  private final URI node;
  private final String token;

  /**
   * A client of one node.
   *
   * @param node its address, such as {@code http://localhost:4000}
   * @param token empty where none is needed
   */
  public NodeClient(URI node, String token) {
    this.node = node;
    this.token = token;
  }

  /** The path with a query of those values that are not empty. */
  public static String query(String path, Map<String, String> values) {
    String query = values.entrySet().stream()
        .filter(pair -> !pair.getValue().isEmpty())
        .map(pair ->
            pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .sorted()
        .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /**
   * Reads something.
   *
   * @throws Denied where the node says no
   * @throws Unreachable where no node answers
   */
  public JsonNode get(String path) {
    return answer(request(path).GET().build());
  }

  /**
   * Asks for something, at most once however often it must be sent: each wish has its own
   * {@code Idempotency-Key}.
   *
   * @throws Denied where the node says no
   * @throws Unreachable where no node answers
   */
  public JsonNode post(String path, Map<String, ?> body) {
    HttpRequest request = request(path)
        .header("content-type", "application/json")
        .header("idempotency-key", UUID.randomUUID().toString())
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
    for (int tried = 1; ; tried++) {
      try {
        return answer(request);
      } catch (Unreachable broken) {
        if (tried == TRIES || isRefused(broken)) {
          throw broken;
        }
      }
    }
  }

  private static boolean isRefused(Unreachable broken) {
    return !(broken.getCause() instanceof IOException)
        || broken.getCause() instanceof ConnectException;
  }

  /**
   * Follows a project line by line to its end.
   *
   * @param passing whether messages of the moment, without a {@code seq}, are wanted too
   */
  public Lines follow(String project, long after, boolean passing) {
    String path = query(
        "/api/projects/" + project + "/events",
        Map.of("after", Long.toString(after), "passing", passing ? "true" : ""));
    HttpRequest request =
        request(path).setHeader("accept", "application/x-ndjson").GET().build();
    HttpResponse<InputStream> response = send(request);
    if (response.statusCode() != 200) {
      json(response);
    }
    return new Lines(response.body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path))
        .timeout(ANSWER)
        .header("accept", "application/json");
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private JsonNode answer(HttpRequest request) {
    return json(send(request));
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new Unreachable(
          "no node answers at " + node
              + ": start one with \"atelier serve\", or say where it is with --url",
          e);
    } catch (IOException e) {
      throw new Unreachable("the node at " + node + " broke off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while the node at " + node + " was asked", e);
    }
  }

  private JsonNode json(HttpResponse<InputStream> response) {
    JsonNode body;
    try (InputStream stream = response.body()) {
      body = JSON.readTree(new ByteArrayInputStream(stream.readNBytes(MAX_ANSWER_BYTES)));
    } catch (JacksonException e) {
      throw new Unreachable(stranger(response.statusCode()));
    } catch (IOException e) {
      throw new Unreachable("the node at " + node + " broke off: " + e.getMessage(), e);
    }
    if (response.statusCode() / 100 == 2) {
      return body;
    } else if (body.path("detail").isString()) {
      throw new Denied(response.statusCode(), body.path("detail").asString());
    }
    throw new Unreachable(stranger(response.statusCode()));
  }

  private String stranger(int status) {
    return "what answers at " + node + " is no node of Atelier (status " + status
        + "): say where it is with --url";
  }
}
