package atelier.node;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Usage;
import atelier.llm.CallLog;
import atelier.llm.CallLog.Call;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.message.Ownership;
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

/** Every node lists the calls of all nodes, and names the nodes that it cannot reach. */
final class ClusterCallLogTest {
  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private CallLog callsOfA;
  private CallLog callsOfB;
  private ClusterCallLog fromA;
  private ClusterCallLog fromB;

  /** Answers with the name of its node. */
  private record NodeNameLlm(String node) implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return Future.succeededFuture(new Completion(node, false, new Usage("m", 1, 1, 1)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  /** A cluster of three nodes, of which c does not reply. */
  private record ThreeNodes(String self) implements Ownership {
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
      // The membership never changes.
    }
  }

  @BeforeEach
  void start() {
    callsOfA = new CallLog(vertx, new NodeNameLlm("a"), folder.resolve("a"), "a");
    callsOfB = new CallLog(vertx, new NodeNameLlm("b"), folder.resolve("b"), "b");
    fromA = new ClusterCallLog(vertx, new ThreeNodes("a"), callsOfA, () -> Set.of("d"));
    fromB = new ClusterCallLog(vertx, new ThreeNodes("b"), callsOfB, () -> Set.of("d"));
    await(Future.all(fromA.start(), fromB.start()));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static void callModel(CallLog log) {
    await(log.complete(
        Prompt.plainText("shop", "writer", Purpose.WRITE, "a.py", "s", "t", 10),
        Llm.Progress.NONE));
    // A call is written after its answer, and before the next read.
    await(log.calls("shop"));
  }

  @Test
  void bothNodesListTheSameCalls() {
    callModel(callsOfB);
    callModel(callsOfA);
    callModel(callsOfB);

    ModelCallLog.Calls listed = await(fromA.list("shop"));

    assertThat(listed.calls()).extracting(Call::node).containsExactly("b", "a", "b");
    assertThat(listed.calls()).extracting(Call::number).containsExactly(1, 1, 2);
    assertThat(listed.absent()).containsExactly("c", "d");
    assertThat(await(fromB.list("shop"))).isEqualTo(listed);
  }

  @Test
  void aCallIsFetchedFromTheNodeThatMadeIt() {
    callModel(callsOfA);
    callModel(callsOfB);

    assertThat(await(fromA.find("shop", "b", 1)).answer()).isEqualTo("b");
    assertThat(await(fromB.find("shop", "b", 1)).answer()).isEqualTo("b");
    assertThat(await(fromB.find("shop", "a", 1)).answer()).isEqualTo("a");
  }

  @Test
  void aMissingCallAndAnAbsentNodeAreDistinguished() {
    assertThatThrownBy(() -> await(fromA.find("shop", "b", 7)))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("node b has no call 7");
    assertThatThrownBy(() -> await(fromA.find("shop", "stranger", 1)))
        .isInstanceOf(NoSuchElementException.class);
    for (String node : List.of("c", "d")) {
      assertThatThrownBy(() -> await(fromA.find("shop", node, 1)))
          .isInstanceOf(Studio.Unavailable.class)
          .hasMessageContaining(node);
    }
  }

  @Test
  void requestsOfOtherNodesAreValidated() {
    for (String body : List.of(
        "{\"project\":\"../../etc\",\"number\":0}", "{\"project\":null,\"number\":1}", "{", "")) {
      assertThatThrownBy(() -> await(vertx.eventBus().request("calls.a", body)))
          .isInstanceOf(io.vertx.core.eventbus.ReplyException.class);
    }
  }
}
