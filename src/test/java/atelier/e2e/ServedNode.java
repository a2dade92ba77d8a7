package atelier.e2e;

import atelier.e2e.AtelierProcess.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code atelier serve} as a process of its own, and the commands that ask it as others. */
final class ServedNode implements AutoCloseable {
  private final Path folder;
  private final FakeOllama model;
  private final List<String> options;
  private final HttpClient http = HttpClient.newHttpClient();
  private AtelierProcess process;
  private String url;

  ServedNode(Path folder, FakeOllama model, String... options) throws IOException {
    this.folder = folder;
    this.model = model;
    this.options = List.of(options);
    serve(0);
  }

  private void serve(int port) throws IOException {
    List<String> words = new ArrayList<>(List.of(
        "serve",
        "--json",
        "--data",
        data().toString(),
        "--port",
        Integer.toString(port),
        "--set",
        "llm.endpoint=" + model.url(),
        "--set",
        "llm.model=scripted",
        "--set",
        "research.provider=off"));
    words.addAll(options);
    process = AtelierProcess.start(folder, words.toArray(String[]::new));
    JsonNode up = process.next();
    if (up == null) {
      throw new AssertionError("it did not start:\n" + process.story());
    }
    url = up.path("url").asString();
  }

  /** Pulls the plug. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again where it was. */
  void startAgain() throws IOException {
    serve(URI.create(url).getPort());
  }

  String url() {
    return url;
  }

  Path data() {
    return folder.resolve("data");
  }

  String story() throws IOException {
    return process.story();
  }

  /** A command that goes on while the test does. */
  AtelierProcess begin(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--json", "--url", url, "--data", data().toString()));
    return AtelierProcess.start(folder, all.toArray(String[]::new));
  }

  /** A command to its end. */
  Ended type(String... words) throws IOException, InterruptedException {
    try (AtelierProcess command = begin(words)) {
      return command.finish();
    }
  }

  /** What a command that must succeed answers. */
  JsonNode answer(String... words) throws IOException, InterruptedException {
    Ended ended = type(words);
    if (ended.exit() != 0) {
      throw new AssertionError(List.of(words) + ": exit " + ended.exit() + "\n" + ended.story());
    }
    return ended.events().get(0);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpClient http() {
    return http;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(send(request(path)).body());
  }

  /** How a project stands. */
  String status(String project) throws IOException, InterruptedException {
    return get("/api/projects/" + project).path("status").asString("");
  }

  @Override
  public void close() {
    process.close();
  }
}
