package atelier.client;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks one node over HTTP; blocking, for a command's own thread. */
public final class NodeClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int ANSWER_SECONDS = 60;
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
  public JsonNode get(String path) throws InterruptedException {
    return answer(request(path).GET().build());
  }

  /**
   * Asks for something, once: whether it was taken is not known when the node breaks off.
   *
   * @throws Denied where the node says no
   * @throws Unreachable where no node answers
   */
  public JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
    return answer(posted(path, body).build());
  }

  /**
   * Hands in a spec. It is taken once, however often it must be sent, since it has its own {@code
   * Idempotency-Key}.
   *
   * @throws Denied where the node says no
   * @throws Unreachable where no node answers
   */
  public JsonNode submit(String path, Map<String, ?> body) throws InterruptedException {
    HttpRequest request = posted(path, body)
        .header("idempotency-key", UUID.randomUUID().toString())
        .build();
    for (int tried = 1; ; tried++) {
      try {
        return answer(request);
      } catch (NodeUnreachable away) {
        if (tried == TRIES || !away.brokeOff()) {
          throw away;
        }
      }
    }
  }

  /**
   * Follows a project line by line to its end.
   *
   * @param passing whether messages of the moment, without a {@code seq}, are wanted too
   */
  public LineStream follow(String project, long after, boolean passing)
      throws InterruptedException {
    String path = query(
        "/api/projects/" + project + "/events",
        Map.of("after", Long.toString(after), "passing", passing ? "true" : ""));
    HttpRequest request =
        request(path).setHeader("accept", "application/x-ndjson").GET().build();
    return within(request, response -> {
      if (response.statusCode() != 200) {
        json(response);
        throw new NodeUnreachable(stranger(response.statusCode()));
      }
      return new LineStream(response.body());
    });
  }

  private HttpRequest.Builder posted(String path, Map<String, ?> body) {
    return request(path)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node + path)).header("accept", "application/json");
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private JsonNode answer(HttpRequest request) throws InterruptedException {
    return within(request, this::json);
  }

  /** Reading is part of it: a node that falls silent within an answer is not waited for. */
  private <T> T within(HttpRequest request, Function<HttpResponse<InputStream>, T> read)
      throws InterruptedException {
    var answer = http.sendAsync(request, BodyHandlers.ofInputStream()).thenApplyAsync(read);
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw NodeUnreachable.broken(
          "the node at " + node + " gave no answer in " + ANSWER_SECONDS + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RequestRefused denied) {
        throw denied;
      } else if (cause instanceof NodeUnreachable away) {
        throw away;
      } else if (cause instanceof ConnectException
          || cause instanceof HttpConnectTimeoutException) {
        throw new NodeUnreachable(
            "no node answers at " + node
                + ": start one with \"atelier serve\", or say where it is with --url",
            cause);
      } else if (cause instanceof IOException) {
        throw broken(cause);
      }
      throw new IllegalStateException(cause);
    }
  }

  private JsonNode json(HttpResponse<InputStream> response) {
    JsonNode body;
    try (InputStream stream = response.body()) {
      body = JSON.readTree(stream.readNBytes(MAX_ANSWER_BYTES));
    } catch (JacksonException e) {
      throw new NodeUnreachable(stranger(response.statusCode()));
    } catch (IOException e) {
      throw broken(e);
    }
    String detail = body.path("detail").asString("");
    if (response.statusCode() / 100 == 2 && body.isObject()) {
      return body;
    } else if (detail.isEmpty()) {
      throw new NodeUnreachable(stranger(response.statusCode()));
    } else if (response.statusCode() >= 500) {
      throw new NodeUnreachable("the node at " + node + " cannot answer: " + detail);
    }
    throw new RequestRefused(response.statusCode(), detail);
  }

  private NodeUnreachable broken(Throwable cause) {
    return NodeUnreachable.broken(
        "the node at " + node + " broke off (" + cause.getMessage() + "): try again", cause);
  }

  private String stranger(int status) {
    return "what answers at " + node + " is no node of Atelier (status " + status
        + "): say where it is with --url";
  }
}
