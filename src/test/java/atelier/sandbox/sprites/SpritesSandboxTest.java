package atelier.sandbox.sprites;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.rig.sprites.SpritesStub.Logged;
import atelier.rig.sprites.StubFaults.ExecFault;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of sprites, and what the sandbox does under the faults of the service. */
final class SpritesSandboxTest {
  private static final Job HELLO = new Job(
      List.of("sh", "-c", "cat a; echo hällo; echo no >&2; exit 3"),
      Map.of("a", "content\n"),
      Duration.ofSeconds(10));

  private StubbedService service;
  private SpritesSandbox sandbox;

  @BeforeEach
  void start() throws IOException {
    service = new StubbedService();
    sandbox = service.sandbox("node");
  }

  @AfterEach
  void close() throws IOException {
    await(sandbox.close());
    service.close();
  }

  private JobResult hello() {
    return await(sandbox.forProject("p").run(HELLO));
  }

  private static void assertHello(JobResult result) {
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(3);
    assertThat(result.errorOutput()).isEqualTo("no\n");
    // The service may split the streams anywhere.
    assertThat(result.output()).hasSize("content\nhällo\nno\n".length());
  }

  private AbstractThrowableAssert<?, ?> assertFails(Kind kind) {
    return assertThatThrownBy(this::hello)
        .isInstanceOfSatisfying(
            SpritesFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private int indexOf(String method, String part) {
    List<Logged> log = service.stub.log;
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).method().equals(method) && log.get(i).uri().contains(part)) {
        return i;
      }
    }
    throw new AssertionError(method + " " + part + " is not in " + log);
  }

  @Test
  void setsThePolicyBeforeAnythingRunsAndDeletesTheSpriteAtTheEnd() {
    assertHello(hello());
    assertHello(hello());
    assertThat(service.stub.sprites()).containsExactly(SpriteName.of("node", "p"));
    await(sandbox.release("p"));

    assertThat(service.stub.sprites()).isEmpty();
    assertThat(indexOf("POST", "/v1/sprites")).isLessThan(indexOf("POST", "/policy/network"));
    assertThat(indexOf("GET", "/policy/network")).isLessThan(indexOf("PUT", "/fs/write"));
    assertThat(indexOf("GET", "/policy/network")).isLessThan(indexOf("UPGRADE", "/exec"));
  }

  @Test
  void writesNoSecretIntoAUrlAndKeepsUrlsShort() {
    Job job = new Job(
        List.of("echo", "x".repeat(50_000)),
        Map.of("key.txt", "the-key-of-a-project"),
        Map.of("KEY", "the-key-of-a-project"),
        atelier.sandbox.TimeLimit.ofWall(Duration.ofSeconds(10)));
    assertThat(await(sandbox.forProject("p").run(job)).output()).hasSize(50_001);

    assertThat(service.stub.log).allSatisfy(request -> {
      String uri = URLDecoder.decode(request.uri(), StandardCharsets.UTF_8);
      assertThat(uri).doesNotContain(StubbedService.TOKEN, "the-key").hasSizeLessThan(500);
    });
  }

  @Test
  void givesEachProjectASpriteAndDeletesThoseOfAnEarlierProcess() throws IOException {
    await(sandbox.forProject("p").run(HELLO));
    await(sandbox.forProject("q").run(HELLO));
    SpritesSandbox other = service.sandbox("other node");
    await(other.run(HELLO));
    assertThat(service.stub.sprites()).hasSize(3);

    SpritesSandbox restarted = service.sandbox("node");
    await(restarted.forProject("p").run(HELLO));

    assertThat(service.stub.sprites())
        .containsExactlyInAnyOrder(SpriteName.of("node", "p"), SpriteName.of("other node", ""));
    await(restarted.close());
    await(other.close());
    assertThat(service.stub.sprites()).isEmpty();
  }

  @Test
  void deletesManyOldSprites() {
    SpritesClient client = service.client();
    for (int i = 0; i < 120; i++) {
      await(client.ensure(SpriteName.of("node", "old" + i)));
    }
    SpritesSandbox restarted = service.sandbox("node");
    await(restarted.run(HELLO));

    assertThat(service.stub.sprites()).containsExactly(SpriteName.of("node", ""));
    await(restarted.close());
  }

  @Test
  void deletesTheSpriteOfTheToolsAtOnce() {
    assertThat(await(sandbox.tools())).isNotEmpty();
    assertThat(await(sandbox.forProject("p").tools())).isNotEmpty();

    assertThat(service.stub.sprites()).isEmpty();
  }

  @Test
  void deletesIdleSpritesButNotBusyOnes() {
    hello();
    Job slow = new Job(List.of("sleep", "1"), Map.of(), Duration.ofSeconds(10));
    Future<JobResult> running = sandbox.forProject("q").run(slow);
    await(sandbox.discardIdle(Duration.ofMinutes(1)));
    await(sandbox.discardIdle(Duration.ZERO));

    assertThat(await(running).succeeded()).isTrue();
    assertThat(service.stub.sprites()).containsExactly(SpriteName.of("node", "q"));
    assertHello(hello());
  }

  @Test
  void makesNoSpriteForJobsThatWaitWhenTheirProjectEnds() {
    hello();
    Job slow = new Job(List.of("sleep", "30"), Map.of(), Duration.ofSeconds(60));
    List<Future<JobResult>> all =
        Stream.generate(() -> sandbox.forProject("p").run(slow)).limit(5).toList();
    await(sandbox.release("p"));
    await(Future.join(all).otherwiseEmpty());

    assertThat(all).allMatch(Future::failed);
    assertThat(service.stub.sprites()).isEmpty();
    assertHello(hello());
  }

  @Test
  void makesASpriteAgainThatSomebodyDeleted() {
    assertHello(hello());
    await(service.client().delete(SpriteName.of("node", "p")));

    assertHello(hello());
  }

  @Test
  void runsNothingWithoutThePolicy() {
    service.stub.faults.ignorePolicy();

    assertFails(Kind.PROTOCOL).hasMessageContaining("network policy is not in force");
    assertThat(service.stub.log).noneMatch(request -> request.method().equals("UPGRADE"));
  }

  @Test
  void allowsTheNetworkIfConfigured() {
    SpritesSandbox open = service.sandbox("open", StubbedService.TOKEN, 300L << 20, true);

    assertHello(await(open.run(HELLO)));
    assertThat(open.limits().orElseThrow().network()).isTrue();
    await(open.close());
  }

  @Test
  void saysThatTheTokenIsRefused() {
    SpritesSandbox refused =
        await(service.sandbox("x", "another-token", 300L << 20, false).start());

    assertThat(refused.unavailableReason())
        .contains("401", "SPRITES_TOKEN", "the token is not valid")
        .doesNotContain("another-token");
    assertThat(await(refused.tools())).isEmpty();
    await(refused.close());
  }

  @Test
  void saysThatTheServiceDoesNotRespond() throws IOException {
    service.stub.close();
    SpritesSandbox alone =
        await(service.sandbox("x", StubbedService.TOKEN, 300L << 20, false).start());

    assertThat(alone.unavailableReason()).contains("does not respond", service.stub.url());
    await(alone.close());
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecFault.class,
      names = {
        "DROP_AFTER_EXIT", "DUPLICATE_EXIT", "TEXT_EXIT_FIRST", "TEXT_EXIT_ONLY",
        "FOUR_BYTE_EXIT", "UNKNOWN_TEXT", "SLOW_DRIP", "ONE_MESSAGE"
      })
  void understandsEachWayToEnd(ExecFault fault) {
    assertHello(hello());
    service.stub.faults.failRuns(fault);

    assertHello(hello());
    assertThat(service.stub.faults.areOver()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecFault.class,
      names = {"DROP_BEFORE_EXIT", "CLOSE_WITHOUT_EXIT", "ERROR_TEXT"})
  void neverTakesALostConnectionForAnEnd(ExecFault fault) {
    hello();
    service.stub.faults.failRuns(fault);

    assertFails(Kind.LOST).hasMessageContaining("its result is unknown");
    assertHello(hello());
  }

  @Test
  void startsNoRunAgainThatMayHaveBegun() {
    hello();
    int runs = service.stub.log.size();
    service.stub.faults.refuse(1, "UPGRADE", "/exec", 502, "");

    assertFails(Kind.SERVER);
    assertThat(service.stub.log.stream().skip(runs).filter(one -> one.uri().contains("/exec?")))
        .hasSize(1);
  }

  @Test
  void deletesASpriteOnWhichALostRunMayGoOn() {
    hello();
    service.stub.faults.failRuns(ExecFault.DROP_BEFORE_EXIT);
    service.stub.faults.refuse(5, "POST", "/kill", 500, "");

    assertFails(Kind.RUNNING_ON);
    assertHello(hello());
    assertThat(service.stub.log)
        .anyMatch(request -> request.method().equals("DELETE")
            && request.uri().endsWith(SpriteName.of("node", "p")));
  }

  @Test
  void waitsWhileTheServiceIsBusy() {
    service.stub.faults.limitCreation(2, 0.01);
    service.stub.faults.refuse(2, "PUT", "/fs/write", 503, "busy");
    service.stub.faults.refuse(1, "UPGRADE", "/exec", 503, "");
    service.stub.faults.refuse(1, "GET", "/fs/read", 500, "{\"error\":\"internal\"}");
    service.stub.faults.delayUpgrades(100);

    assertHello(hello());
    assertThat(service.stub.faults.areOver()).isTrue();
  }

  @Test
  void givesUpWhenTheServiceStaysBusy() {
    service.stub.faults.limitCreation(5, 0.01);

    assertFails(Kind.RATE_LIMITED).hasMessageContaining("too many sprites");
    assertHello(hello());
  }

  @Test
  void saysThatAUrlIsTooLong() {
    hello();
    service.stub.faults.limitUri(40);

    assertFails(Kind.URL_TOO_LONG);
  }

  @Test
  void endsARunOfWhichNothingIsHeard() {
    hello();
    service.stub.faults.failRuns(ExecFault.STALL);
    Job job = new Job(List.of("sleep", "4715"), Map.of(), Duration.ofMillis(300));

    JobResult result = await(sandbox.forProject("p").run(job));

    assertThat(result.end()).isEqualTo(JobResult.End.TIMED_OUT);
    assertThat(ProcessHandle.allProcesses()
            .filter(one -> one.info().commandLine().orElse("").contains("sleep 4715")))
        .isEmpty();
  }

  @Test
  void runsNothingAfterItsEnd() {
    hello();
    await(sandbox.close());

    assertFails(Kind.LOST);
    assertThat(service.stub.sprites()).isEmpty();
  }

  @Test
  void keepsConnectionsWhileTheGarbageIsCollected() {
    Job slow = new Job(
        List.of("sh", "-c", "for i in 1 2 3 4 5 6 7 8; do sleep 0.1; echo $i; done"),
        Map.of(),
        Duration.ofSeconds(10));
    hello();
    Future<JobResult> running = sandbox.forProject("p").run(slow);
    for (int i = 0; i < 5 && !running.isComplete(); i++) {
      System.gc();
    }

    assertThat(await(running).output()).endsWith("8\n");
  }
}
