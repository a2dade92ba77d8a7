package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.Paused;
import atelier.event.Event.RetryRequested;
import atelier.event.EventCodec;
import atelier.project.Project;
import atelier.schedule.DueTask;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A project with too many events gets nothing but its pause. */
final class EventLimitTest {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).collect(Collectors.toList());

  private static Project append(Project project, String agent, Event event) {
    Entry entry =
        EventCodec.seal("p", project.seq() + 1, Instant.EPOCH, "n", agent, event, project.hash());
    return project.apply(entry);
  }

  @Test
  void aProjectPastTheLimitIsOfferedOnlyItsPause() {
    Project project = append(Project.empty("p"), "user", new FeatureRequested("spec", false));
    while (project.seq() < 50_000) {
      project = append(project, "user", new HintGiven("missing.py", "x"));
    }
    assertThat(DueTask.byKey(project, ROLES, Instant.EPOCH).keySet())
        .containsExactly("environment:survey:1");

    project = append(project, "user", new HintGiven("missing.py", "x"));
    DueTask only = DueTask.byKey(project, ROLES, Instant.EPOCH).values().stream()
        .reduce((one, other) -> {
          throw new AssertionError(one + " and " + other);
        })
        .orElseThrow();
    Event pause = ((Clerk.RecordEvent) only.task()).event();
    assertThat(pause)
        .isInstanceOfSatisfying(
            Paused.class, paused -> assertThat(paused.cause()).isEqualTo("limit"));

    project = append(project, "clerk", pause);
    assertThat(DueTask.byKey(project, ROLES, Instant.EPOCH)).isEmpty();
    project = append(project, "user", new RetryRequested());
    assertThat(DueTask.byKey(project, ROLES, Instant.EPOCH)).hasSize(1);
  }
}
