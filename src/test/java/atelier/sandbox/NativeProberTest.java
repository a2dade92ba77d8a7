package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.sandbox.JobResult.End;
import atelier.sandbox.ProbePlan.Request;
import atelier.sandbox.ProbePlan.Step;
import atelier.sandbox.ProbeReport.StepReport;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans played with and without a sandbox. */
final class NativeProberTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ProbePlan.Limits LIMITS =
      new ProbePlan.Limits(LIMIT, LIMIT, Duration.ofSeconds(20));

  /** Counts in a file, so that its state outlives a restart. */
  private static final String SERVER = """
      import http.server, os, pathlib

      FILE = pathlib.Path("count.txt")

      class Handler(http.server.BaseHTTPRequestHandler):
          def reply(self, status, text):
              self.send_response(status)
              self.end_headers()
              self.wfile.write(text.encode())

          def do_GET(self):
              self.reply(200, FILE.read_text() if FILE.exists() else "0")

          def do_POST(self):
              FILE.write_text(self.rfile.read(int(self.headers["Content-Length"])).decode())
              self.reply(201, self.headers["X-Name"] + " ü")

      http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
      """;

  private static Vertx vertx;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    assertThat(new NativeProber(sandbox("none")).unavailableReason()).isEmpty();
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static Sandbox sandbox(String kind) {
    return sandbox(kind, 300L << 20);
  }

  private static Sandbox sandbox(String kind, long memoryBytes) {
    Settings.Runner settings = new Settings.Runner(kind, LIMIT, memoryBytes, false);
    Sandbox sandbox = await(SandboxFactory.create(vertx, settings));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
    return sandbox;
  }

  private static ProbePlan commands(Step... steps) {
    return new ProbePlan(Map.of(), Map.of(), LIMITS, List.of(steps), List.of(), List.of());
  }

  private static Step step(String... command) {
    return new Step(List.of(command), "", List.of());
  }

  private static Request request(String method, Optional<String> body) {
    return new Request(false, method, "/count", Map.of("X-Name", "n"), body);
  }

  private static StepReport python(String kind, String program) {
    ProbePlan plan = commands(step("python3", "main.py"));
    return await(new NativeProber(sandbox(kind)).play(plan, Map.of("main.py", program)))
        .steps()
        .get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void playsCommandsInOneFolder(String kind) {
    ProbePlan plan = new ProbePlan(
        Map.of("in/more.txt", "more ü\n"),
        Map.of("GREETING", "hello"),
        LIMITS,
        List.of(
            new Step(
                List.of("sh", "-c", "cat - in/more.txt > out; echo $GREETING"),
                "a\n",
                List.of("out", "nothing")),
            step("./tool.sh"),
            step("no-such-program")),
        List.of(),
        List.of());

    ProbeReport report = await(new NativeProber(sandbox(kind))
        .play(plan, Map.of("tool.sh", "#!/bin/sh\nwc -l < out; echo no >&2; exit 3\n")));

    assertThat(report.server()).isEmpty();
    assertThat(report.responses()).isEmpty();
    StepReport first = report.steps().get(0);
    assertThat(first.exit()).hasValue(0);
    assertThat(first.stdout()).isEqualTo("hello\n");
    assertThat(first.files()).containsEntry("out", "a\nmore ü\n").containsEntry("nothing", null);
    assertThat(report.steps().get(1))
        .extracting(StepReport::exit, StepReport::stdout, StepReport::stderr, StepReport::truncated)
        .containsExactly(Optional.of(3), "2\n", "no\n", false);
    assertThat(report.steps().get(2))
        .extracting(StepReport::exit, StepReport::notFound)
        .containsExactly(Optional.of(127), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void asksAServedProgramAndRestartsIt(String kind) {
    ProbePlan plan = new ProbePlan(
        Map.of(),
        Map.of(),
        LIMITS,
        List.of(),
        List.of("python3", "server.py"),
        List.of(
            request("POST", Optional.of("41")),
            new Request(true, "", "", Map.of(), Optional.empty()),
            request("GET", Optional.empty()),
            request("DELETE", Optional.empty())));

    ProbeReport report =
        await(new NativeProber(sandbox(kind)).play(plan, Map.of("server.py", SERVER)));

    assertThat(report.server().orElseThrow().started()).as(report.toString()).isTrue();
    assertThat(report.server().orElseThrow().stderr()).contains("GET /count");
    assertThat(report.responses())
        .extracting(one -> one.status() + one.body().lines().findFirst().orElse(""))
        .startsWith("201n ü", "0", "20041")
        .hasSize(4);
    assertThat(report.responses().get(3).status()).isEqualTo(501);
    assertThat(report.responses()).allSatisfy(one -> assertThat(one.error()).isEmpty());
  }

  @Test
  void hidesThePlanAndProtectsTheReport() {
    StepReport attack = python("bubblewrap", """
        import glob, os, sys
        print(repr(sys.stdin.read()))
        for path in glob.glob('/proc/[0-9]*/fd/[0-9]*') + glob.glob('/proc/[0-9]*/mem'):
            if path.split('/')[2] in (str(os.getpid()), 'self'):
                continue
            for mode in ('r', 'w'):
                try:
                    with open(path, mode) as file:
                        print('opened', path, file.read(100) if mode == 'r' else file.write('x'))
                except OSError:
                    pass
        print(os.getppid(), os.path.exists('/proc/1/fd/0'))
        try:
            os.kill(1, 9)
        except OSError:
            pass
        """);

    assertThat(attack.stdout()).isEqualTo("''\n1 False\n");
    assertThat(attack.stderr()).isEmpty();
  }

  @Test
  void reportsOutputOfAnyLength() {
    StepReport flood = python("bubblewrap", """
        import os, sys
        for _ in range(200):
            os.write(1, b'\\xff\\0"' * (1 << 18))
            os.write(2, 'ü'.encode() * (1 << 16))
        """);

    assertThat(flood.exit()).hasValue(0);
    assertThat(flood.truncated()).isTrue();
    assertThat(flood.stdout()).startsWith("\ufffd\0\"\ufffd").hasSizeGreaterThan(10_000);
    assertThat(flood.stderr()).matches("ü{10000,}");
  }

  @Test
  void endsACommandWithAllItsProcessesAtTheLimit() {
    ProbePlan.Limits limits = new ProbePlan.Limits(Duration.ofSeconds(1), LIMIT, LIMIT);
    ProbePlan plan = new ProbePlan(
        Map.of(),
        Map.of(),
        limits,
        List.of(
            step("sh", "-c", "trap '' TERM; setsid sleep 4712 & sleep 4712"),
            step("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")),
        List.of(),
        List.of());

    ProbeReport report = await(new NativeProber(sandbox("bubblewrap")).play(plan, Map.of()));

    assertThat(report.steps().get(0))
        .extracting(StepReport::timedOut, StepReport::exit, StepReport::signal)
        .containsExactly(true, Optional.empty(), Optional.empty());
    assertThat(report.steps().get(1).stdout()).doesNotContain("sleep 4712");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void endsACommandAtTheLimitOfProcessorTime(String kind) {
    Optional<Duration> cpu = Optional.of(Duration.ofMillis(300));
    Duration wall = Duration.ofMinutes(1);
    ProbePlan plan = new ProbePlan(
        Map.of(),
        Map.of(),
        new ProbePlan.Limits(wall, cpu, wall, wall.multipliedBy(2)),
        List.of(step("sleep", "0.5"), step("sh", "-c", "while :; do :; done")),
        List.of(),
        List.of());

    ProbeReport report = await(new NativeProber(sandbox(kind)).play(plan, Map.of()));

    assertThat(report.steps().get(0).exit()).hasValue(0);
    assertThat(report.steps().get(1).timedOut()).isTrue();
    assertThat(report.steps().get(1).cpuMs().orElseThrow()).isGreaterThan(300);
    assertThat(report.steps().get(1).ms()).isLessThan(wall.toMillis());
  }

  @Test
  void aForkBombEndsTheSandboxOrItsStepAlone() {
    ProbePlan.Limits limits = new ProbePlan.Limits(Duration.ofSeconds(2), LIMIT, LIMIT);
    Step bomb = step("sh", "-c", "f() { f | f & }; f; wait");
    Step next = step("echo", "next");
    ProbePlan plan =
        new ProbePlan(Map.of(), Map.of(), limits, List.of(bomb, next), List.of(), List.of());

    try {
      ProbeReport report =
          await(new NativeProber(sandbox("bubblewrap", 8L << 30)).play(plan, Map.of()));
      // On a slow machine its step ends before it has too many processes.
      assertThat(report.steps().get(1).stdout()).as(report.toString()).isEqualTo("next\n");
    } catch (ProbeFailure failure) {
      assertThat(failure.end()).isEqualTo(End.TOO_MANY_PROCESSES);
      assertThat(failure).hasMessageContaining("processes and threads (limit 512)");
    }
  }

  @Test
  void failsIfTheProgramUsesTooMuchMemory() {
    assertThatThrownBy(() -> python("bubblewrap", "x = []\nwhile True: x.append('x' * (1 << 20))"))
        .isInstanceOfSatisfying(
            ProbeFailure.class, failure -> assertThat(failure.end()).isEqualTo(End.OUT_OF_MEMORY))
        .hasMessageContaining("runner.memory");
  }

  @Test
  void failsIfThePlanIsRefused() {
    assertThatThrownBy(() -> await(new NativeProber(sandbox("none"))
            .play(commands(new Step(List.of(), "", List.of())), Map.of())))
        .isInstanceOf(ProbeFailure.class)
        .hasMessageContaining("a step has no command");
  }

  @Test
  void extractsTheProberOnceAndAgainIfItIsDeleted() throws Exception {
    Path file = NativeProgram.PROBER.path();
    assertThat(NativeProgram.PROBER.path()).isEqualTo(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r-xr-xr-x");
    Files.delete(file);
    assertThat(NativeProgram.PROBER.path()).isNotEqualTo(file).isExecutable();
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left.filter(path -> path.getFileName()
              .toString()
              .startsWith("atelier-prober-" + ProcessHandle.current().pid())))
          .hasSize(1);
    }
  }
}
