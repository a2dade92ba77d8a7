package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.ServedNode;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal project, submitted on the page and followed to its end; tests open its views. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DashboardFixture {
  static final String SPEC = "A REST API for managing todos";

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  static Path folder;

  ServedNode node;
  String project;
  long seq;
  Screen screen;

  @BeforeAll
  void submitOnThePageAndWaitForTheEnd() throws Exception {
    node = ServedNode.rehearsing(folder);
    try (Screen first = CHROMIUM.open(node, Viewport.DESKTOP)) {
      first.visit("/");
      assertThat(first.waitForVisible(".empty")).containsText("No projects yet");
      first.assertAccessible();
      first.screenshot("empty");
      first.find("#spec").fill(SPEC);
      first.find("#new-project .primary").click();
      first.waitForVisible(".head .badge.is-succeeded");
      project = first.find("h1").innerText();
      assertThat(first.page).hasURL(node.url() + "/projects/" + project);
      assertThat(first.page).hasTitle("succeeded: " + project + " · Atelier");
      first.assertNoErrors();
    }
    seq = node.get("/api/projects/" + project).path("seq").asLong();
  }

  @AfterAll
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @BeforeEach
  void openScreen() {
    screen = CHROMIUM.open(node, Viewport.DESKTOP);
  }

  @AfterEach
  void closeScreen() {
    screen.assertNoErrors();
    screen.close();
  }

  Screen openSection(String section) {
    return screen.visit("/projects/" + project + section).waitForEvent(seq);
  }
}
