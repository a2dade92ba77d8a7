package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.cancel.Cancellation;
import atelier.config.Secret;
import atelier.config.Settings;
import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import atelier.rig.model.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every provider must read the stream of an answer, complete or not. */
abstract class LlmStreamConformance {
  private static final String KEY = "sk-secret-key-never-shown";

  final Vertx vertx = Vertx.vertx();
  final long firstTimer = vertx.setTimer(3_600_000, hour -> {});
  ScriptedServer server;

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

  Model model(String name, int slots) {
    return model(name, slots, Duration.ofMillis(600));
  }

  private Model model(String name, int slots, Duration patience) {
    String endpoint = server.url() + (provider().equals("openai") ? "/v1" : "");
    return new Model(
        provider(), name, endpoint, slots, 8192, patience, patience, new Secret(KEY), "");
  }

  /** Retries with short delays. */
  Llm routing(Settings.Llm settings) {
    return ModelRouter.create(vertx, settings, new Backoff(4));
  }

  Llm llm() {
    return routing(new Settings.Llm(model("m", 1), List.of(), Map.of()));
  }

  private Llm llm(Duration patience) {
    return routing(new Settings.Llm(model("m", 1, patience), List.of(), Map.of()));
  }

  static Prompt prompt(String file, boolean fallback) {
    return new Prompt(
        "shop",
        "writer",
        Purpose.WRITE,
        file,
        2,
        "You write.",
        "context",
        "task",
        null,
        100,
        0.2,
        7,
        fallback);
  }

  Completion ask() {
    return await(llm().complete(prompt("a.py", false), Llm.Progress.NONE));
  }

  LlmFailure failure() {
    try {
      Completion reply = ask();
      throw new AssertionError("answered: " + reply);
    } catch (LlmFailure failure) {
      assertThat(failure.getMessage()).doesNotContain(KEY);
      return failure;
    }
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
        .containsEntry("x-atelier-purpose", "write")
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
  @ValueSource(booleans = {true, false})
  void aCancelledCallClosesItsConnectionAndFreesItsSlot(boolean begun) {
    Promise<Void> asked = Promise.promise();
    Promise<Void> closed = Promise.promise();
    server
        .then(request -> {
          request.connection().closeHandler(closed::tryComplete);
          ScriptedServer.silent(begun ? unfinished("x") : "").answer(request);
          asked.complete();
        })
        .then(ScriptedServer.stream(whole("next"), 100));
    Llm llm = llm(Duration.ofMinutes(5));
    Cancellation cancellation = new Cancellation();
    Promise<Void> begins = Promise.promise();
    Llm.Progress progress = (tokens, text) -> begins.tryComplete();

    Future<Completion> call = llm.complete(prompt("a.py", false), progress.until(cancellation));
    Future<Completion> next = llm.complete(prompt("b.py", false), Llm.Progress.NONE);
    await(asked.future());
    if (begun) {
      await(begins.future());
    }
    cancellation.cancel();

    await(closed.future());
    assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
    assertThat(await(next).text()).isEqualTo("next");
    assertThat(server.seen).as("it is not asked again").hasSize(2);
  }

  @Test
  void aCallThatWasCancelledBeforeIsNotMade() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThatThrownBy(
            () -> await(llm().complete(prompt("a", false), Llm.Progress.NONE.until(cancellation))))
        .isInstanceOf(CancellationException.class);
    assertThat(server.seen).isEmpty();
  }
}
