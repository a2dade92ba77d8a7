package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.TestNetwork;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.rig.model.ScriptedProjects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cluster page with three real nodes, one of which is killed so that the majority is lost. */
final class DashboardClusterIT {
  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  @Test
  void showsNodesAbsentNodesAndALostMajority() throws Exception {
    TestNetwork network = TestNetwork.loopback(4);
    try (Fleet fleet =
        Fleet.of(network, 4, folder, ScriptedProjects::checked, 100, 1, "http.token=")) {
      List<Board> three = fleet.boards().subList(0, 3);
      fleet.start(three.get(0), "roles.runner=0");
      fleet.start(three.get(1), "roles.analyst=0");
      fleet.start(three.get(2), "retries=3");
      for (Board board : three) {
        Eventually.holds(fleet::logs, MINUTE, () -> Fleet.present(board) == 3);
      }
      String url = three.get(0).url();
      Eventually.holds(
          fleet::logs, MINUTE, () -> Fleet.submit(three.get(0), "todo", "todos").isGood());
      try (Screen screen = CHROMIUM.open(url, Viewport.DESKTOP)) {
        screen.visit("/cluster");
        screen.waitForCount(".node[data-node]", 3);
        assertThat(screen.waitForVisible(".node.offline")).containsText("1 more node");
        checkViewports(screen, url, "whole");

        Eventually.holds(
            fleet::logs, MINUTE, () -> Fleet.status(three.get(1), "todo").equals("succeeded"));
        screen.visit("/projects/todo/calls");
        screen.waitForVisible("tbody tr a").click();
        screen.waitForVisible("#answer");

        screen.visit("/cluster");
        screen.waitForCount(".node[data-node]", 3);
        three.get(1).kill();
        assertThat(screen.waitForVisible(".node.offline[data-node=n2]"))
            .containsText("This node has left");
        assertThat(screen.waitForVisible("[role=alert]")).containsText("Majority lost: 2 of 4");
        assertThat(screen.waitForVisible("[role=status]:not(#live)")).containsText("n2 left");
        checkViewports(screen, url, "lost");
        screen.visit("/projects/todo/calls");
        assertThat(screen.waitForVisible("main")).containsText("Calls from n2 are missing");
        screen.assertNoErrors();
      }
    }
  }

  private static void checkViewports(Screen open, String url, String name) {
    open.assertAccessible();
    for (Viewport viewport : Viewport.values()) {
      try (Screen screen = CHROMIUM.open(url, viewport)) {
        screen.visit("/cluster");
        screen.waitForVisible(".node");
        screen.assertFitsWindow();
        screen.assertAccessible();
        screen.page.setViewportSize(viewport.width(), 1_600);
        screen.screenshot(
            "cluster-" + name + "-" + viewport.name().toLowerCase(java.util.Locale.ROOT));
        screen.assertNoErrors();
      }
    }
  }
}
