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

/** The commands that ask a running node; it has no agents, tests say what those would. */
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

  private WebHarness house;
  private CommandHarness desk;

  @BeforeEach
  void open() {
    house = new WebHarness(folder.resolve("node"));
    desk = new CommandHarness(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private int type(String... words) {
    return desk.type(
        Stream.concat(Arrays.stream(words), Stream.of("--url", "http://localhost:" + house.port()))
            .toArray(String[]::new));
  }

  private JsonNode answer() {
    return JSON.readTree(desk.out());
  }

  /** A command that goes on while the test does. */
  private CompletableFuture<Integer> begin(String... words) {
    return CompletableFuture.supplyAsync(() -> type(words));
  }

  private void awaitOut(String words) {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!desk.out().contains(words)) {
      assertThat(System.nanoTime()).as(words + " in " + desk.out()).isLessThan(endNs);
      Thread.onSpinWait();
    }
  }

  private static int exit(CompletableFuture<Integer> command) throws Exception {
    return command.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aSpecIsHandedInAndSeen() {
    assertThat(type("list")).isEqualTo(0);
    assertThat(desk.out()).contains("No projects", "atelier submit");

    assertThat(type("submit", "a shop for tea", "--id", "shop")).isEqualTo(0);
    assertThat(desk.out())
        .contains("Project shop is queued", "atelier watch shop", "/git/shop.git");
    assertThat(type("list")).isEqualTo(0);
    assertThat(desk.out()).contains("shop", "a shop for tea");
    assertThat(type("show", "shop")).isEqualTo(0);
    assertThat(desk.out()).contains("a shop for tea", "git clone http://localhost:");
    assertThat(desk.err()).isEmpty();
  }

  @Test
  void aProgramGetsTheAnswerAsItIs() {
    assertThat(type("submit", "a shop", "--json")).isEqualTo(0);
    String id = answer().path("id").asString();
    assertThat(id).startsWith("shop-");
    assertThat(type("show", id, "--json")).isEqualTo(0);
    assertThat(answer().path("spec").asString()).isEqualTo("a shop");
    assertThat(type("list", "--json", "-n", "1", "--status", "queued", "-q", "SHOP"))
        .isEqualTo(0);
    assertThat(answer().path("projects").get(0).path("id").asString()).isEqualTo(id);
    assertThat(type("cancel", id, "--json", "--reason", "no more")).isEqualTo(0);
    assertThat(answer().path("status").asString()).isEqualTo("cancelled");
    assertThat(type("show", id)).isEqualTo(0);
    assertThat(desk.out()).contains("is cancelled: no more");
  }

  @Test
  void aSpecMayComeFromAFileOrStandardInput() throws Exception {
    Files.writeString(folder.resolve("spec.md"), "a shop of a file\n");
    assertThat(type("submit", "-f", "spec.md", "--id", "one")).isEqualTo(0);
    desk.input = "a shop of a pipe".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(type("submit", "-", "--id", "two")).isEqualTo(0);
    assertThat(type("submit", "and more", "--feature", "two")).isEqualTo(0);

    assertThat(house.get("/api/projects/one").body()).contains("\"a shop of a file\"");
    assertThat(house.get("/api/projects/two").body()).contains("a shop of a pipe", "and more");
  }

  @Test
  void theListGoesOnWhereItEnded() {
    for (int i = 0; i < 3; i++) {
      type("submit", "shop " + i, "--id", "shop-" + i);
    }
    type("list", "-n", "2");
    String after = desk.out().replaceAll("(?s).*--after (\\S+).*", "$1");

    assertThat(desk.out()).contains("shop-2", "shop-1").doesNotContain("shop-0");
    assertThat(type("list", "-n", "2", "--after", after)).isEqualTo(0);
    assertThat(desk.out()).contains("shop-0").doesNotContain("shop-1", "--after");
  }

  @Test
  void aBlueprintIsEditedAndApproved() throws Exception {
    type("submit", "a shop", "--id", "shop", "--approve");
    assertThat(type("show", "shop", "--blueprint")).isEqualTo(1);
    assertThat(desk.err()).contains("has no blueprint yet");
    house.appendAndAwait("shop", READY);
    house.appendAndAwait("shop", DESIGNED);
    house.appendAndAwait("shop", new Event.ApprovalRequested());
    type("show", "shop");
    assertThat(desk.out()).contains("atelier approve shop", "show shop --blueprint");

    assertThat(type("show", "shop", "--blueprint")).isEqualTo(0);
    Files.writeString(folder.resolve("plan.json"), desk.out().replace("a.py", "b.py"));
    assertThat(type("approve", "shop", "-f", "plan.json")).isEqualTo(0);

    assertThat(house.get("/api/projects/shop").body()).contains("\"path\":\"b.py\"");
    assertThat(type("approve", "shop")).isEqualTo(1);
    assertThat(desk.err()).contains("is not waiting for approval");
  }

  @Test
  void aHintAndAnotherTryHelpAPausedProject() {
    type("submit", "a shop", "--id", "shop");
    house.appendAndAwait("shop", READY);
    house.appendAndAwait("shop", DESIGNED);
    assertThat(type("retry", "shop")).isEqualTo(1);
    assertThat(type("hint", "shop", "a.py", "sell tea")).isEqualTo(0);
    assertThat(house.get("/api/projects/shop/events").body()).contains("sell tea");
    assertThat(type("hint", "shop", "b.py", "sell tea")).isEqualTo(1);
    assertThat(desk.err()).contains("has no file b.py; it has a.py");
    assertThat(type("hint", "shop", "a.py", " ")).isEqualTo(2);
    house.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, "no idea"));
    house.appendAndAwait("shop", new Event.Paused("surrender", "a.py: no idea"));
    type("show", "shop");
    assertThat(desk.out()).contains("no idea", "atelier hint shop", "atelier retry shop");
    assertThat(type("retry", "shop")).isEqualTo(0);
  }

  @Test
  void watchTellsTheStoryToTheEnd() throws Exception {
    type("submit", "a shop", "--id", "shop");
    var watching = begin("watch", "shop");
    awaitOut("Designing system for: a shop");
    awaitOut("waiting in the queue");
    house.appendAndAwait("shop", READY);
    awaitOut("Infrastructure is healthy");
    house.post("/api/projects/shop/cancel", "{\"reason\":\"enough\"}");

    assertThat(exit(watching)).isEqualTo(1);
    assertThat(desk.out()).contains("Cancelled: enough", "git clone");
    assertThat(desk.err()).isEmpty();
    assertThat(type("watch", "shop", "--after", "2", "--json")).isEqualTo(1);
    assertThat(desk.out().lines()).singleElement().asString().contains("\"seq\":3");
    assertThat(desk.err()).contains("Cancelled: enough");
  }

  @Test
  void watchEndsWhereAPersonIsNeeded() throws Exception {
    type("submit", "a shop", "--id", "shop");
    house.appendAndAwait("shop", READY);
    house.appendAndAwait("shop", DESIGNED);
    var watching = begin("watch", "shop");
    awaitOut("Blueprint ready");
    house.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, "no idea"));
    house.appendAndAwait("shop", new Event.Paused("surrender", "a.py: no idea"));

    assertThat(exit(watching)).isEqualTo(1);
    assertThat(desk.out()).contains("atelier hint shop PATH");
    assertThat(type("watch", "shop", "--after", "5")).isEqualTo(1);
    assertThat(desk.out()).contains("needs your input. Give a hint").doesNotContain("Blueprint ready");
  }

  @Test
  void whatWouldSteerATerminalIsShownAsText() {
    String steering = "\u001b[2Jgone \u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007\u202e";
    type("submit", "a shop", "--id", "shop");
    house.appendAndAwait("shop", READY);
    house.appendAndAwait("shop", DESIGNED);
    house.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, steering));
    house.appendAndAwait("shop", new Event.Paused("surrender", steering));

    for (String command : List.of("show", "watch")) {
      type(command, "shop");
      assertThat(desk.out()).contains("gone").doesNotContain("\u001b", "\u0007", "\u202e");
      type(command, "shop", "--json");
      assertThat(desk.out()).contains("gone").doesNotContain("\u001b", "\u0007");
    }
  }

  @Test
  void watchEndsWhereNoModelAnswers() throws Exception {
    type("submit", "a shop", "--id", "shop");
    for (int i = 0; i < 5; i++) {
      house.appendAndAwait("shop", new Event.InfraError("no model", "start one"));
    }
    house.appendAndAwait("shop", new Event.Paused("infrastructure", "no model"));

    assertThat(type("watch", "shop")).isEqualTo(3);
  }

  @Test
  void ctrlCDetachesAndCallsNothingOff() throws Exception {
    var watching = begin("submit", "a shop", "--id", "shop", "--watch");
    awaitOut("waiting in the queue");
    desk.interrupt.run();

    assertThat(exit(watching)).isEqualTo(130);
    assertThat(desk.out()).contains("keeps running", "atelier watch shop --after 1");
    assertThat(house.get("/api/projects/shop").body()).contains("\"queued\"");
  }

  @Test
  void aFurtherWishIsWatchedFromItsOwnStart() throws Exception {
    type("submit", "a shop", "--id", "shop");
    house.post("/api/projects/shop/cancel", "{\"reason\":\"enough\"}");
    var watching = begin("submit", "a bar", "--feature", "shop", "--watch");
    awaitOut("Designing system for: a bar");
    house.post("/api/projects/shop/cancel", "{\"reason\":\"that too\"}");

    assertThat(exit(watching)).isEqualTo(1);
    assertThat(desk.out()).contains("that too").doesNotContain("enough");
  }

  @Test
  void theTokenComesFromTheEnvironmentOrTheDataFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("guarded"));
    try (WebHarness guarded = new WebHarness(data, "0.0.0.0", "", List.of())) {
      String url = "http://localhost:" + guarded.port();
      assertThat(desk.type("list", "--url", url)).isEqualTo(4);
      assertThat(desk.err()).contains("ATELIER_TOKEN", "http-token");
      assertThat(desk.type("list", "--url", url, "--data", data.toString())).isEqualTo(0);
      desk.environment.put("ATELIER_TOKEN", "wrong");
      assertThat(desk.type("list", "--url", url, "--data", data.toString())).isEqualTo(4);
      desk.environment.put(
          "ATELIER_TOKEN", Files.readString(data.resolve("http-token")).strip());
      assertThat(desk.type("list", "--url", url)).isEqualTo(0);
      desk.environment.put("ATELIER_TOKEN", "tøken");
      assertThat(desk.type("list", "--url", url)).isEqualTo(2);
      assertThat(desk.err()).doesNotContain("tøken");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      2 | submit                            | say what is to be built
      2 | submit ''                         | is empty
      2 | submit x -f y                     | not both
      2 | submit x --id A_b                 | no id of a project
      2 | submit x --feature A_b            | no id of a project
      2 | submit x --id a --feature b       | give one
      1 | submit x --feature nobody         | there is no project nobody
      1 | submit x --id taken               | already exists: choose another id
      2 | submit two words                  | in quotes
      2 | list -n 0                         | 1 to 200
      2 | list -n many                      | many
      2 | list --status done                | "status" must be one of
      2 | list --after there                | after
      2 | show                              | Missing required parameter: 'ID'
      2 | show ../etc                       | no id of a project
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
      2 | approve taken -f broken           | is not JSON: look at line 1
      2 | approve taken -f long             | larger than 1 MiB
      2 | approve taken -f -                | standard input is not JSON
      2 | subnit x                          | did you mean submit?
      """)
  void refusesBadInputWithASentence(int code, String line, String words) throws Exception {
    house.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"taken\"}");
    Files.writeString(folder.resolve("broken"), "{\"files\": [}");
    Files.writeString(folder.resolve("long"), "[" + " ".repeat(1 << 20) + "]");
    desk.input = new byte[] {'{', 0, 1};

    assertThat(type(Arrays.stream(line.split(" "))
            .map(arg -> arg.replace("''", ""))
            .toArray(String[]::new)))
        .isEqualTo(code);
    assertThat(desk.err().lines()).hasSize(1);
    assertThat(desk.err()).startsWith("atelier: ").contains(words);
    assertThat(desk.out()).isEmpty();
  }
}
