package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.Committed;
import atelier.event.Usage;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.llm.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitBotTest {
  private static String message(String given, boolean ask, Future<Reply> answer) {
    Tools tools = new ScriptedStudio(new SplittableRandom(1), 0).tools();
    Llm llm = new Llm() {
      @Override
      public Future<Reply> ask(Prompt prompt, Progress progress) {
        return answer;
      }

      @Override
      public Future<List<Health>> health() {
        return Future.succeededFuture(List.of());
      }
    };
    Tools asking = new Tools(
        "n",
        llm,
        tools.prompts(),
        tools.scanner(),
        tools.toolchains(),
        tools.sandbox(),
        tools.workspace(),
        tools.paths(),
        tools.research(),
        tools.knowledge(),
        new Tools.Habits(3, false, "A <a@b>", ask, Duration.ofSeconds(1)),
        passing -> {});
    GitBot.Commit task =
        new GitBot.Commit("p", "a.py", 1, "x", Instant.EPOCH, 1, given, "adds two numbers", false);
    var events = await(new GitBot().perform(task, asking));
    return ((Committed) events.get(0)).message();
  }

  private static Future<Reply> reply(String text) {
    return Future.succeededFuture(new Reply(text, false, Usage.NONE));
  }

  @Test
  void takesTheMessageThatCameWithTheFile() {
    assertThat(message("Add a sum", true, reply("never asked"))).isEqualTo("Add a sum");
  }

  @Test
  void asksForOneWhereNoneCameAndDerivesOneWhereNobodyAnswers() {
    assertThat(message("", true, reply("\"Add the sum\"\nmore"))).isEqualTo("Add the sum");
    assertThat(message("", true, reply("   "))).isEqualTo("Add a.py: adds two numbers");
    assertThat(message("", true, Future.failedFuture(new LlmFailure(LlmFailure.Kind.AUTH, "no"))))
        .isEqualTo("Add a.py: adds two numbers");
    assertThat(message("", false, reply("never asked"))).isEqualTo("Add a.py: adds two numbers");
  }

  @ParameterizedTest
  @CsvSource({"Commit: Add x, Add x", "**commit message:** `Fix y`, Fix y", "'- Add z', Add z"})
  void findsTheWordsInWhatModelsPutAroundThem(String said, String subject) {
    assertThat(GitBot.subject(said)).isEqualTo(subject);
  }

  @Test
  void keepsControlCharactersOutOfHistory() {
    assertThat(GitBot.subject("Add \u001b[31mred\u202e")).isEqualTo("Add  [31mred");
    assertThat(GitBot.subject("x".repeat(500))).hasSize(100);
  }
}
