package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.ScriptedProjects;
import atelier.rig.TestNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cluster page over three real nodes, of which one is lost, and the majority with it. */
final class DashboardClusterIT {
  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  @Test
  void tellsWhoIsHereWhoIsGoneAndWhenTheMajorityIsLost() throws Exception {
    TestNetwork lan = TestNetwork.loopback(4);
    try (Fleet fleet = Fleet.of(lan, 4, folder, ScriptedProjects::checked, 100, 1, "http.token=")) {
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
        screen.counts(".node[data-node]", 3);
        assertThat(screen.sees(".node.away")).containsText("1 further node");
        looks(screen, url, "whole");

        Eventually.holds(
            fleet::logs, MINUTE, () -> Fleet.status(three.get(1), "todo").equals("succeeded"));
        screen.visit("/projects/todo/calls");
        screen.sees("tbody tr a").click();
        screen.sees("#answer");

        screen.visit("/cluster");
        screen.counts(".node[data-node]", 3);
        three.get(1).kill();
        assertThat(screen.sees(".node.away[data-node=n2]")).containsText("It was here and is not");
        assertThat(screen.sees("[role=alert]")).containsText("The majority is lost: 2 of 4");
        assertThat(screen.sees("[role=status]:not(#live)")).containsText("n2 left");
        looks(screen, url, "lost");
        screen.visit("/projects/todo/calls");
        assertThat(screen.sees("main")).containsText("Not among them are the calls that n2 made");
        screen.isQuiet();
      }
    }
  }

  private static void looks(Screen first, String url, String name) {
    first.isAccessible();
    for (Viewport look : Viewport.values()) {
      try (Screen screen = CHROMIUM.open(url, look)) {
        screen.visit("/cluster");
        screen.sees(".node");
        screen.fits();
        screen.isAccessible();
        screen.page.setViewportSize(look.width(), 1_600);
        screen.shoot("cluster-" + name + "-" + look.name().toLowerCase(java.util.Locale.ROOT));
        screen.isQuiet();
      }
    }
  }
}
