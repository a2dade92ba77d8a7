package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxLimits;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the Writer of a test sees when it writes the first version. */
final class FirstTestPromptTest {
  @Test
  void seesExamplesAndNotTheCodeThatItTests() {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    PlayedProject played = new PlayedProject(
            new NoSandbox(),
            scripted.toolchains(),
            prompt -> prompt.purpose() == Purpose.WRITE
                ? "Commit: Write it\n```\nbody of " + prompt.file() + "\n```\n"
                : "",
            prompt -> "{\"examples\":[{\"name\":\"ten\",\"quote\":\"below 10\","
                + "\"command\":\"limit 10\",\"expect\":{\"exit\":7}}]}")
        .play(
            new TreeMap<>(Map.of(
                "limit.py",
                List.of(),
                "test_limit.py",
                List.of("limit.py"),
                "use.py",
                List.of("limit.py"))),
            List.of("check"));

    assertThat(prompt(played, "test_limit.py").task())
        .contains("below 10", "limit 10", "\"exit\":7")
        .doesNotContain("body of limit.py");
    assertThat(prompt(played, "use.py").task())
        .contains("body of limit.py")
        .doesNotContain("\"exit\":7");
  }

  @Test
  void seesTheToolsAndLimitsOfTheMachine() {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    PlayedProject played = new PlayedProject(
            new NoSandbox(),
            scripted.toolchains(),
            prompt -> "Commit: Write it\n```\nbody of " + prompt.file() + "\n```\n",
            prompt -> "{\"examples\":[]}")
        .play(new TreeMap<>(Map.of("a.py", List.of(), "b.py", List.of())), List.of("check"));

    assertThat(prompt(played, "a.py").context())
        .startsWith("# The machine that runs it\n")
        .contains("7 s of processor time", "64 MiB", "Installed: python3 3.11.2.")
        .isEqualTo(prompt(played, "b.py").context());
  }

  @Test
  void announcesTheToolsThatRunAndWithoutASandboxThoseThatCheck() {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();

    assertThat(await(Capabilities.runnableTools(new NoSandbox(), scripted.toolchains())))
        .containsExactly("python3 3.11.2");
    assertThat(await(Capabilities.runnableTools(scripted.sandbox(), scripted.toolchains())))
        .isEqualTo(await(scripted.toolchains().installed()));
  }

  /** Runs nothing: only the prompts are looked at. */
  private record NoSandbox() implements Sandbox {
    @Override
    public String name() {
      return "off";
    }

    @Override
    public Future<List<String>> tools() {
      return Future.succeededFuture(List.of("python3 3.11.2"));
    }

    @Override
    public Optional<SandboxLimits> limits() {
      return Optional.of(
          new SandboxLimits(Duration.ofSeconds(7), Duration.ofSeconds(70), 64L << 20, false));
    }

    @Override
    public String unavailableReason() {
      return "runs are off";
    }

    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture(new IllegalStateException("runs are off"));
    }
  }

  private static Prompt prompt(PlayedProject played, String file) {
    return played.prompts.stream()
        .filter(prompt -> prompt.file().equals(file))
        .findFirst()
        .orElseThrow();
  }
}
