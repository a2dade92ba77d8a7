package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.ServedNode;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.ScriptedProjects;
import atelier.rig.model.ShopScript;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node as a process, and a person at other processes who hands it work and helps it. */
@Timeout(180)
final class ServeIT {
  private static final String NOTES = """
      {"summary":"notes","files":[{"path":"a.txt","description":"a"},
      {"path":"b.json","description":"b"}],
      CHECK}""".replace("CHECK", ScriptedProjects.NOTES_CHECK);

  @TempDir
  private Path folder;

  private static String written(String file, String content) {
    return "Commit: Write " + file + "\n\n```\n" + content + "\n```\n";
  }

  @Test
  void aSpecIsSubmittedWatchedClonedAndGoneOnWith() throws Exception {
    FakeOllama.Script both = (role, file, attempt) -> role.equals("architect") && attempt == 2
        ? "{\"files\":[{\"path\":\"discount.py\",\"description\":\"discounts\","
            + "\"uses\":[\"cart.py\"],\"contract\":\"discount(cart, percent)\"}]}"
        : file.equals("discount.py")
            ? written(
                file,
                "def discount(cart, percent):\n    return cart.total() * (100 - percent) // 100")
            : ShopScript.answer(role, file, attempt);
    try (FakeOllama model = new FakeOllama(both, 0);
        ServedNode node = new ServedNode(folder, model, "--set", "llm.slots=2")) {
      Ended watched = node.type("submit", ShopScript.SPEC, "--id", "shop", "--watch");

      assertThat(watched.exit()).as(watched.story()).isEqualTo(0);
      assertThat(watched.events().stream().map(event -> event.path("seq").asLong()))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, watched.events().size()).boxed().toList());
      assertThat(watched.types()).endsWith("project_finished");
      assertThat(watched.story()).contains("Project completed successfully", "git clone http");
      JsonNode row = node.answer("list").path("projects").get(0);
      assertThat(row.path("status").asString()).isEqualTo("succeeded");
      JsonNode shown = node.answer("show", "shop");
      assertThat(
              shown.path("files").valueStream().map(file -> file.path("status").asString()))
          .hasSize(6)
          .containsOnly("committed");
      clonesAndFetches(node, shown.path("git").asString());
    }
  }

  private void clonesAndFetches(ServedNode node, String url) throws Exception {
    Path clone = folder.resolve("clone");
    GitCommand.cloneTo(clone, url);
    assertThat(clone.resolve("MANIFEST.md")).content().contains("**succeeded**");
    assertThat(GitCommand.lines(clone, "rev-parse", "HEAD"))
        .isEqualTo(GitCommand.lines(node.data().resolve("projects/shop"), "rev-parse", "HEAD"));

    Ended more = node.type("submit", "also give discounts", "--feature", "shop", "--watch");
    assertThat(more.exit()).as(more.story()).isEqualTo(0);
    assertThat(more.of("feature_requested")).hasSize(1);
    assertThat(more.of("code_ready").map(event -> event.path("file").asString()))
        .containsExactly("discount.py");

    GitCommand.lines(clone, "fetch", "-q");
    assertThat(GitCommand.lines(clone, "log", "--format=%s", "HEAD..FETCH_HEAD"))
        .contains("Write discount.py", "Record the outcome");
    GitCommand.lines(clone, "merge", "-q", "--ff-only", "FETCH_HEAD");
    assertThat(clone.resolve("discount.py")).content().contains("def discount");
  }

  @Test
  void aPersonEditsTheBlueprintGivesAHintAndItSucceeds() throws Exception {
    String hint = "the only key is \"sum\"";
    try (FakeOllama model = new FakeOllama(
            ask -> switch (ask.role()) {
              case "architect" -> NOTES;
              case "writer" ->
                written(
                    ask.file(),
                    ask.file().endsWith(".json")
                        ? (ask.body().contains("only key") ? "{\"sum\": 1}" : "{\"sum\": ")
                        : "note");
              default -> "{\"lessons\":[]}";
            },
            0);
        ServedNode node = new ServedNode(folder, model, "--set", "retries=1");
        AtelierProcess watching =
            node.begin("submit", "notes", "--id", "n", "--approve", "--watch")) {
      watching.next("approval_requested");
      assertThat(node.status("n")).isEqualTo("awaiting_approval");
      String plan = node.answer("show", "n").path("blueprint").toString();
      Path edited = Files.writeString(folder.resolve("plan.json"), plan.replace("a.txt", "c.txt"));
      node.answer("approve", "n", "-f", edited.toString());

      Ended paused = watching.finish();
      assertThat(paused.exit()).as(paused.story()).isEqualTo(1);
      assertThat(paused.types()).contains("agent_surrender", "paused");
      assertThat(paused.story()).contains("atelier hint n b.json", "atelier approve n");
      assertThat(node.answer("show", "n").path("reason").asString()).contains("b.json");

      node.answer("hint", "n", "b.json", hint);
      String last = paused.events().get(paused.events().size() - 1).path("seq").asString();
      Ended rest = node.type("watch", "n", "--after", last);

      assertThat(rest.exit()).as(rest.story()).isEqualTo(0);
      assertThat(rest.types()).contains("hint_given").endsWith("project_finished");
      String prompt = model.calls.stream()
          .filter(call -> call.file().equals("b.json"))
          .reduce((one, other) -> other)
          .map(call -> call.ask().body())
          .orElse("");
      assertThat(prompt).contains("the only key is \\\"sum\\\"");
      assertThat(GitCommand.lines(node.data().resolve("projects/n"), "ls-files"))
          .contains("b.json", "c.txt")
          .doesNotContain("a.txt");
    }
  }

  @Test
  void anotherTryIsGrantedAndWhatIsCalledOffStops() throws Exception {
    AtomicBoolean able = new AtomicBoolean();
    CountDownLatch held = new CountDownLatch(1);
    try (FakeOllama model = new FakeOllama(
            ask -> {
              if (ask.project().equals("held") && ask.role().equals("writer")) {
                await(held);
              }
              return switch (ask.role()) {
                case "architect" -> NOTES;
                case "writer" ->
                  written(ask.file(), able.get() || !ask.file().equals("b.json") ? "{}" : "{");
                default -> "{\"lessons\":[]}";
              };
            },
            0);
        ServedNode node =
            new ServedNode(folder, model, "--set", "retries=0", "--set", "llm.slots=4")) {
      assertThat(node.type("submit", "notes", "--id", "again", "--watch").exit())
          .isEqualTo(1);
      able.set(true);
      node.answer("retry", "again");
      assertThat(node.type("watch", "again").exit()).isEqualTo(0);

      try (AtelierProcess watching = node.begin("submit", "notes", "--id", "held", "--watch")) {
        watching.next("blueprint_ready");
        node.answer("cancel", "held", "--reason", "not needed");
        Ended cancelled = watching.finish();
        assertThat(cancelled.exit()).isEqualTo(1);
        assertThat(cancelled.types()).contains("cancelled");
        assertThat(cancelled.story()).contains("not needed");
        assertThat(node.status("held")).isEqualTo("cancelled");
      } finally {
        held.countDown();
      }
    }
  }

  @Test
  void ctrlCLeavesTheProjectToGoOn() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    try (FakeOllama model = new FakeOllama(
            ask -> {
              await(held);
              return ask.role().equals("architect") ? NOTES : written(ask.file(), "{}");
            },
            0);
        ServedNode node = new ServedNode(folder, model)) {
      try (AtelierProcess watching = node.begin("submit", "notes", "--id", "n", "--watch")) {
        watching.next("infra_ready");
        watching.interrupt();
        Ended detached = watching.finish();
        assertThat(detached.exit()).isEqualTo(130);
        assertThat(detached.story()).contains("keeps running", "atelier watch n --after");
      } finally {
        held.countDown();
      }
      assertThat(node.type("watch", "n").exit()).isEqualTo(0);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void beyondLoopbackATokenIsMadeAndItsPlaceTold() throws Exception {
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 0);
        ServedNode node = new ServedNode(folder, model, "--host", "0.0.0.0")) {
      Path file = node.data().resolve("http-token");
      String token = Files.readString(file).strip();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(node.story()).contains(file.toString()).doesNotContain(token);
      for (String path : List.of("/api/projects", "/", "/metrics", "/git/x.git/info/refs")) {
        assertThat(node.send(node.request(path)).statusCode()).as(path).isEqualTo(401);
      }
      assertThat(node.send(node.request("/health/live")).statusCode()).isEqualTo(200);
      assertThat(node.send(node.request("/api/projects").header("authorization", "Bearer " + token))
              .statusCode())
          .isEqualTo(200);
      assertThat(node.answer("list").path("projects")).isEmpty();
      try (AtelierProcess stranger =
          AtelierProcess.start(folder, "list", "--url", node.url(), "--data", "elsewhere")) {
        Ended refused = stranger.finish();
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.story()).contains("ATELIER_TOKEN");
      }
      assertThat(node.type("submit", ShopScript.SPEC, "--id", "shop", "--watch").exit())
          .isEqualTo(0);
      GitCommand.cloneTo(
          folder.resolve("clone"),
          node.url().replace("http://", "http://me:" + token + "@") + "/git/shop.git");
      assertThat(folder.resolve("clone/main.py")).exists();
    }
  }

  @Test
  void whatIsInTheWayOfAStartIsSaidInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(refused("--port", port)).contains(port, "choose another with --port");
    }
    assertThat(refused("--port", "0", "--set", "scan.rules=none.toml"))
        .contains("none.toml", "scan.rules");
  }

  private String refused(String... options) throws Exception {
    List<String> words = Stream.concat(Stream.of("serve", "--data", "refused"), Stream.of(options))
        .toList();
    try (AtelierProcess node = AtelierProcess.start(folder, words.toArray(String[]::new))) {
      Ended ended = node.finish();
      assertThat(ended.exit()).as(ended.story()).isEqualTo(3);
      assertThat(ended.story().strip()).hasLineCount(1).doesNotContain("took longer");
      return ended.story();
    }
  }

  @Test
  void theSameKeyTwiceAtOnceGivesOneProject() throws Exception {
    try (FakeOllama model = new FakeOllama((role, file, attempt) -> NOTES, 0);
        ServedNode node = new ServedNode(folder, model)) {
      var answers = Stream.of("notes", "notes", "notes", "notes")
          .map(spec -> node.http()
              .sendAsync(
                  node.request("/api/projects")
                      .header("content-type", "application/json")
                      .header("idempotency-key", "k-1")
                      .POST(BodyPublishers.ofString("{\"spec\":\"" + spec + "\"}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString()))
          .toList();
      for (var answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
      }
      assertThat(node.get("/api/projects").path("projects")).hasSize(1);
      HttpResponse<String> other = node.send(node.request("/api/projects")
          .header("content-type", "application/json")
          .header("idempotency-key", "k-1")
          .POST(BodyPublishers.ofString("{\"spec\":\"other notes\"}")));
      assertThat(other.statusCode()).as(other.body()).isEqualTo(422);
    }
  }
}
