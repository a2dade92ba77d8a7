package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.e2e.AtelierProcess.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Followers of a real node: curl, and a watcher that outlives it. */
@Timeout(180)
final class FollowIT {
  @TempDir
  private Path folder;

  /** {@code curl -N}, and what it hears line by line. */
  private static final class Curl implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    Curl(String... arguments) throws IOException {
      List<String> command = Stream.concat(
              Stream.of("curl", "-sSN", "--max-time", "100"), Arrays.stream(arguments))
          .toList();
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The next line that begins so; null at the end. */
    String next(String start) throws IOException {
      String line = lines.readLine();
      while (line != null && (line.isEmpty() || !line.startsWith(start))) {
        line = lines.readLine();
      }
      return line;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** A model that answers as many times as it is let. */
  private static FakeOllama held(Semaphore answers) throws IOException {
    return new FakeOllama(
        (role, file, attempt) -> {
          try {
            answers.tryAcquire(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ShopScript.answer(role, file, attempt);
        },
        0);
  }

  @Test
  void curlHearsServerSentEventsAndGoesOnWhereItLeft() throws Exception {
    Semaphore answers = new Semaphore(3);
    try (FakeOllama model = held(answers);
        ServedNode node = new ServedNode(folder, model)) {
      node.answer("submit", ShopScript.SPEC, "--id", "shop");
      String feed = node.url() + "/api/events?project=shop";
      List<Long> heard = new ArrayList<>();
      try (Curl first = new Curl(feed)) {
        while (heard.size() < 8) {
          heard.add(id(first));
        }
      }
      answers.release(1_000);
      try (Curl rest = new Curl(feed + "&after=" + heard.get(heard.size() - 1))) {
        String data = "";
        while (!data.contains("\"type\":\"project_finished\"")) {
          heard.add(id(rest));
          data = rest.next("data: ");
        }
      }
      assertWhole(heard);
      // What EventSource sends by itself when it comes back.
      try (Curl back = new Curl("-H", "Last-Event-ID: 5", feed)) {
        assertThat(id(back)).isEqualTo(6);
      }
    }
  }

  private static long id(Curl curl) throws IOException {
    return Long.parseLong(curl.next("id: ").substring(4));
  }

  private static void assertWhole(List<Long> heard) {
    assertThat(heard)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, heard.size()).boxed().toList());
  }

  @Test
  void curlHearsLinesAndGoesOnWhereItLeft() throws Exception {
    Semaphore answers = new Semaphore(3);
    try (FakeOllama model = held(answers);
        ServedNode node = new ServedNode(folder, model)) {
      node.answer("submit", ShopScript.SPEC, "--id", "shop");
      String events = node.url() + "/api/projects/shop/events?after=";
      List<String> heard = new ArrayList<>();
      try (Curl first = new Curl("-H", "Accept: application/x-ndjson", events + 0)) {
        while (heard.size() < 8) {
          heard.add(first.next("{"));
        }
      }
      answers.release(1_000);
      try (Curl rest = new Curl("-H", "Accept: application/x-ndjson", events + heard.size())) {
        for (String line = rest.next("{"); line != null; line = rest.next("{")) {
          heard.add(line);
        }
        assertThat(rest.process.waitFor()).as("the node said that this was all").isZero();
      }
      assertThat(heard.get(heard.size() - 1)).contains("\"type\":\"project_finished\"");
      List<Long> seqs = new ArrayList<>();
      for (String line : heard) {
        seqs.add(Long.parseLong(line.replaceAll(".*\"seq\":(\\d+),.*", "$1")));
      }
      assertWhole(seqs);
    }
  }

  @Test
  void aWatcherOutlivesTheNodeAndMissesNothing() throws Exception {
    long seed = Long.getLong("seed", 20_261_126L);
    SplittableRandom random = new SplittableRandom(seed);
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 60);
        ServedNode node = new ServedNode(folder, model);
        AtelierProcess watching =
            node.begin("submit", ShopScript.SPEC, "--id", "shop", "--watch")) {
      List<JsonNode> heard = new ArrayList<>();
      for (int death = 0; death < 3; death++) {
        for (int left = 5 + random.nextInt(8); left > 0; left--) {
          heard.add(watching.next());
        }
        node.kill();
        node.startAgain();
      }
      Ended rest = watching.finish();
      heard.addAll(rest.events());

      assertThat(rest.exit()).as("seed %d: %s", seed, rest.story()).isEqualTo(0);
      assertThat(rest.story()).contains("The node is away");
      assertWhole(heard.stream().map(event -> event.path("seq").asLong()).toList());
      assertThat(heard.get(heard.size() - 1).path("type").asString()).isEqualTo("project_finished");
      assertThat(node.get("/api/projects/shop").path("seq").asLong()).isEqualTo(heard.size());
    }
  }
}
