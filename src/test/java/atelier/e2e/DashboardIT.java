package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dashboard as a whole: its list of projects, cluster, URLs, keys and layout. */
final class DashboardIT extends DashboardFixture {
  @Test
  void clusterShowsItsNodes() {
    screen.visit("/cluster");

    assertThat(screen.waitForVisible(".cards .card")).containsText("rehearsal");
    assertThat(screen.waitForVisible(".roles")).containsText("writer");
    assertThat(screen.waitForVisible("main")).containsText("Queue empty");
  }

  @Test
  void everyViewHasAUrl() {
    screen.visit("/");
    screen.find(".project").click();
    screen.waitForVisible("tr.example");
    screen.find("nav >> text=Blueprint").click();
    screen.find("[aria-label=Files] a:has-text('api.py')").first().click();
    assertThat(screen.waitForVisible("h2.path")).hasText("api.py");
    screen.page.goBack();
    screen.waitForVisible("[aria-label=Files] tbody tr");
    screen.page.goBack();
    screen.waitForVisible("tr.example");
    screen.page.goBack();
    screen.waitForVisible("#new-project");
    screen.page.goForward();
    assertThat(screen.waitForVisible("h1")).hasText(project);
  }

  @Test
  void projectsCanBeSearchedByTextAndStatus() {
    screen.visit("/?q=no-such-project");

    assertThat(screen.waitForVisible(".empty")).containsText("No project matches");
    screen.find("[data-search]").fill("managing TODOS");
    screen.waitForCount(".project", 1);
    screen.find("select").selectOption("failed");
    screen.waitForVisible(".empty");
    screen.find("select").selectOption("succeeded");
    assertThat(screen.waitForCount(".project", 1)).containsText("succeeded");
    assertThat(screen.page).hasURL(Pattern.compile(".*\\?q=managing\\+TODOS&status=succeeded"));
  }

  @Test
  void keyboardShortcutsWork() {
    screen.visit("/");
    screen.waitForVisible(".project");
    screen.press("/");
    assertThat(screen.find("[data-search]")).isFocused();
    screen.press("Escape", "?");
    assertThat(screen.find("#help")).isVisible();
    screen.press("Escape");
    assertThat(screen.find("#help")).isHidden();
    screen.press("?");
    pressWhileDialogCloses("j");
    assertThat(screen.find("[data-row]").first()).isFocused();
    screen.press("Enter");
    assertThat(screen.waitForVisible("h1")).hasText(project);
    screen.waitForCount("tr.example [data-row]", 2);
    screen.press("j", "j", "k");
    assertThat(screen.find("[data-row]").first()).isFocused();
    screen.press("g", "c");
    assertThat(screen.waitForVisible("h1")).hasText("Cluster");
    screen.press("g", "p");
    screen.waitForVisible("#new-project");
  }

  /** Focus leaves a closed dialog with the next frame; a key can be pressed before that. */
  private void pressWhileDialogCloses(String key) {
    screen.page.evaluate("""
        key => {
          const focused = document.activeElement;
          document.getElementById("help").close();
          focused.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }""", key);
  }

  @Test
  void missingProjectsAndFilesLinkBack() {
    screen.visit("/projects/no-such-project");
    assertThat(screen.waitForVisible(".empty")).containsText("no-such-project");
    screen.waitForVisible(".empty a[href='/']");
    screen.clearErrors();
    openSection("/files/no-such-file");
    assertThat(screen.waitForVisible(".empty")).containsText("This file does not exist");
  }

  @ParameterizedTest
  @EnumSource
  void everyViewFitsAndIsAccessible(Viewport viewport) {
    // axe is slow: it runs once for each width and each color scheme.
    boolean thorough = viewport == Viewport.DESKTOP || viewport == Viewport.PHONE_DARK;
    List<String> views = thorough
        ? List.of(
            "",
            "/overview",
            "/checks",
            "/timeline",
            "/events",
            "/calls",
            "/calls/2",
            "/files/todo.py?attempt=1",
            "/files/todo.py?view=diff",
            "?at=40")
        : List.of("", "/overview", "/timeline", "/events");
    try (Screen other = CHROMIUM.open(node, viewport)) {
      for (String view : views) {
        other.visit("/projects/" + project + view).waitForEvent(seq);
        checkView(other, thorough, viewport + view.replaceAll("\\W+", "-"));
      }
      for (String view : List.of("/", "/cluster")) {
        other.visit(view).waitForVisible(".card .badge");
        checkView(other, thorough, viewport + view.replaceAll("\\W", "-"));
      }
      other.assertNoErrors();
    }
  }

  private static void checkView(Screen other, boolean thorough, String name) {
    if (thorough) {
      other.assertAccessible();
    }
    other.assertFitsWindow();
    other.screenshot(name);
  }
}
