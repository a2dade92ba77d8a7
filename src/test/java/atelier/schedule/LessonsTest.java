package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.LessonsLearned;
import atelier.event.Lesson;
import atelier.knowledge.Knowledge;
import atelier.role.Analyst;
import atelier.role.Tools;
import atelier.studio.ProjectRequest;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a failure taught is known on every node, once. */
final class LessonsTest {
  private final SeveralNodes nodes = new SeveralNodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  /** Keeps what it is told. */
  private record Notebook(List<Lesson> lessons) implements Knowledge {
    @Override
    public Future<Void> save(List<Lesson> more) {
      lessons.addAll(more);
      return Future.succeededFuture();
    }

    @Override
    public Future<List<Lesson>> search(String subject, String text, int limit) {
      return Future.succeededFuture(List.of());
    }
  }

  private List<Lesson> join(String name) {
    Tools sound = new ScriptedStudio(new SplittableRandom(1), 0).tools();
    List<Lesson> kept = Collections.synchronizedList(new ArrayList<>());
    Tools tools = new Tools(
        name,
        sound.llm(),
        sound.prompts(),
        sound.scanner(),
        sound.toolchains(),
        sound.sandbox(),
        sound.workspace(),
        sound.paths(),
        sound.research(),
        new Notebook(kept),
        sound.policy(),
        sound.liveMessages());
    nodes.join(name, tools, 1, Map.of());
    return kept;
  }

  @Test
  void allNodesRememberWhatStandsInTheJournal() {
    List<Lesson> atA = join("a");
    List<Lesson> atB = join("b");
    Lesson lesson = new Lesson("t", "python", "x", "a");
    LessonsLearned learned = new LessonsLearned("text", List.of(lesson));
    await(nodes.member("a").studio().create("shop", new ProjectRequest("a shop", true)));

    await(ScriptedAgent.append(nodes.member("a").conductor(), "shop", learned));

    assertThat(atA).containsExactly(lesson);
    assertThat(atB).containsExactly(lesson);
  }

  @Test
  void theAnalystItselfRemembersNothing() {
    List<Lesson> kept = new ArrayList<>();
    Tools sound = new ScriptedStudio(new SplittableRandom(1), 0).tools();
    Tools tools = new Tools(
        "n",
        sound.llm(),
        sound.prompts(),
        sound.scanner(),
        sound.toolchains(),
        sound.sandbox(),
        sound.workspace(),
        sound.paths(),
        sound.research(),
        new Notebook(kept),
        sound.policy(),
        sound.liveMessages());

    var events = await(new Analyst().perform(new Analyst.Learn("p", "spec", List.of()), tools));

    assertThat(events).hasSize(1).allMatch(event -> event instanceof LessonsLearned);
    assertThat(kept).as("it would be confirmed twice on this node").isEmpty();
  }
}
