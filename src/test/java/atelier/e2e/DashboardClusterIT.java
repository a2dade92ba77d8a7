package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cluster page over three real nodes, of which one is lost, and the majority with it. */
final class DashboardClusterIT {
  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  @Test
  void tellsWhoIsHereWhoIsGoneAndWhenTheMajorityIsLost() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, 4, 4)) {
      List<String> urls = cluster.start("roles.runner=0", "roles.analyst=0", "retries=3");
      for (String url : urls) {
        LoopbackCluster.until(
            "three nodes",
            () -> LoopbackCluster.get(url + "/api/cluster").path("nodes").size() == 3);
      }
      LoopbackCluster.post(urls.get(0) + "/api/projects", "{\"id\":\"todo\",\"spec\":\"todos\"}");
      try (Screen screen = CHROMIUM.open(urls.get(0), Look.DESKTOP)) {
        screen.visit("/cluster");
        screen.counts(".node[data-node]", 3);
        assertThat(screen.sees(".node.away")).containsText("1 further node");
        looks(screen, urls.get(0), "whole");

        LoopbackCluster.until(
            "succeeded",
            () -> LoopbackCluster.get(urls.get(1) + "/api/projects/todo")
                .path("status")
                .asString()
                .equals("succeeded"));
        screen.visit("/projects/todo/calls");
        screen.sees("tbody tr a").click();
        screen.sees("#answer");

        screen.visit("/cluster");
        screen.counts(".node[data-node]", 3);
        cluster.kill(2);
        assertThat(screen.sees(".node.away[data-node=n2]")).containsText("It was here and is not");
        assertThat(screen.sees("[role=alert]")).containsText("The majority is lost: 2 of 4");
        assertThat(screen.sees("[role=status]:not(#live)")).containsText("n2 left");
        looks(screen, urls.get(0), "lost");
        screen.visit("/projects/todo/calls");
        assertThat(screen.sees("main")).containsText("Not among them are the calls that n2 made");
        screen.isQuiet();
      }
    }
  }

  private static void looks(Screen first, String url, String name) {
    first.isAccessible();
    for (Look look : Look.values()) {
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
