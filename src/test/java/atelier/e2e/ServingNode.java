package atelier.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node as {@code atelier serve} runs it, that can be killed and started again where it was. */
final class ServingNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final Path folder;
  private final List<String> settings;
  private AtelierProcess process;
  private String url;

  private ServingNode(Path folder, List<String> settings) throws IOException {
    this.folder = folder;
    this.settings = settings;
    start("0");
  }

  /** A node whose model plays the rehearsal. */
  static ServingNode rehearsing(Path folder) throws IOException {
    return new ServingNode(folder, List.of("llm.provider=rehearsal", "llm.model=rehearsal"));
  }

  /** A node that asks a scripted model, two answers at a time. */
  static ServingNode asking(FakeOllama model, Path folder) throws IOException {
    return asking(model.url(), folder);
  }

  static ServingNode asking(String endpoint, Path folder) throws IOException {
    return new ServingNode(
        folder, List.of("llm.endpoint=" + endpoint, "llm.model=scripted", "llm.slots=2"));
  }

  /** A node that listens to all, and so wants a token. */
  static ServingNode guarded(String token, Path folder) throws IOException {
    return new ServingNode(
        folder,
        List.of(
            "llm.provider=rehearsal",
            "llm.model=rehearsal",
            "http.host=0.0.0.0",
            "http.token=" + token));
  }

  private void start(String port) throws IOException {
    List<String> words = new ArrayList<>(List.of(
        "serve", "--json", "--port", port, "--data", folder.resolve("data").toString()));
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    words.addAll(List.of("--set", "research.provider=off"));
    process = AtelierProcess.start(folder, words.toArray(String[]::new));
    JsonNode said = process.next();
    if (said == null) {
      throw new AssertionError("the node did not start: see story*.txt in " + folder);
    }
    url = said.path("url").asString();
  }

  String url() {
    return url;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Up again on the same port and the same data. */
  void startAgain() throws IOException {
    start(String.valueOf(URI.create(url).getPort()));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(text(path, "application/json"));
  }

  /** The first events of a project, as the journal holds them. */
  List<String> lines(String project, int count) throws IOException, InterruptedException {
    String path = "/api/projects/" + project + "/events?limit=" + count;
    return text(path, "application/x-ndjson").lines().toList();
  }

  private String text(String path, String type) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
        .header("accept", type)
        .timeout(PATIENCE)
        .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.close();
  }
}
