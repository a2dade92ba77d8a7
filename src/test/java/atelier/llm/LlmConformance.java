package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Secret;
import atelier.config.Settings;
import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import atelier.rig.model.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How every provider must handle a server's behaviour: cases 35 to 41 of the hostile list. */
abstract class LlmConformance {
  private static final String KEY = "sk-secret-key-never-shown";

  private final Vertx vertx = Vertx.vertx();
  private final long firstTimer = vertx.setTimer(3_600_000, hour -> {});
  private ScriptedServer server;

  abstract String provider();

  /** A complete stream of thinking and these chunks of text. */
  abstract String whole(String... pieces);

  /** The same without an end. */
  abstract String unfinished(String... pieces);

  /** A stream that ends at the length limit. */
  abstract String atLimit(String... pieces);

  /** A chunk of text, then an error in the stream although the status was 200. */
  abstract String failing(String piece, String message);

  /** A stream with thinking alone. */
  abstract String thinkingOnly();

  abstract String models();

  @BeforeEach
  void serve() throws Exception {
    server = new ScriptedServer(vertx, models());
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Model model(String name, int slots) {
    String endpoint = server.url() + (provider().equals("openai") ? "/v1" : "");
    return new Model(
        provider(),
        name,
        endpoint,
        slots,
        8192,
        Duration.ofMillis(600),
        Duration.ofMillis(600),
        new Secret(KEY),
        "");
  }

  /** Retries with short delays. */
  private Llm routing(Settings.Llm settings) {
    return ModelRouter.create(vertx, settings, new Backoff(4));
  }

  private Llm llm() {
    return routing(new Settings.Llm(model("m", 1), List.of(), Map.of()));
  }

  private static Prompt prompt(String file, boolean fallback) {
    return new Prompt(
        "shop", "writer", file, 2, "You write.", "context", "task", null, 100, 0.2, 7, fallback);
  }

  private Completion ask() {
    return await(llm().complete(prompt("a.py", false), Llm.Progress.NONE));
  }

  private LlmFailure failure() {
    try {
      Completion reply = ask();
      throw new AssertionError("answered: " + reply);
    } catch (LlmFailure failure) {
      assertThat(failure.getMessage()).doesNotContain(KEY);
      return failure;
    }
  }

  @Test
  void doesNotCancelTheFirstTimerOfTheNode() {
    server.then(ScriptedServer.stream(whole("a"), 7));

    ask();

    assertThat(vertx.cancelTimer(firstTimer)).as("it was still there").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100_000})
  void returnsTheWholeTextForAnyChunkSize(int chunkBytes) {
    server.then(ScriptedServer.stream(whole("def ", "päckchen():\n", "  📦"), chunkBytes));

    Completion reply = ask();

    assertThat(reply.text()).isEqualTo("def päckchen():\n  📦");
    assertThat(reply.truncated()).isFalse();
    assertThat(reply.usage().promptTokens()).isEqualTo(812);
    assertThat(reply.usage().completionTokens()).isEqualTo(240);
    assertThat(reply.usage().model()).isEqualTo("m");
  }

