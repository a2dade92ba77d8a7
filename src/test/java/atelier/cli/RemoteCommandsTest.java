package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.FilePlan;
import atelier.event.Usage;
import atelier.web.WebHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for a running node. The node has no agents: the tests append their events. */
@Timeout(60)
final class RemoteCommandsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Event READY =
      new Event.InfraReady(List.of("m"), List.of("python3"), "none", 3, false);
  private static final Event DESIGNED = new Event.BlueprintReady(
      new Blueprint(
          "a shop",
          List.of(),
          List.of(new FilePlan("a.py", "the shop", List.of(), "")),
          List.of(),
          List.of()),
      Usage.NONE);

  @TempDir
  private Path folder;

  private WebHarness webHarness;
  private CommandHarness harness;

  @BeforeEach
  void setUp() {
    webHarness = new WebHarness(folder.resolve("node"));
    harness = new CommandHarness(folder);
  }

  @AfterEach
  void tearDown() {
    webHarness.close();
  }

  private int run(String... args) {
    return harness.run(Stream.concat(
            Arrays.stream(args), Stream.of("--url", "http://localhost:" + webHarness.port()))
        .toArray(String[]::new));
  }

  private JsonNode reply() {
    return JSON.readTree(harness.out());
  }

  /** Runs a command in the background. */
  private CompletableFuture<Integer> runAsync(String... args) {
    return CompletableFuture.supplyAsync(() -> run(args));
  }

  private void awaitOutput(String text) {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!harness.out().contains(text)) {
      assertThat(System.nanoTime()).as(text + " in " + harness.out()).isLessThan(endNs);
      Thread.onSpinWait();
    }
  }

  private static int exitCode(CompletableFuture<Integer> command) throws Exception {
    return command.get(30, TimeUnit.SECONDS);
  }

  @Test
  void submitsASpecAndListsTheProject() {
    assertThat(run("list")).isEqualTo(0);
    assertThat(harness.out()).contains("No projects", "atelier submit");

    assertThat(run("submit", "a shop for tea", "--id", "shop")).isEqualTo(0);
    assertThat(harness.out())
        .contains("Project shop is queued", "atelier watch shop", "/git/shop.git");
    assertThat(run("list")).isEqualTo(0);
    assertThat(harness.out()).contains("shop", "a shop for tea");
    assertThat(run("show", "shop")).isEqualTo(0);
    assertThat(harness.out()).contains("a shop for tea", "git clone http://localhost:");
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void jsonPrintsTheReplyUnchanged() {
    assertThat(run("submit", "a shop", "--json")).isEqualTo(0);
    String id = reply().path("id").asString();
    assertThat(id).startsWith("shop-");
    assertThat(run("show", id, "--json")).isEqualTo(0);
    assertThat(reply().path("spec").asString()).isEqualTo("a shop");
    assertThat(run("list", "--json", "-n", "1", "--status", "queued", "-q", "SHOP"))
        .isEqualTo(0);
    assertThat(reply().path("projects").get(0).path("id").asString()).isEqualTo(id);
    assertThat(run("cancel", id, "--json", "--reason", "no more")).isEqualTo(0);
    assertThat(reply().path("status").asString()).isEqualTo("cancelled");
    assertThat(run("show", id)).isEqualTo(0);
    assertThat(harness.out()).contains("is cancelled: no more");
  }

  @Test
  void readsTheSpecFromAFileOrStandardInput() throws Exception {
    Files.writeString(folder.resolve("spec.md"), "a shop of a file\n");
    assertThat(run("submit", "-f", "spec.md", "--id", "one")).isEqualTo(0);
    harness.standardInput = "a shop of a pipe".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(run("submit", "-", "--id", "two")).isEqualTo(0);
    assertThat(run("submit", "and more", "--feature", "two")).isEqualTo(0);

    assertThat(webHarness.get("/api/projects/one").body()).contains("\"a shop of a file\"");
    assertThat(webHarness.get("/api/projects/two").body()).contains("a shop of a pipe", "and more");
  }

  @Test
  void afterContinuesTheList() {
    for (int i = 0; i < 3; i++) {
      run("submit", "shop " + i, "--id", "shop-" + i);
    }
    run("list", "-n", "2");
    String after = harness.out().replaceAll("(?s).*--after (\\S+).*", "$1");

    assertThat(harness.out()).contains("shop-2", "shop-1").doesNotContain("shop-0");
    assertThat(run("list", "-n", "2", "--after", after)).isEqualTo(0);
    assertThat(harness.out()).contains("shop-0").doesNotContain("shop-1", "--after");
  }

  @Test
  void approvesAnEditedBlueprint() throws Exception {
    run("submit", "a shop", "--id", "shop", "--approve");
    assertThat(run("show", "shop", "--blueprint")).isEqualTo(1);
    assertThat(harness.err()).contains("has no blueprint yet");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    webHarness.appendAndAwait("shop", new Event.ApprovalRequested());
    run("show", "shop");
    assertThat(harness.out()).contains("atelier approve shop", "show shop --blueprint");

    assertThat(run("show", "shop", "--blueprint")).isEqualTo(0);
    Files.writeString(folder.resolve("plan.json"), harness.out().replace("a.py", "b.py"));
    assertThat(run("approve", "shop", "-f", "plan.json")).isEqualTo(0);

    assertThat(webHarness.get("/api/projects/shop").body()).contains("\"path\":\"b.py\"");
    assertThat(run("approve", "shop")).isEqualTo(1);
    assertThat(harness.err()).contains("is not waiting for approval");
  }

  @Test
  void hintAndRetryResumeAPausedProject() {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    assertThat(run("retry", "shop")).isEqualTo(1);
    assertThat(run("hint", "shop", "a.py", "sell tea")).isEqualTo(0);
    assertThat(webHarness.get("/api/projects/shop/events").body()).contains("sell tea");
    assertThat(run("hint", "shop", "b.py", "sell tea")).isEqualTo(1);
    assertThat(harness.err()).contains("has no file b.py; it has a.py");
    assertThat(run("hint", "shop", "a.py", " ")).isEqualTo(2);
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, "no idea"));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", "a.py: no idea"));
    run("show", "shop");
    assertThat(harness.out()).contains("no idea", "atelier hint shop", "atelier retry shop");
    assertThat(run("retry", "shop")).isEqualTo(0);
  }

  @Test
  void watchReportsEventsUntilTheProjectEnds() throws Exception {
    run("submit", "a shop", "--id", "shop");
    var watching = runAsync("watch", "shop");
    awaitOutput("Designing system for: a shop");
    awaitOutput("waiting in the queue");
    webHarness.appendAndAwait("shop", READY);
    awaitOutput("Infrastructure is healthy");
    webHarness.post("/api/projects/shop/cancel", "{\"reason\":\"enough\"}");

    assertThat(exitCode(watching)).isEqualTo(1);
    assertThat(harness.out()).contains("Cancelled: enough", "git clone");
    assertThat(harness.err()).isEmpty();
    assertThat(run("watch", "shop", "--after", "2", "--json")).isEqualTo(1);
    assertThat(harness.out().lines()).singleElement().asString().contains("\"seq\":3");
    assertThat(harness.err()).contains("Cancelled: enough");
  }

  @Test
  void watchEndsIfTheProjectNeedsInput() throws Exception {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    var watching = runAsync("watch", "shop");
    awaitOutput("Blueprint ready");
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, "no idea"));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", "a.py: no idea"));

    assertThat(exitCode(watching)).isEqualTo(1);
    assertThat(harness.out()).contains("atelier hint shop PATH");
    assertThat(run("watch", "shop", "--after", "5")).isEqualTo(1);
    assertThat(harness.out())
        .contains("needs your input. Give a hint")
        .doesNotContain("Blueprint ready");
  }

  @Test
  void controlCharactersArePrintedAsText() {
    String hostileText =
        "\u001b[2Jgone \u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007\u202e";
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, hostileText));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", hostileText));

    for (String command : List.of("show", "watch")) {
      run(command, "shop");
      assertThat(harness.out()).contains("gone").doesNotContain("\u001b", "\u0007", "\u202e");
      run(command, "shop", "--json");
      assertThat(harness.out()).contains("gone").doesNotContain("\u001b", "\u0007");
    }
  }

  @Test
  void watchEndsIfNoModelIsAvailable() throws Exception {
    run("submit", "a shop", "--id", "shop");
    for (int i = 0; i < 5; i++) {
      webHarness.appendAndAwait("shop", new Event.InfraError("no model", "start one"));
    }
    webHarness.appendAndAwait("shop", new Event.Paused("infrastructure", "no model"));

    assertThat(run("watch", "shop")).isEqualTo(3);
  }

  @Test
  void ctrlCStopsWatchingButNotTheProject() throws Exception {
    var watching = runAsync("submit", "a shop", "--id", "shop", "--watch");
    awaitOutput("waiting in the queue");
    harness.interrupt.run();

    assertThat(exitCode(watching)).isEqualTo(130);
    assertThat(harness.out()).contains("keeps running", "atelier watch shop --after 1");
    assertThat(webHarness.get("/api/projects/shop").body()).contains("\"queued\"");
  }

  @Test
  void aFeatureRequestIsWatchedFromItsOwnStart() throws Exception {
    run("submit", "a shop", "--id", "shop");
    webHarness.post("/api/projects/shop/cancel", "{\"reason\":\"enough\"}");
    var watching = runAsync("submit", "a bar", "--feature", "shop", "--watch");
    awaitOutput("Designing system for: a bar");
    webHarness.post("/api/projects/shop/cancel", "{\"reason\":\"that too\"}");

    assertThat(exitCode(watching)).isEqualTo(1);
    assertThat(harness.out()).contains("that too").doesNotContain("enough");
  }

  @Test
  void readsTheTokenFromTheEnvironmentOrTheDataFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("guarded"));
    try (WebHarness guarded = new WebHarness(data, "0.0.0.0", "", List.of())) {
      String url = "http://localhost:" + guarded.port();
      assertThat(harness.run("list", "--url", url)).isEqualTo(4);
      assertThat(harness.err()).contains("ATELIER_TOKEN", "http-token");
      assertThat(harness.run("list", "--url", url, "--data", data.toString())).isEqualTo(0);
      harness.environment.put("ATELIER_TOKEN", "wrong");
      assertThat(harness.run("list", "--url", url, "--data", data.toString())).isEqualTo(4);
      harness.environment.put(
          "ATELIER_TOKEN", Files.readString(data.resolve("http-token")).strip());
      assertThat(harness.run("list", "--url", url)).isEqualTo(0);
      harness.environment.put("ATELIER_TOKEN", "tøken");
      assertThat(harness.run("list", "--url", url)).isEqualTo(2);
      assertThat(harness.err()).doesNotContain("tøken");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      2 | submit                            | missing spec
      2 | submit ''                         | is empty
      2 | submit x -f y                     | not both
      2 | submit x --id A_b                 | not a valid project id
      2 | submit x --feature A_b            | not a valid project id
      2 | submit x --id a --feature b       | give only one
      1 | submit x --feature nobody         | there is no project nobody
      1 | submit x --id taken               | already exists: choose another id
      2 | submit two words                  | quote specs of several words
      2 | list -n 0                         | 1 to 200
      2 | list -n many                      | many
      2 | list --status done                | "status" must be one of
      2 | list --after there                | after
      2 | show                              | Missing required parameter: 'ID'
      2 | show ../etc                       | not a valid project id
      1 | show nobody                       | there is no project nobody
      1 | watch nobody                      | there is no project nobody
      2 | watch taken --after -1            | 0 or more
      2 | watch taken --after soon          | soon
      1 | cancel nobody                     | there is no project nobody
      1 | retry taken                       | is not paused
      2 | hint taken a.py                   | 'TEXT'
      1 | hint taken a.py x                 | has no file a.py
      1 | approve taken                     | is not waiting for approval
      2 | approve taken -f nowhere          | there is no file nowhere
      2 | approve taken -f .                | there is no file .
      2 | approve taken -f broken           | is not JSON: check line 1
      2 | approve taken -f long             | larger than 1 MiB
      2 | approve taken -f -                | standard input is not JSON
      2 | subnit x                          | did you mean submit?
      """)
  void rejectsBadInputWithOneLine(int code, String line, String message) throws Exception {
    webHarness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"taken\"}");
    Files.writeString(folder.resolve("broken"), "{\"files\": [}");
    Files.writeString(folder.resolve("long"), "[" + " ".repeat(1 << 20) + "]");
    harness.standardInput = new byte[] {'{', 0, 1};

    assertThat(run(Arrays.stream(line.split(" "))
            .map(arg -> arg.replace("''", ""))
            .toArray(String[]::new)))
        .isEqualTo(code);
    assertThat(harness.err().lines()).hasSize(1);
    assertThat(harness.err()).startsWith("atelier: ").contains(message);
    assertThat(harness.out()).isEmpty();
  }
}
