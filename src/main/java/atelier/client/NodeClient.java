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

/** A blocking HTTP client of one node, for command-line commands. */
public final class NodeClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int REPLY_TIMEOUT_SECONDS = 60;
  private static final int MAX_REPLY_BYTES = 64 << 20;
  private static final int MAX_ATTEMPTS = 3;

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT_TIMEOUT)
      .build();
  private final URI nodeUrl;
  private final String token;

  /**
   * Creates a client.
   *
   * @param nodeUrl the URL of the node, such as {@code http://localhost:4000}
   * @param token empty if none is needed
   */
  public NodeClient(URI nodeUrl, String token) {
    this.nodeUrl = nodeUrl;
    this.token = token;
  }

  /** Appends a query to a path; values that are empty are left out. */
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
   * Sends a GET request.
   *
   * @throws RequestRefused if the node refuses it
   * @throws NodeUnreachable if no node replies
   */
  public JsonNode get(String path) throws InterruptedException {
    return sendForJson(newRequest(path).GET().build());
  }

  /**
   * Sends a POST request once. If the connection is lost, the node may have accepted it.
   *
   * @throws RequestRefused if the node refuses it
   * @throws NodeUnreachable if no node replies
   */
  public JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
    return sendForJson(postRequest(path, body).build());
  }

  /**
   * Submits a spec, and retries if the connection is lost. An {@code Idempotency-Key} ensures that
   * the node accepts it only once.
   *
   * @throws RequestRefused if the node refuses it
   * @throws NodeUnreachable if no node replies
   */
  public JsonNode submit(String path, Map<String, ?> body) throws InterruptedException {
    HttpRequest request = postRequest(path, body)
        .header("idempotency-key", UUID.randomUUID().toString())
        .build();
    for (int attempt = 1; ; attempt++) {
      try {
        return sendForJson(request);
      } catch (NodeUnreachable unreachable) {
        if (attempt == MAX_ATTEMPTS || !unreachable.isConnectionLost()) {
          throw unreachable;
        }
      }
    }
  }

  /**
   * Follows a project until it ends.
   *
   * @param after the last {@code seq} that the caller has
   * @param includeLive whether live messages, which have no {@code seq}, are sent too
   */
  public LineStream follow(String project, long after, boolean includeLive)
      throws InterruptedException {
    String path = query(
        "/api/projects/" + project + "/events",
        Map.of("after", Long.toString(after), "passing", Boolean.toString(includeLive)));
    HttpRequest request =
        newRequest(path).setHeader("accept", "application/x-ndjson").GET().build();
    return send(request, response -> {
      if (response.statusCode() != 200) {
        readJson(response);
        throw new NodeUnreachable(notANode(response.statusCode()));
      }
      return new LineStream(response.body());
    });
  }

  private HttpRequest.Builder postRequest(String path, Map<String, ?> body) {
    return newRequest(path)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private HttpRequest.Builder newRequest(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(nodeUrl + path)).header("accept", "application/json");
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private JsonNode sendForJson(HttpRequest request) throws InterruptedException {
    return send(request, this::readJson);
  }

  /** Sends a request and reads its reply; the time limit includes the reading. */
  private <T> T send(HttpRequest request, Function<HttpResponse<InputStream>, T> read)
      throws InterruptedException {
    var reply = http.sendAsync(request, BodyHandlers.ofInputStream()).thenApplyAsync(read);
    try {
      return reply.get(REPLY_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      reply.cancel(true);
      throw NodeUnreachable.afterConnectionLoss(
          "the node at " + nodeUrl + " did not reply within " + REPLY_TIMEOUT_SECONDS + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RequestRefused refused) {
        throw refused;
      } else if (cause instanceof NodeUnreachable unreachable) {
        throw unreachable;
      } else if (cause instanceof ConnectException
          || cause instanceof HttpConnectTimeoutException) {
        throw new NodeUnreachable(
            "no node is running at " + nodeUrl
                + ": start one with \"atelier serve\", or set its URL with --url",
            cause);
      } else if (cause instanceof IOException) {
        throw connectionLost(cause);
      }
      throw new IllegalStateException(cause);
    }
  }

  private JsonNode readJson(HttpResponse<InputStream> response) {
    JsonNode body;
    try (InputStream stream = response.body()) {
      body = JSON.readTree(stream.readNBytes(MAX_REPLY_BYTES));
    } catch (JacksonException e) {
      throw new NodeUnreachable(notANode(response.statusCode()));
    } catch (IOException e) {
      throw connectionLost(e);
    }
    String detail = body.path("detail").asString("");
    if (response.statusCode() / 100 == 2 && body.isObject()) {
      return body;
    } else if (detail.isEmpty()) {
      throw new NodeUnreachable(notANode(response.statusCode()));
    } else if (response.statusCode() >= 500) {
      throw new NodeUnreachable("the node at " + nodeUrl + " reports an error: " + detail);
    }
    throw new RequestRefused(response.statusCode(), detail);
  }

  private NodeUnreachable connectionLost(Throwable cause) {
    return NodeUnreachable.afterConnectionLoss(
        "lost the connection to the node at " + nodeUrl + " (" + cause.getMessage()
            + "): try again",
        cause);
  }

  private String notANode(int status) {
    return "the server at " + nodeUrl + " is not an Atelier node (status " + status
        + "): set the URL of a node with --url";
  }
}
