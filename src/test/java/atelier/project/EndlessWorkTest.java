package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.AgentSurrender;
import atelier.event.Event.HintGiven;
import atelier.event.Event.LessonsLearned;
import atelier.event.Event.Paused;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.TaskStarted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends work that would never end by itself. */
final class EndlessWorkTest {
  private static final String TASK = "analyst:analyze";

  @Test
  void aSurrenderWithoutAReasonIsASurrender() {
    ProjectHistory history = ProjectHistory.withBlueprint()
        .invalidVersion("a.py", 1, "one")
        .append("writer", new AgentSurrender("a.py", 1, ""));

    SourceFile file = history.project().files().get("a.py");
    assertThat(file.isSurrendered()).isTrue();
    assertThat(file.needsWriting()).isFalse();
    assertThat(RequiredAction.of(history.project()))
        .contains(new Paused("surrender", "a.py: no reason was given"));
    assertThat(Outcome.isStuck(history.project())).isTrue();

    history.append("user", new HintGiven("a.py", "again"));
    assertThat(history.project().files().get("a.py").isSurrendered()).isFalse();
  }

  @Test
  void aTaskThatEndsAgainAndAgainIsPoison() {
    ProjectHistory history = ProjectHistory.withBlueprint();
    for (int i = 0; i < TaskRepetitions.MAX_RESULTS; i++) {
      assertThat(RequiredAction.blocksTask(history.project(), TASK)).as("%d", i).isFalse();
      assertThat(RequiredAction.of(history.project())).as("%d", i).isEmpty();
      history
          .append("analyst", new TaskStarted(TASK, ""))
          .append("analyst", new LessonsLearned("nothing new", List.of()));
    }

    assertThat(RequiredAction.blocksTask(history.project(), TASK)).isTrue();
    Paused pause = RequiredAction.of(history.project()).orElseThrow();
    assertThat(pause.cause()).isEqualTo("poison");
    assertThat(pause.reason()).contains(TASK, "ended 20 times");

    history.append("clerk", pause).append("user", new RetryRequested());
    assertThat(RequiredAction.blocksTask(history.project(), TASK)).isFalse();
    assertThat(RequiredAction.of(history.project())).isEmpty();
  }

  @Test
  void ofManyTasksOnlyTheLatestAreCounted() {
    TaskRepetitions repetitions = TaskRepetitions.NONE;
    for (int i = 0; i < 1_000; i++) {
      repetitions = repetitions
          .withResult("writer", "writer:" + i)
          .withResult("environment", "environment:survey:1");
    }

    assertThat(repetitions.results()).hasSize(16).containsKey("writer:999");
    assertThat(repetitions.poisonedTask()).isEmpty();
  }
}
