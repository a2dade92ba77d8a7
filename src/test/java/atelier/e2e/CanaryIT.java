package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.EventCodec;
import atelier.rig.AtelierProcess;
import atelier.rig.CanarySearch;
import atelier.rig.Eventually;
import atelier.rig.GitCommand;
import atelier.rig.model.LeakyScript;
import atelier.rig.model.LeakyServer;
import atelier.secret.EncodedForms;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node with a canary in every place of secrets, and a model, programs and a search service that
 * know them and try to get them out in every form; then everything that the node wrote, printed,
 * sent or replied is searched for them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class CanaryIT {
  private static final String KEY = "sk-Canary/7f3A91+bX2q-llm";
  private static final String ROLE_KEY = "sk-Canary_role-93Kd02Lw";
  private static final String FALLBACK_KEY = "Canary.fallb4ck.Zq81mXy7";
  private static final String UNUSED_KEY = "sk-ant-Canary-unus3d-55Tg";
  private static final String SPRITES = "spr_Canary%41_19dK3";
  private static final String HAZELCAST = "Hz-Canary-s3cr3t-6Yw";
  private static final String VARIABLE = "ghp_CanaryVariable0042Zx";
  private static final String PROXY = "Canary-pr0xy&pass;word";
  private static final String DATABASE = "Canary-d4tabase-Pw";

  private static final List<String> CANARIES = List.of(
      KEY, ROLE_KEY, FALLBACK_KEY, UNUSED_KEY, SPRITES, HAZELCAST, VARIABLE, PROXY, DATABASE);

  private static final Map<String, String> ENVIRONMENT = Map.of(
      "GITHUB_TOKEN",
      VARIABLE,
      "HTTPS_PROXY",
      "http://someone:Canary-pr0xy%26pass%3Bword@127.0.0.1:9",
      "DATABASE_URL",
      "postgres://someone:" + DATABASE + "@db/shop");

  private final CanarySearch search = new CanarySearch(CANARIES);
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> found = new ArrayList<>();

  @SuppressWarnings("JdkObsolete") // several threads append
  private final StringBuffer feed = new StringBuffer();

  private String url;
  private String token;

  @TempDir
  private Path folder;

  @Test
  void theSearchFindsEveryForm() throws Exception {
    for (String canary : CANARIES) {
      for (String form : EncodedForms.of(canary)) {
        String json = JsonMapper.shared().writeValueAsString(form);
        byte[] bytes = ("= " + json + " =").getBytes(StandardCharsets.UTF_8);
        assertThat(search.find("here", bytes)).as(form).isNotEmpty();
      }
    }
  }

  @Test
  void noSecretGetsOutInAnyForm() throws Exception {
    try (LeakyServer server =
            new LeakyServer(new LeakyScript(CANARIES)::reply, LeakyScript.all(CANARIES));
        AtelierProcess node = start(server, "serve", "--json", "-v", "--port", "0")) {
      url = "http://127.0.0.1:" + URI.create(node.next().path("url").asString()).getPort();
      token = Files.readString(folder.resolve("data/http-token")).strip();
      search.add(token);
      WebSocket watching = watchFeed();
      post("/api/projects", "{\"spec\":\"Print a sum. Key: " + KEY + "\",\"id\":\"leak\"}");
      post("/api/projects", "{\"spec\":\"" + KEY + " " + token + " is to be printed\"}");
      post("/api/projects", "{\"spec\":\"Print nothing\",\"id\":\"" + LeakyScript.FAILING + "\"}");
      post("/api/projects", "{\"spec\":\"x\",\"" + token + "\":\"" + VARIABLE + "\"}");
      post("/api/projects/leak/hint", "{\"file\":\"main.py\",\"text\":\"use " + PROXY + "\"}");
      List<String> ids = awaitEnds();
      assertThat(ids).hasSize(3);
      ids.forEach(id -> found.addAll(search.find("the ids", id)));
      post("/api/projects/" + ids.get(0) + "/cancel", "{\"reason\":\"" + DATABASE + "\"}");
      for (String id : ids) {
        readAllOf(id);
      }
      readReplies("/api/projects", "/api/cluster", "/metrics", "/health/ready", "/openapi.json");
      watching.abort();
      commands(server);
      node.interrupt();
      found.addAll(search.find("the node's output", node.printed()));
      found.addAll(search.find("the feed", feed.toString()));
      readJournal();
      server.received.forEach(text -> found.addAll(search.find("what servers received", text)));
      found.addAll(search.findBelow(folder.resolve("data"), "http-token"));
      found.addAll(search.findBelow(folder.resolve("recorded"), ""));
      found.addAll(search.find("a recording", Files.readAllBytes(folder.resolve("out.yaml"))));
    }
    assertThat(found).isEmpty();
    assertTheRoutesWereTried();
  }

  private AtelierProcess start(LeakyServer server, String... arguments) throws Exception {
    Path settings =
        Files.writeString(folder.resolve("canary.yaml"), """
        llm:
          provider: openai
          model: leaky
          endpoint: URL/v1
          key: KEY
          slots: 4
          roles: {analyst: {key: ROLE_KEY}}
          fallback: [{provider: openai, model: other, key: FALLBACK_KEY}]
        anthropic: {key: UNUSED_KEY}
        sprites: {token: SPRITES}
        research: {provider: searxng, endpoint: URL/search}
        cluster: {hazelcast: hazelcast.yaml}
        proof: {mutants: 0}
        retries: 1
        http: {host: 0.0.0.0}
        """.replace("URL", server.url())
            .replace("ROLE_KEY", ROLE_KEY)
            .replace("FALLBACK_KEY", FALLBACK_KEY)
            .replace("UNUSED_KEY", UNUSED_KEY)
            .replace("KEY", KEY)
            .replace("SPRITES", SPRITES));
    Files.writeString(folder.resolve("hazelcast.yaml"), "secret-key: " + HAZELCAST + "\n");
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--conf", settings.toString()));
    if (!words.contains("--data")) {
      words.addAll(List.of("--data", folder.resolve("data").toString()));
    }
    return AtelierProcess.start(folder, ENVIRONMENT, words.toArray(String[]::new));
  }

  /** What commands print that know the secrets too; one of them records the model's answers. */
  private void commands(LeakyServer server) throws Exception {
    for (String[] words : List.of(
        new String[] {"config"},
        new String[] {"config", "--json"},
        new String[] {"doctor", "-v"},
        new String[] {"list", "--url", url},
        new String[] {"show", "leak", "--url", url},
        new String[] {"evidence", "leak", "--url", url},
        new String[] {"list", "--set", "llm.slots=" + VARIABLE},
        new String[] {VARIABLE},
        new String[] {
          "run", "print " + KEY, "--record", "out.yaml", "--data", "recorded", "-v", "--no-run"
        })) {
      try (AtelierProcess command = start(server, words)) {
        found.addAll(search.find("the output of " + words[0], command.printed()));
      }
    }
  }

  private WebSocket watchFeed() throws Exception {
    return http.newWebSocketBuilder()
        .header("authorization", "Bearer " + token)
        .buildAsync(URI.create(url.replace("http", "ws") + "/feed"), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            feed.append(text);
            socket.request(1);
            return null;
          }
        })
        .get(30, TimeUnit.SECONDS);
  }

  private List<String> awaitEnds() {
    List<String> ids = new ArrayList<>();
    Eventually.holds("the projects end, one with lessons", Duration.ofMinutes(3), () -> {
      ids.clear();
      JsonNode projects = json("/api/projects").path("projects");
      projects.forEach(project -> ids.add(project.path("id").asString()));
      return ids.size() == 3
          && feed.indexOf("\"lessons_learned\"") >= 0
          && projects
              .valueStream()
              .noneMatch(project ->
                  project.path("status").asString().matches("queued|designing|running|checking"));
    });
    return ids;
  }

  private void readAllOf(String id) throws Exception {
    String project = "/api/projects/" + id;
    readReplies(
        project,
        project + "/evidence",
        project + "/packages",
        project + "/sbom.json",
        project + "/files",
        project + "/archive.zip",
        project + "/calls",
        project + "/events?limit=1000");
    int calls = json(project + "/calls").path("calls").size();
    for (int call = 1; call <= calls; call++) {
      readReplies(project + "/calls/" + call);
    }
    Path clone = folder.resolve("clones").resolve(id);
    GitCommand.cloneTo(
        clone, url.replace("http://", "http://me:" + token + "@") + "/git/" + id + ".git");
    found.addAll(
        search.find("git log", String.join("\n", GitCommand.lines(clone, "log", "-p", "--all"))));
  }

  /** The lines of the journal and the lessons: in the file one may be spread over pages. */
  private void readJournal() throws Exception {
    for (String line : rows("journal.db", "SELECT json FROM entry")) {
      EventCodec.decode(line);
      found.addAll(search.find("the journal", line));
    }
    String fields = "title || ' ' || subject || ' ' || trigger || ' ' || advice";
    List<String> lessons = rows("knowledge.db", "SELECT " + fields + " FROM lesson");
    lessons.forEach(lesson -> found.addAll(search.find("the lessons", lesson)));
  }

  private List<String> rows(String file, String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data").resolve(file));
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private void readReplies(String... paths) throws Exception {
    for (String path : paths) {
      HttpResponse<byte[]> reply = http.send(request(path).build(), BodyHandlers.ofByteArray());
      found.addAll(search.find(path, reply.headers().map().toString()));
      found.addAll(search.find(path, reply.body()));
    }
  }

  private void post(String path, String json) {
    HttpResponse<String> reply = send(request(path)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(json)));
    found.addAll(search.find("the reply to POST " + path, reply.headers().map() + reply.body()));
  }

  private JsonNode json(String path) {
    return JsonMapper.shared().readTree(send(request(path)).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(60))
        .header("authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString())
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /** Else a node on which nothing happens would pass. */
  private void assertTheRoutesWereTried() throws Exception {
    String seen = feed.toString();
    assertThat(seen)
        .contains("[redacted: llm.key]")
        .contains("[redacted: llm.roles.analyst.key]")
        .contains("[redacted: llm.fallback[0].key]")
        .contains("[redacted: anthropic.key]")
        .contains("[redacted: sprites.token]")
        .contains("[redacted: cluster.hazelcast]")
        .contains("[redacted: GITHUB_TOKEN]")
        .contains("[redacted: proxy.https]")
        .contains("[redacted: DATABASE_URL]")
        .contains("[redacted: http.token]")
        .contains("\"research_produced\"", "\"code_ready\"", "\"validation_failed\"")
        .contains("\"llm_error\"", "\"infra_ready\"", "\"check_failed\"", "\"lessons_learned\"");
    assertThat(Files.readString(folder.resolve("out.yaml"))).contains("[redacted: llm.key]");
  }
}
