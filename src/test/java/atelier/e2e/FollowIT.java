package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.ServedNode;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.ShopScript;
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

/** Clients that follow a real node: curl, and a watch command that survives its restarts. */
@Timeout(180)
final class FollowIT {
  @TempDir
  private Path folder;

  /** A {@code curl -N} process, whose output is read line by line. */
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

    /** The next line with this prefix, or null at the end of the output. */
    String next(String prefix) throws IOException {
      String line = lines.readLine();
      while (line != null && (line.isEmpty() || !line.startsWith(prefix))) {
        line = lines.readLine();
      }
      return line;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** A model that gives one answer for each permit. */
  private static FakeOllama limited(Semaphore permits) throws IOException {
    return new FakeOllama(
        (role, file, attempt) -> {
          try {
            permits.tryAcquire(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ShopScript.answer(role, file, attempt);
        },
        0);
  }

  @Test
  void curlResumesServerSentEvents() throws Exception {
    Semaphore permits = new Semaphore(3);
    try (FakeOllama model = limited(permits);
        ServedNode node = new ServedNode(folder, model)) {
      node.answer("submit", ShopScript.SPEC, "--id", "shop");
      String feed = node.url() + "/api/events?project=shop";
      List<Long> seqs = new ArrayList<>();
      try (Curl first = new Curl(feed)) {
        while (seqs.size() < 8) {
          seqs.add(id(first));
        }
      }
      permits.release(1_000);
      try (Curl rest = new Curl(feed + "&after=" + seqs.get(seqs.size() - 1))) {
        String data = "";
        while (!data.contains("\"type\":\"project_finished\"")) {
          seqs.add(id(rest));
          data = rest.next("data: ");
        }
      }
      assertConsecutive(seqs);
      // EventSource sends this header when it reconnects.
      try (Curl back = new Curl("-H", "Last-Event-ID: 5", feed)) {
        assertThat(id(back)).isEqualTo(6);
      }
    }
  }

  private static long id(Curl curl) throws IOException {
    return Long.parseLong(curl.next("id: ").substring(4));
  }

  private static void assertConsecutive(List<Long> seqs) {
    assertThat(seqs)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, seqs.size()).boxed().toList());
  }

  @Test
  void curlResumesJsonLines() throws Exception {
    Semaphore permits = new Semaphore(3);
    try (FakeOllama model = limited(permits);
        ServedNode node = new ServedNode(folder, model)) {
      node.answer("submit", ShopScript.SPEC, "--id", "shop");
      String events = node.url() + "/api/projects/shop/events?after=";
      List<String> lines = new ArrayList<>();
      try (Curl first = new Curl("-H", "Accept: application/x-ndjson", events + 0)) {
        while (lines.size() < 8) {
          lines.add(first.next("{"));
        }
      }
      permits.release(1_000);
      try (Curl rest = new Curl("-H", "Accept: application/x-ndjson", events + lines.size())) {
        for (String line = rest.next("{"); line != null; line = rest.next("{")) {
          lines.add(line);
        }
        assertThat(rest.process.waitFor()).as("exit code of curl").isZero();
      }
      assertThat(lines.get(lines.size() - 1)).contains("\"type\":\"project_finished\"");
      List<Long> seqs = new ArrayList<>();
      for (String line : lines) {
        seqs.add(Long.parseLong(line.replaceAll(".*\"seq\":(\\d+),.*", "$1")));
      }
      assertConsecutive(seqs);
    }
  }

  @Test
  void watchSurvivesRestartsAndMissesNothing() throws Exception {
    long seed = Long.getLong("seed", 20_261_126L);
    SplittableRandom random = new SplittableRandom(seed);
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 60);
        ServedNode node = new ServedNode(folder, model);
        AtelierProcess watch = node.begin("submit", ShopScript.SPEC, "--id", "shop", "--watch")) {
      List<JsonNode> events = new ArrayList<>();
      for (int restart = 0; restart < 3; restart++) {
        for (int remaining = 5 + random.nextInt(8); remaining > 0; remaining--) {
          events.add(watch.next());
        }
        node.kill();
        node.startAgain();
      }
      Ended rest = watch.finish();
      events.addAll(rest.events());

      assertThat(rest.exit()).as("seed %d: %s", seed, rest.story()).isEqualTo(0);
      assertThat(rest.story()).contains("The node is unreachable");
      assertConsecutive(events.stream().map(event -> event.path("seq").asLong()).toList());
      JsonNode last = events.get(events.size() - 1);
      assertThat(last.path("type").asString()).isEqualTo("project_finished");
      assertThat(node.get("/api/projects/shop").path("seq").asLong()).isEqualTo(events.size());
    }
  }
}