  @Test
  void doesNotDecompressReplies() throws Exception {
    var packed = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
      gzip.write(whole("x".repeat(1 << 20)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    server.then(request -> request
        .response()
        .putHeader("content-encoding", "gzip")
        .end(io.vertx.core.buffer.Buffer.buffer(packed.toByteArray())));

    assertThat(failure().kind()).isIn(Kind.MALFORMED, Kind.TRUNCATED, Kind.TRANSPORT);
    assertThat(server.seen)
        .allSatisfy(seen -> assertThat(seen.headers()).doesNotContainKey("accept-encoding"));
  }

  @Test
  void sendsTheCallersIdentityInHeaders() {
    server.then(ScriptedServer.stream(whole("x"), 100));

    await(llm().complete(prompt("päth/a b.py", false), Llm.Progress.NONE));

    assertThat(server.seen.get(0).headers())
        .containsEntry("x-atelier-project", "shop")
        .containsEntry("x-atelier-role", "writer")
        .containsEntry("x-atelier-file", "p%C3%A4th/a%20b.py")
        .containsEntry("x-atelier-attempt", "2");
  }

  @Test
  void reportsProgressAsTokensArrive() {
    server.then(ScriptedServer.stream(whole("a", "b", "c"), 100_000));
    StringBuilder progressLog = new StringBuilder();

    await(llm()
        .complete(prompt("", false), (tokens, text) -> progressLog.append(text).append('|')));

    assertThat(progressLog).contains("a|", "ab|", "abc|");
  }

  @Test
  void marksAnAnswerAtTheLengthLimitAsTruncated() {
    server.then(ScriptedServer.stream(atLimit("half a"), 100));

    assertThat(ask().truncated()).isTrue();
  }

  @Test
  void failsIfTheStreamHasNoEnd() {
    server.then(ScriptedServer.stream(unfinished("half"), 100));

    assertThat(failure().kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(server.seen).hasSize(1 + Backoff.MAX_RETRIES);
  }

  @Test
  void failsIfTheConnectionBreaks() {
    String stream = unfinished("half a päck");
    server.then(ScriptedServer.broken(stream.substring(0, stream.length() - 9)));

    assertThat(failure().kind()).isIn(Kind.TRANSPORT, Kind.TRUNCATED);
  }

  @Test
  void retriesAfterATransientFailure() {
    server
        .then(ScriptedServer.status(503, "{\"error\":\"server busy\"}"))
        .then(ScriptedServer.broken(unfinished("half")))
        .then(ScriptedServer.stream(whole("whole"), 100));

    assertThat(ask().text()).isEqualTo("whole");
  }

  @Test
  void failsOnAnErrorInTheStream() {
    server.then(ScriptedServer.stream(failing("half", "the runner died"), 100));

    assertThat(failure().getMessage()).contains("the runner died");
  }

  @Test
  void failsOnAnEmptyAnswerAndOnThinkingAlone() {
    server
        .then(ScriptedServer.stream(whole(), 100))
        .then(ScriptedServer.stream(thinkingOnly(), 100));

    assertThat(failure().kind()).isEqualTo(Kind.MALFORMED);
    assertThat(failure().kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void failsOnAnEndlessAnswer() {
    String piece = "x".repeat(200_000);
    server.then(ScriptedServer.stream(
        unfinished(IntStream.range(0, 12).mapToObj(i -> piece).toArray(String[]::new)), 60_000));

    assertThat(failure().kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void failsOnAnEndlessLine() {
    server.then(ScriptedServer.stream("x".repeat(3 << 20), 60_000));

    assertThat(failure().kind()).isIn(Kind.MALFORMED, Kind.TRUNCATED);
  }

  @Test
  void failsOnEndlessBlanks() {
    server.then(ScriptedServer.stream(unfinished("{", " ".repeat(600), " ".repeat(600)), 100_000));

    assertThat(failure().kind()).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsIfNoTokenArrivesInTime(boolean begun) {
    server.then(ScriptedServer.silent(begun ? unfinished("x") : ""));

    LlmFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.TRANSPORT);
    assertThat(failure.getMessage()).contains("0.6 s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":{\"message\":\"bad key sk-secret-key-never-shown\"}} | AUTH | 1",
        "404 | {\"error\":\"model 'm' not found\"} | NOT_FOUND | 1",
        "400 | {\"error\":{\"message\":\"prompt is too long: context length\"}} | CONTEXT | 1",
        "400 | {\"error\":{\"message\":\"odd\"}} | BAD_REQUEST | 1",
        "413 | too large | CONTEXT | 1",
        "402 | {\"error\":{\"type\":\"billing_error\",\"message\":\"pay\"}} | QUOTA | 1",
        "500 | <html><body>Oops</body></html> | TRANSPORT | 3",
        "502 | '' | TRANSPORT | 3",
        "503 | {\"error\":\"server busy\"} | OVERLOADED | 3",
        "529 | {\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}} | OVERLOADED | 3",
        "429 | {\"error\":{\"message\":\"slow down\"}} | RATE | 3",
        "429 | {\"error\":{\"message\":\"cap\",\"details\":{\"error_code\":"
            + "\"enforced_spend_limit_reached\"}}} | QUOTA | 1"
      })
  void retriesTransientFailuresOnly(int status, String body, Kind kind, int asked) {
    server.then(ScriptedServer.status(status, body));

    assertThat(failure().kind()).isEqualTo(kind);
    assertThat(server.seen).hasSize(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, RATE",
    "3600, 1, QUOTA",
    "0.2, 3, RATE",
    "junk, 3, RATE",
    "'Wed, 21 Oct 2015 07:28:00 GMT', 3, RATE",
    "'Wed, 21 Oct 2099 07:28:00 GMT', 1, QUOTA"
  })
  void honoursRetryAfterUnlessItIsTooLong(String retryAfter, int asked, Kind kind) {
    server.then(ScriptedServer.status(429, "{\"error\":\"x\"}", "retry-after", retryAfter));

    assertThat(failure().kind()).isEqualTo(kind);
    assertThat(server.seen).hasSize(asked);
  }

  @Test
  void doesNotRetryIfTheServerForbidsIt() {
    server.then(ScriptedServer.status(500, "x", "x-should-retry", "false"));

    failure();

    assertThat(server.seen).hasSize(1);
  }

  /** Repeated, because once in thirty times a response was missed and waited for. */
  @RepeatedTest(30)
  void limitsConcurrentCallsPerEndpoint() {
    server.then(ScriptedServer.stream(whole("x"), 100));
    Llm two = routing(new Settings.Llm(model("m", 2), List.of(), Map.of()));

    await(Future.all(IntStream.range(0, 20)
        .mapToObj(i -> two.complete(prompt("f" + i, false), Llm.Progress.NONE))
        .toList()));

    assertThat(server.seen).hasSize(20);
    assertThat(server.mostAtOnce.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void fallsBackIfAModelIsMissingAndOnRequest() {
    server
        .then(ScriptedServer.status(404, "{\"error\":\"model not found\"}"))
        .then(ScriptedServer.stream(whole("from the other"), 100));
    Llm both = routing(new Settings.Llm(model("m", 1), List.of(model("o", 1)), Map.of()));

    Completion missing = await(both.complete(prompt("a", false), Llm.Progress.NONE));
    Completion asked = await(both.complete(prompt("a", true), Llm.Progress.NONE));

    assertThat(missing.usage().model()).isEqualTo("o");
    assertThat(asked.usage().model()).isEqualTo("o");
    assertThat(server.seen).hasSize(3);
  }

  @Test
  void callsTheModelOfTheRole() {
    server.then(ScriptedServer.stream(whole("x"), 100));
    Llm own = routing(new Settings.Llm(model("m", 1), List.of(), Map.of("writer", model("w", 1))));

    assertThat(
            await(own.complete(prompt("a", false), Llm.Progress.NONE)).usage().model())
        .isEqualTo("w");
  }

  @Test
  void isHealthyIfTheModelIsListedElseReportsARemedy() {
    Llm there = routing(new Settings.Llm(model("m", 1), List.of(), Map.of()));
    Llm missing = routing(new Settings.Llm(model("absent", 1), List.of(), Map.of()));

    assertThat(await(there.health())).allMatch(Llm.Health::ready);
    assertThat(await(missing.health()))
        .allMatch(health -> !health.ready()
            && health.problem().contains("absent")
            && !health.remedy().isEmpty());
  }
}
