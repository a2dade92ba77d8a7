package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Usage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log stores prompts and answers for people and never delays or fails a call. */
final class CallLogTest {
  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();

  /** Answers with the prompt; fails for a prompt that starts with "no". */
  private static final class Echo implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return prompt.task().startsWith("no")
          ? Future.failedFuture(new IllegalStateException("not today"))
          : Future.succeededFuture(
              new Completion("echo " + prompt.task(), false, new Usage("echo", 3, 2, 7)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  private CallLog log() {
    return new CallLog(vertx, new Echo(), folder, "pi-1");
  }

  private static Prompt prompt(String task) {
    return Prompt.plainText("shop", "writer", Purpose.WRITE, "a.py", "you write", task, 100);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void storesPromptsAndAnswersAcrossARestart() {
    CallLog log = log();
    await(log.complete(prompt("one"), Llm.Progress.NONE));
    Future<Completion> refused = log.complete(prompt("no"), Llm.Progress.NONE);
    assertThat(refused.failed()).isTrue();
    await(log.calls("shop"));
    CallLog again = log();
    await(again.complete(prompt("two"), Llm.Progress.NONE));

    List<CallLog.Call> calls = await(again.calls("shop"));

    assertThat(calls).extracting(CallLog.Call::number).containsExactly(1, 2, 3);
    assertThat(calls).extracting(CallLog.Call::problem).containsExactly("", "not today", "");
    assertThat(calls.get(0).completionTokens()).isEqualTo(2);
    CallLog.Conversation second = await(again.call("shop", 3));
    assertThat(second.prompt()).isEqualTo("two");
    assertThat(second.answer()).isEqualTo("echo two");
    assertThat(second.system()).isEqualTo("you write");
    assertThat(await(again.calls("other"))).isEmpty();
    assertThatThrownBy(() -> await(again.call("shop", 9))).hasMessageContaining("no call 9");
  }

  @Test
  void numbersConcurrentCallsUniquely() {
    CallLog log = log();
    await(Future.all(IntStream.range(0, 50)
        .mapToObj(i -> log.complete(prompt("q" + i), Llm.Progress.NONE))
        .toList()));

    assertThat(await(log.calls("shop")))
        .extracting(CallLog.Call::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void skipsAndRepairsAnIncompleteLine() throws Exception {
    CallLog log = log();
    await(log.complete(prompt("one"), Llm.Progress.NONE));
    await(log.calls("shop"));
    Path index = folder.resolve("shop/index.ndjson");
    Files.writeString(index, "{\"number\":2,\"no", StandardOpenOption.APPEND);

    await(log.complete(prompt("two"), Llm.Progress.NONE));

    assertThat(await(log.calls("shop"))).extracting(CallLog.Call::number).containsExactly(1, 2);
    assertThat(Files.readString(index).lines()).hasSize(2);
  }

  @Test
  void returnsTheAnswerIfTheLogCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("shop"), "in the way");
    CallLog log = log();

    assertThat(await(log.complete(prompt("one"), Llm.Progress.NONE)).text()).isEqualTo("echo one");
  }
}
