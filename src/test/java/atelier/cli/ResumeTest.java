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
  private static final Event SUCCEEDED = new Event.ProjectFinished("succeeded", "", 0, "");

  @TempDir
  Path folder;

  private CommandHarness harness;

  @BeforeEach
  void setUp() {
    harness = new CommandHarness(folder);
  }

  @Test
  void resumesAnUnfinishedProjectWithoutASecondRequest() {
    harness.node.appendEvents("shop", new Event.FeatureRequested("a shop", false), READY);
    harness.node.appendEvents("shop", new Event.Paused("surrender", "stuck"));
    harness.node.afterRetry.add(SUCCEEDED);

    assertThat(harness.run("run", "--project", "shop")).isZero();
    assertThat(harness.node.calls).containsExactly("retry shop", "close");
  }

  @Test
  void requestsAFeatureOfAFinishedProject() {
    harness.node.appendEvents("shop", new Event.FeatureRequested("a shop", false), SUCCEEDED);
    harness.node.afterRequest.add(SUCCEEDED);

    assertThat(harness.run("run", "--json", "--project", "shop", "a till")).isZero();
    assertThat(harness.node.calls).containsExactly("request shop a till false", "close");
    assertThat(harness.out().lines()).hasSize(2);
  }

  @Test
  void rejectsAnotherSpecForAnUnfinishedProject() {
    harness.node.appendEvents("shop", new Event.FeatureRequested("a shop", false));

    assertThat(harness.run("run", "--project", "shop", "a bank")).isEqualTo(2);
    assertThat(harness.err()).contains("not finished", "another spec", "--project");
    assertThat(harness.node.calls).containsExactly("close");
  }

  @Test
  void approvesAWaitingBlueprint() {
    harness.node.appendEvents("shop", new Event.FeatureRequested("a shop", true), READY);
    harness.node.appendEvents("shop", new Event.ApprovalRequested());
    harness.node.afterApproval.add(SUCCEEDED);

    assertThat(harness.run("run", "--project", "shop", "--yes", "a shop")).isZero();
    assertThat(harness.node.calls).containsExactly("approve shop", "close");
  }

  @Test
  void requiresASpecForAFinishedProject() {
    harness.node.appendEvents("shop", new Event.FeatureRequested("a shop", false), SUCCEEDED);

    assertThat(harness.run("run", "--project", "shop")).isEqualTo(2);
    assertThat(harness.err()).contains("has ended", "another feature");
  }

  @Test
  void stopsCleanlyIfInterruptedWhileTheNodeStarts() {
    harness.whenStarting = () -> harness.interrupt.run();

    assertThat(harness.run("run", "--project", "shop", "a shop")).isEqualTo(130);
    assertThat(harness.out()).contains("Interrupted before the project started");
    assertThat(harness.node.calls).containsExactly("close");
  }
}
