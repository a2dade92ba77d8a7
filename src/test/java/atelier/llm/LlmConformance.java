package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Settings;
import atelier.llm.LlmFailure.Kind;
import atelier.rig.model.ScriptedServer;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How every provider must handle a server's behaviour: streams ({@link LlmStreamConformance}) and,
 * here, errors, retries, limits, fallbacks and health. The test of a provider extends this class.
 */
abstract class LlmConformance extends LlmStreamConformance {
  @Test
  void doesNotCancelTheFirstTimerOfTheNode() {
    server.then(ScriptedServer.stream(whole("a"), 7));

    ask();

    assertThat(vertx.cancelTimer(firstTimer)).as("it was still there").isTrue();
  }

  @Test
  void retriesAfterATransientFailure() {
    server
        .then(ScriptedServer.status(503, "{\"error\":\"server busy\"}"))
        .then(ScriptedServer.broken(unfinished("half")))
        .then(ScriptedServer.stream(whole("whole"), 100));

    assertThat(ask().text()).isEqualTo("whole");
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
  void isHealthyIfTheModelIsListed() {
    Llm there = routing(new Settings.Llm(model("m", 1), List.of(), Map.of()));

    assertThat(await(there.health()))
        .allMatch(health -> health.ready() && health.problem().isEmpty());
  }
}
