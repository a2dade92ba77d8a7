package atelier.rig;

import atelier.rig.AtelierProcess.Ended;
import atelier.rig.model.FakeOllama;
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

/** {@code atelier serve} as a process of its own, and the commands that ask it as others. */
public final class ServedNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<String> options;
  private final HttpClient http = HttpClient.newHttpClient();
  private AtelierProcess process;
  private String url;

  /** A node with these settings, each {@code key=value}. */
  private ServedNode(Path folder, List<String> settings, List<String> options) throws IOException {
    this.folder = folder;
    this.options = new ArrayList<>(options);
    settings.forEach(setting -> this.options.addAll(List.of("--set", setting)));
    serve(0);
  }

  /** A node that asks a scripted model. */
  public ServedNode(Path folder, FakeOllama model, String... options) throws IOException {
    this(folder, scripted(model.url(), 1), List.of(options));
  }

  /** The same with a server at this address. */
  public ServedNode(Path folder, String endpoint, String... options) throws IOException {
    this(folder, scripted(endpoint, 1), List.of(options));
  }

  private static List<String> scripted(String endpoint, int slots) {
    return List.of("llm.endpoint=" + endpoint, "llm.model=scripted", "llm.slots=" + slots);
  }

  /** A node whose model plays the rehearsal. */
  public static ServedNode rehearsing(Path folder) throws IOException {
    return new ServedNode(folder, List.of("llm.provider=rehearsal"), List.of());
  }

  /** A node that asks a scripted model, two answers at a time. */
  public static ServedNode asking(String endpoint, Path folder) throws IOException {
    return new ServedNode(folder, scripted(endpoint, 2), List.of());
  }

  public static ServedNode asking(FakeOllama model, Path folder) throws IOException {
    return asking(model.url(), folder);
  }

  /** A node that listens to all, and so wants a token. */
  public static ServedNode guarded(String token, Path folder) throws IOException {
    return new ServedNode(
        folder,
        List.of("llm.provider=rehearsal", "http.host=0.0.0.0", "http.token=" + token),
        List.of());
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
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again where it was. */
  public void startAgain() throws IOException {
    serve(URI.create(url).getPort());
  }

  public String url() {
    return url;
  }

  /** The number of the node's process. */
  public long pid() {
    return process.pid();
  }

  public Path data() {
    return folder.resolve("data");
  }

  public String story() throws IOException {
    return process.story();
  }

  /** A command that goes on while the test does. */
  public AtelierProcess begin(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--json", "--url", url, "--data", data().toString()));
    return AtelierProcess.start(folder, all.toArray(String[]::new));
  }

  /** A command to its end. */
  public Ended type(String... words) throws IOException, InterruptedException {
    try (AtelierProcess command = begin(words)) {
      return command.finish();
    }
  }

  /** What a command that must succeed answers. */
  public JsonNode answer(String... words) throws IOException, InterruptedException {
    Ended ended = type(words);
    if (ended.exit() != 0) {
      throw new AssertionError(List.of(words) + ": exit " + ended.exit() + "\n" + ended.story());
    }
    return ended.events().get(0);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpClient http() {
    return http;
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(send(request(path)).body());
  }

  /** The first events of a project, as the journal holds them. */
  public List<String> lines(String project, int count) throws IOException, InterruptedException {
    var request = request("/api/projects/" + project + "/events?limit=" + count)
        .header("accept", "application/x-ndjson");
    return send(request).body().lines().filter(line -> !line.isBlank()).toList();
  }

  /** How a project stands. */
  public String status(String project) throws IOException, InterruptedException {
    return get("/api/projects/" + project).path("status").asString("");
  }

  @Override
  public void close() {
    process.close();
  }
}
