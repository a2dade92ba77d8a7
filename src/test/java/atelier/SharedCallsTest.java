package atelier;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Usage;
import atelier.llm.CallLog;
import atelier.llm.CallLog.Call;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.message.Ownership;
import atelier.node.ClusterCallLog;
import atelier.studio.Studio;
import atelier.web.ModelCallLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every node tells of the calls of all, and names those whose it cannot tell. */
final class SharedCallsTest {
  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private CallLog atA;
  private CallLog atB;
  private ClusterCallLog fromA;
  private ClusterCallLog fromB;

  /** Says the name of its node. */
  private record Named(String name) implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return Future.succeededFuture(new Completion(name, false, new Usage("m", 1, 1, 1)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  /** The cluster as a node sees it: c is a member, and says nothing. */
  private record Seen(String self) implements Ownership {
    @Override
    public String ownerOf(String project) {
      return "a";
    }

    @Override
    public Set<String> nodes() {
      return Set.of("a", "b", "c");
    }

    @Override
    public void watch(Runnable changed) {
      // Nobody comes or goes.
    }
  }

  @BeforeEach
  void start() {
    atA = new CallLog(vertx, new Named("a"), folder.resolve("a"), "a");
    atB = new CallLog(vertx, new Named("b"), folder.resolve("b"), "b");
    fromA = new ClusterCallLog(vertx, new Seen("a"), atA, () -> Set.of("d"));
    fromB = new ClusterCallLog(vertx, new Seen("b"), atB, () -> Set.of("d"));
    await(Future.all(fromA.start(), fromB.start()));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static void ask(CallLog log) {
    await(log.complete(Prompt.plainText("shop", "writer", "a.py", "s", "t", 10), Llm.Progress.NONE));
    // What was asked is written down behind the answer, before anything else is read.
    await(log.calls("shop"));
  }

  @Test
  void bothNodesTellTheSame() {
    ask(atB);
    ask(atA);
    ask(atB);

    ModelCallLog.Calls told = await(fromA.list("shop"));

    assertThat(told.calls()).extracting(Call::node).containsExactly("b", "a", "b");
    assertThat(told.calls()).extracting(Call::number).containsExactly(1, 1, 2);
    assertThat(told.absent()).containsExactly("c", "d");
    assertThat(await(fromB.list("shop"))).isEqualTo(told);
  }

  @Test
  void oneCallIsFetchedFromTheNodeThatAsked() {
    ask(atA);
    ask(atB);

    assertThat(await(fromA.find("shop", "b", 1)).answer()).isEqualTo("b");
    assertThat(await(fromB.find("shop", "b", 1)).answer()).isEqualTo("b");
    assertThat(await(fromB.find("shop", "a", 1)).answer()).isEqualTo("a");
  }

  @Test
  void whatIsNotThereAndWhoIsNotHereAreToldApart() {
    assertThatThrownBy(() -> await(fromA.find("shop", "b", 7)))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("node b has no call 7");
    assertThatThrownBy(() -> await(fromA.find("shop", "stranger", 1)))
        .isInstanceOf(NoSuchElementException.class);
    for (String away : List.of("c", "d")) {
      assertThatThrownBy(() -> await(fromA.find("shop", away, 1)))
          .isInstanceOf(Studio.Unavailable.class)
          .hasMessageContaining(away);
    }
  }

  @Test
  void aQuestionOfAnotherNodeIsNotTrusted() {
    for (String body : List.of(
        "{\"project\":\"../../etc\",\"number\":0}", "{\"project\":null,\"number\":1}", "{", "")) {
      assertThatThrownBy(() -> await(vertx.eventBus().request("calls.a", body)))
          .isInstanceOf(io.vertx.core.eventbus.ReplyException.class);
    }
  }
}
