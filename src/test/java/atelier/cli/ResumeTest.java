package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  private static final Event READY =
      new Event.InfraReady(List.of("m"), List.of(), "bubblewrap", 3, false);
  private static final Event SUCCEEDED = new Event.ProjectFinished("succeeded", "", 0);

  @TempDir
  Path folder;

  private CommandHarness desk;

  @BeforeEach
  void sitDown() {
    desk = new CommandHarness(folder);
  }

  @Test
  void goesOnWithAnUnfinishedProjectWithoutAskingAgain() {
    desk.node.happened("shop", new Event.FeatureRequested("a shop", false), READY);
    desk.node.happened("shop", new Event.Paused("surrender", "stuck"));
    desk.node.afterRetry.add(SUCCEEDED);

    assertThat(desk.type("run", "--project", "shop")).isZero();
    assertThat(desk.node.calls).containsExactly("retry shop", "close");
  }

  @Test
  void asksForAFurtherFeatureOfAFinishedProject() {
    desk.node.happened("shop", new Event.FeatureRequested("a shop", false), SUCCEEDED);
    desk.node.afterRequest.add(SUCCEEDED);

    assertThat(desk.type("run", "--json", "--project", "shop", "a till")).isZero();
    assertThat(desk.node.calls).containsExactly("request shop a till false", "close");
    assertThat(desk.out().lines()).hasSize(2);
  }

  @Test
  void refusesAnotherSpecForAnUnfinishedProject() {
    desk.node.happened("shop", new Event.FeatureRequested("a shop", false));

    assertThat(desk.type("run", "--project", "shop", "a bank")).isEqualTo(2);
    assertThat(desk.err()).contains("not finished", "another spec", "--project");
    assertThat(desk.node.calls).containsExactly("close");
  }

  @Test
  void approvesWhatStillWaitsForIt() {
    desk.node.happened("shop", new Event.FeatureRequested("a shop", true), READY);
    desk.node.happened("shop", new Event.ApprovalRequested());
    desk.node.afterApproval.add(SUCCEEDED);

    assertThat(desk.type("run", "--project", "shop", "--yes", "a shop")).isZero();
    assertThat(desk.node.calls).containsExactly("approve shop", "close");
  }

  @Test
  void needsASpecForAFinishedProject() {
    desk.node.happened("shop", new Event.FeatureRequested("a shop", false), SUCCEEDED);

    assertThat(desk.type("run", "--project", "shop")).isEqualTo(2);
    assertThat(desk.err()).contains("has ended", "another feature");
  }

  @Test
  void endsInOrderWhenTheSignalComesBeforeTheNodeIsUp() {
    desk.whenStarting = () -> desk.interrupt.run();

    assertThat(desk.type("run", "--project", "shop", "a shop")).isEqualTo(130);
    assertThat(desk.out()).contains("Interrupted before the project started");
    assertThat(desk.node.calls).containsExactly("close");
  }
}
