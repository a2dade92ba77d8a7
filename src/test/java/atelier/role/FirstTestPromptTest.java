package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
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

  /** Runs nothing: only the prompts are looked at. */
  private record NoSandbox() implements Sandbox {
    @Override
    public String name() {
      return "off";
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
