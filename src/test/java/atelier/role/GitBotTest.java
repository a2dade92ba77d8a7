package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.ReviewEvent.Committed;
import atelier.event.Usage;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GitBotTest {
  private static String message(String written, boolean askForMessages, Future<Completion> answer) {
    Tools tools = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Llm llm = new Llm() {
      @Override
      public Future<Completion> complete(Prompt prompt, Progress progress) {
        return answer;
      }

      @Override
      public Future<List<Health>> health() {
        return Future.succeededFuture(List.of());
      }
    };
    Tools toolsWithModel = new Tools(
        "n",
        llm,
        tools.prompts(),
        tools.scanner(),
        tools.toolchains(),
        tools.sandbox(),
        tools.prober(),
        tools.packages(),
        tools.workspace(),
        tools.paths(),
        tools.research(),
        tools.knowledge(),
        new Tools.RolePolicy(
            3, false, "A <a@b>", askForMessages, Duration.ofSeconds(1), Tools.ProofPolicy.DEFAULT),
        passing -> {});
    GitBot.Commit task = new GitBot.Commit(
        "p",
        "a.py",
        1,
        "x",
        Instant.EPOCH,
        1,
        written,
        "adds two numbers",
        false,
        Optional.empty());
    var events = await(new GitBot().perform(task, toolsWithModel));
    return ((Committed) events.get(0)).message();
  }

  private static Future<Completion> completion(String text) {
    return Future.succeededFuture(new Completion(text, false, Usage.NONE));
  }

  @Test
  void usesTheMessageFromTheWritersAnswer() {
    assertThat(message("Add a sum", true, completion("unused"))).isEqualTo("Add a sum");
  }

  @Test
  void asksForAMissingMessageAndFallsBackToADefaultOne() {
    assertThat(message("", true, completion("\"Add the sum\"\nmore"))).isEqualTo("Add the sum");
    assertThat(message("", true, completion("   "))).isEqualTo("Add a.py: adds two numbers");
    assertThat(message("", true, Future.failedFuture(new LlmFailure(LlmFailure.Kind.AUTH, "no"))))
        .isEqualTo("Add a.py: adds two numbers");
    assertThat(message("", false, completion("unused"))).isEqualTo("Add a.py: adds two numbers");
  }
}
