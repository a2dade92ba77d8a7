package atelier.sandbox.sprites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.sandbox.Job;
import atelier.sandbox.sprites.JobScript.Isolation;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is written to sprites and read from them: names, archives, scripts, verdicts, errors. */
final class SpriteTextsTest {
  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(most);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p", "Hällo, World!", "-", "a-very-long-name-of-a-project-that-goes-on"})
  void namesASpriteAfterItsNodeAndProject(String project) {
    String name = SpriteName.of("node", project);

    assertThat(name).matches("atelier-[0-9a-f]{12}-[a-z0-9-]{12,}").hasSizeLessThanOrEqualTo(63);
    assertThat(name).startsWith(SpriteName.prefix("node")).doesNotContain("--");
    assertThat(SpriteName.of("other", project)).isNotEqualTo(name);
    assertThat(SpriteName.of("node", project + "x")).isNotEqualTo(name);
  }

  @RepeatedTest(20)
  void writesArchivesThatTarReads(RepetitionInfo repetition, @TempDir Path folder)
      throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      String name = i + text(random, "abü -'\"$\\.", 60);
      files.put("d" + i + "/" + name + "/" + name, text(random, "xü\n\0", 2_000));
    }
    Files.write(folder.resolve("a.tar"), TarArchive.of(files, 1_700_000_000));
    Process tar =
        new ProcessBuilder("tar", "-xf", "a.tar").directory(folder.toFile()).start();

    assertThat(tar.waitFor()).isZero();
    files.forEach((path, content) ->
        assertThat(folder.resolve(path)).usingCharset(StandardCharsets.UTF_8).hasContent(content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x", "."})
  void archivesNothingOutsideOfTheFolder(String path) {
    assertThatThrownBy(() -> TarArchive.of(Map.of(path, ""), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @RepeatedTest(20)
  void quotesWords(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    String word = text(random, "a'\"$`\\ \n*;&|#", 30);
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + JobScript.quote(word)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NAMESPACES", "NONE"})
  void writesScriptsThatAShellReads(Isolation isolation, @TempDir Path folder) throws Exception {
    Job job = new Job(List.of("echo", "it's"), Map.of(), Duration.ofSeconds(1));
    Path script = Files.writeString(
        folder.resolve("run.sh"), JobScript.of(job, isolation, 1L << 20, Optional.empty()));

    assertThat(new ProcessBuilder("sh", "-n", script.toString()).start().waitFor())
        .isZero();
  }

  @Test
  void readsAVerdict() {
    Verdict verdict = Verdict.parse("""
        time 100.25 101.50
        limit cpu 1200 1500 2048
        0m0.010s 0m0.020s
        1m0.50s 0m0.25s
        """);

    assertThat(verdict.wallMs()).hasValue(1_250);
    assertThat(verdict.cpuMs()).isEqualTo(60_750);
    assertThat(verdict.limit()).contains(new Verdict.Limit("cpu", 1_200, 1_500, 2_048));
    assertThat(Verdict.parse("missing\ntime 1.0 2.0\n").isMissing()).isTrue();
    assertThat(Verdict.parse("broken: no tar\n").broken()).isEqualTo("no tar");
  }

  @RepeatedTest(200)
  void readsAnyVerdict(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String[] parts = {
      "time ",
      "limit ",
      "cpu ",
      "9",
      "99999999999999999999",
      ".5",
      " ",
      "\n",
      "0m",
      "s",
      "missing",
      "broken: ",
      "\0",
      "ü"
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }

    assertThat(Verdict.parse(text.toString()).cpuMs()).isNotNegative();
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, UNAUTHORIZED",
    "403, UNAUTHORIZED",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "410, GONE",
    "414, URL_TOO_LONG",
    "429, RATE_LIMITED",
    "500, SERVER",
    "503, SERVER"
  })
  void typesErrors(int status, Kind kind) {
    assertThat(ErrorResponse.of("try", status, "{\"error\":\"c\",\"message\":\"m\"}", "")
            .kind())
        .isEqualTo(kind);
    assertThat(ErrorResponse.of("try", status, "plain\n text", ""))
        .hasMessageContaining("plain text");
    assertThat(ErrorResponse.of("try", status, "", "").kind()).isEqualTo(kind);
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), 3);
    Random random = new Random(1);
    SpritesFailure limited = ErrorResponse.of("try", 429, "{\"retry_after_seconds\":2}", "9");

    assertThat(policy.waitAfter(limited, 1, random)).contains(Duration.ofSeconds(2));
    assertThat(policy.waitAfter(ErrorResponse.of("try", 429, "", "3"), 1, random))
        .contains(Duration.ofSeconds(3));
    assertThat(policy.waitAfter(ErrorResponse.of("try", 429, "", "99999"), 1, random))
        .contains(RetryPolicy.LONGEST_WAIT);
    assertThat(policy.waitAfter(limited, 3, random)).isEmpty();
    assertThat(policy.waitAfter(ErrorResponse.of("try", 404, "", ""), 1, random))
        .isEmpty();
    for (int made = 1; made < 3; made++) {
      Duration wait =
          policy.waitAfter(ErrorResponse.of("try", 500, "", ""), made, random).orElseThrow();
      assertThat(wait.toMillis()).isBetween(50L * made, 100L << made);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rules\":[{\"domain\":\"*\",\"action\":\"deny\"}]}                     | true",
        "{\"rules\":[]}                                                           | false",
        "{}                                                                       | false",
        "{\"rules\":[{\"include\":\"defaults\"},{\"domain\":\"*\",\"action\":\"deny\"}]} | false",
        "{\"rules\":[{\"domain\":\"*\",\"action\":\"allow\"}]}                    | false"
      })
  void takesOnlyADenialOfAllForOne(String json, boolean denies) {
    assertThat(NetworkPolicy.DENY_ALL.isIn(JsonMapper.shared().readTree(json))).isEqualTo(denies);
  }
}
