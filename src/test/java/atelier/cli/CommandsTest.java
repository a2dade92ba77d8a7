package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.cli.context.DoctorSubjects;
import atelier.config.Settings;
import atelier.event.Event;
import atelier.language.CheckReport;
import atelier.language.Toolchains;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.node.Components;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
  @TempDir
  Path folder;

  private CommandHarness harness;

  @BeforeEach
  void setUp() {
    harness = new CommandHarness(folder);
  }

  @Test
  void printsVersionAndHelp() {
    assertThat(harness.run("--version")).isZero();
    assertThat(harness.out()).startsWith("atelier ");

    assertThat(harness.run("--help")).isZero();
    assertThat(harness.out())
        .contains("serve", "run", "rehearse", "doctor", "config", "Exit codes");

    assertThat(harness.run("run", "--help")).isZero();
    assertThat(harness.out()).contains("--project", "--out", "--ask", "--no-run", "--record");
  }

  @Test
  void servesUntilInterruptedIfNoCommandIsGiven() {
    harness.node.health =
        List.of(new Llm.Health("m", "http://x", false, "It is down.", "ollama serve"));
    interruptAfterStart();

    assertThat(harness.run("-cluster", "--set", "cluster.size=3")).isZero();

    assertThat(harness.out())
        .contains("Atelier is up with 2 agents")
        .contains("Model m at http://x: It is down.", "ollama serve")
        .contains("Resuming 2 projects");
    assertThat(harness.node.calls).containsExactly("close");
    assertThat(settings().cluster().enabled()).isTrue();
    assertThat(settings().cluster().size()).isEqualTo(3);
  }

  @Test
  void acceptsCommonOptionsBeforeAndAfterTheCommand() {
    interruptAfterStart();

    assertThat(harness.run("--port", "4001", "-cluster", "serve", "--host", "0.0.0.0"))
        .isZero();

    assertThat(settings().http().port()).isEqualTo(4001);
    assertThat(settings().http().host()).isEqualTo("0.0.0.0");
    assertThat(settings().cluster().enabled()).isTrue();
  }

  @Test
  void rehearsalOverridesTheConfiguredModels() {
    harness.node.afterRequest.add(new Event.ProjectFinished("succeeded", "", 0, ""));

    var code = harness.run("rehearse", "--set", "llm.roles.writer.provider=anthropic");

    assertThat(code).isZero();
    assertThat(harness.out()).contains("recorded", "everything else is real", "Repository: ");
    assertThat(settings().llm().primary().provider()).isEqualTo("rehearsal");
    assertThat(settings().llm().roles()).isEmpty();
    assertThat(settings().dataFolder().toString()).contains("atelier-rehearsal-");
    assertThat(settings().dataFolder().toFile().delete()).isTrue();
  }

  @Test
  void printsEverySettingWithItsSource() {
    harness.environment.put("ANTHROPIC_API_KEY", "sk-topsecret");

    assertThat(harness.run("config", "--port", "4001")).isZero();
    assertThat(harness.out())
        .containsPattern("http\\.port +4001 +--port")
        .doesNotContain("topsecret");

    assertThat(harness.run("config", "--json")).isZero();
    assertThat(harness.out()).contains("anthropic.key").doesNotContain("topsecret");
    assertThat(json())
        .anySatisfy(row -> assertThat(row.path("key").asString()).isEqualTo("llm.provider"));
  }

  @Test
  void doctorReportsNoFailureOnAHealthyMachine() {
    harness.doctorSubjects = (vertx, settings) -> doctorSubjects(true, "");

    assertThat(harness.run("doctor", "--port", "0")).isZero();
    assertThat(harness.out())
        .contains("m at http://x answers", "python3 3.11", "bubblewrap", "scanner", "clock")
        .contains("; jobs run as you");
  }

  @Test
  void doctorSuggestsFixesAndExitsWithThreeWithoutAModel() {
    harness.doctorSubjects = (vertx, settings) ->
        doctorSubjects(false, "bwrap is not installed: apt install bubblewrap");

    assertThat(harness.run("doctor")).isEqualTo(3);
    assertThat(harness.out())
        .containsPattern("fail +model +m at http://x: It is down")
        .contains("fix: ollama pull m")
        .containsPattern("warn +sandbox +auto: bwrap is not installed")
        .contains("apt install bubblewrap");

    assertThat(harness.run("doctor", "--json")).isEqualTo(3);
    assertThat(json()).anySatisfy(row -> {
      assertThat(row.path("subject").asString()).isEqualTo("model");
      assertThat(row.path("state").asString()).isEqualTo("fail");
    });
  }

  @Test
  void doctorReportsADataFolderThatANodeRefuses() throws IOException {
    harness.doctorSubjects = Components::doctorSubjects;
    Files.createFile(Files.createDirectory(folder.resolve("data")).resolve("projects"));

    harness.run(
        "doctor",
        "--data",
        folder.resolve("data").toString(),
        "--set",
        "llm.provider=rehearsal",
        "--set",
        "runner.sandbox=none");

    assertThat(harness.out()).containsPattern("fail +data +.*projects is not a folder");
  }

  private void interruptAfterStart() {
    harness.node.whenActiveIsCalled = () -> harness.interrupt.run();
  }

  private Settings settings() {
    var settings = harness.settings;
    assertThat(settings).isNotNull();
    return settings;
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(harness.out());
  }

  private static DoctorSubjects doctorSubjects(boolean ready, String sandboxMissing) {
    var health = ready
        ? new Llm.Health("m", "http://x", true, "", "")
        : new Llm.Health("m", "http://x", false, "It is down", "ollama pull m");
    return new DoctorSubjects(
        new FixedLlm(health),
        new OnlyPython(),
        new NeverRuns(ready ? "bubblewrap" : "auto", sandboxMissing),
        DoctorSubjects.Installable.UNKNOWN,
        () -> (path, text) -> List.of(),
        Optional::empty);
  }

  private record FixedLlm(Llm.Health state) implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return Future.failedFuture(new IllegalStateException("doctor asks no model"));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of(state));
    }
  }

  private record OnlyPython() implements Toolchains {
    @Override
    public Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned) {
      return Future.failedFuture(new IllegalStateException("doctor checks no files"));
    }

    @Override
    public Future<java.util.Set<String>> languages() {
      return Future.succeededFuture(java.util.Set.of("python"));
    }

    @Override
    public Optional<String> languageOf(String path) {
      return Optional.empty();
    }

    @Override
    public Future<List<String>> installed() {
      return Future.succeededFuture(List.of("python3 3.11"));
    }
  }

  private record NeverRuns(String name, String unavailableReason) implements Sandbox {
    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture(new IllegalStateException("doctor runs no code"));
    }

    @Override
    public String user() {
      return "jobs run as you";
    }
  }
}
