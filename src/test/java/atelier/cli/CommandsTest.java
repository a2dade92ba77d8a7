package atelier.cli;

import atelier.cli.context.DoctorSubjects;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Settings;
import atelier.event.Event;
import atelier.language.CheckReport;
import atelier.language.Toolchains;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
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

  private CommandHarness desk;

  @BeforeEach
  void sitDown() {
    desk = new CommandHarness(folder);
  }

  @Test
  void tellsItsVersionAndItsCommands() {
    assertThat(desk.type("--version")).isZero();
    assertThat(desk.out()).startsWith("atelier ");

    assertThat(desk.type("--help")).isZero();
    assertThat(desk.out()).contains("serve", "run", "rehearse", "doctor", "config", "Exit codes");

    assertThat(desk.type("run", "--help")).isZero();
    assertThat(desk.out()).contains("--project", "--out", "--ask", "--no-run", "--record");
  }

  @Test
  void servesWhenNoCommandIsGivenUntilItIsInterrupted() {
    desk.node.health =
        List.of(new Llm.Health("m", "http://x", false, "It is down.", "ollama serve"));
    interruptOnceUp();

    assertThat(desk.type("-cluster", "--set", "cluster.size=3")).isZero();

    assertThat(desk.out())
        .contains("Atelier is up with 2 agents")
        .contains("Model m at http://x: It is down.", "ollama serve")
        .contains("Resuming 2 projects");
    assertThat(desk.node.calls).containsExactly("close");
    assertThat(settings().cluster().enabled()).isTrue();
    assertThat(settings().cluster().size()).isEqualTo(3);
  }

  @Test
  void takesCommonOptionsBeforeAndAfterTheCommand() {
    interruptOnceUp();

    assertThat(desk.type("--port", "4001", "-cluster", "serve", "--host", "0.0.0.0"))
        .isZero();

    assertThat(settings().http().port()).isEqualTo(4001);
    assertThat(settings().http().host()).isEqualTo("0.0.0.0");
    assertThat(settings().cluster().enabled()).isTrue();
  }

  @Test
  void rehearsesWithRecordedAnswersWhateverIsConfigured() {
    desk.node.afterRequest.add(new Event.ProjectFinished("succeeded", "", 0));

    var code = desk.type("rehearse", "--set", "llm.roles.writer.provider=anthropic");

    assertThat(code).isZero();
    assertThat(desk.out()).contains("recorded", "everything else is real", "Repository: ");
    assertThat(settings().llm().primary().provider()).isEqualTo("rehearsal");
    assertThat(settings().llm().roles()).isEmpty();
    assertThat(settings().dataFolder().toString()).contains("atelier-rehearsal-");
    assertThat(settings().dataFolder().toFile().delete()).isTrue();
  }

  @Test
  void showsEverySettingWithItsSource() {
    desk.environment.put("ANTHROPIC_API_KEY", "sk-topsecret");

    assertThat(desk.type("config", "--port", "4001")).isZero();
    assertThat(desk.out()).containsPattern("http\\.port +4001 +--port").doesNotContain("topsecret");

    assertThat(desk.type("config", "--json")).isZero();
    assertThat(desk.out()).contains("anthropic.key").doesNotContain("topsecret");
    assertThat(json())
        .anySatisfy(row -> assertThat(row.path("key").asString()).isEqualTo("llm.provider"));
  }

  @Test
  void findsNothingWrongOnAHealthyMachine() {
    desk.instruments = (vertx, settings) -> instruments(true, "");

    assertThat(desk.type("doctor", "--port", "0")).isZero();
    assertThat(desk.out())
        .contains("m at http://x answers", "python3 3.11", "bubblewrap", "scanner", "clock");
  }

  @Test
  void saysWhatMendsWhatAndExitsWithThreeWithoutAModel() {
    desk.instruments =
        (vertx, settings) -> instruments(false, "bwrap is not installed: apt install bubblewrap");

    assertThat(desk.type("doctor")).isEqualTo(3);
    assertThat(desk.out())
        .containsPattern("fail +model +m at http://x: It is down")
        .contains("mend it: ollama pull m")
        .containsPattern("warn +sandbox +auto: bwrap is not installed")
        .contains("apt install bubblewrap");

    assertThat(desk.type("doctor", "--json")).isEqualTo(3);
    assertThat(json()).anySatisfy(row -> {
      assertThat(row.path("subject").asString()).isEqualTo("model");
      assertThat(row.path("state").asString()).isEqualTo("fail");
    });
  }

  private void interruptOnceUp() {
    desk.node.whenAskedForActive = () -> desk.interrupt.run();
  }

  private Settings settings() {
    var settings = desk.settings;
    assertThat(settings).isNotNull();
    return settings;
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(desk.out());
  }

  private static DoctorSubjects instruments(boolean ready, String sandboxMissing) {
    var health = ready
        ? new Llm.Health("m", "http://x", true, "", "")
        : new Llm.Health("m", "http://x", false, "It is down", "ollama pull m");
    return new DoctorSubjects(
        new FixedLlm(health),
        new OnlyPython(),
        new NeverRuns(ready ? "bubblewrap" : "auto", sandboxMissing),
        () -> (path, text) -> List.of());
  }

  private record FixedLlm(Llm.Health state) implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return Future.failedFuture(new IllegalStateException("a doctor asks nothing"));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of(state));
    }
  }

  private record OnlyPython() implements Toolchains {
    @Override
    public Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned) {
      return Future.failedFuture(new IllegalStateException("a doctor checks no files"));
    }

    @Override
    public Optional<List<String>> runCommand(String path, String text) {
      return Optional.empty();
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
      return Future.failedFuture(new IllegalStateException("a doctor runs nothing"));
    }
  }
}
