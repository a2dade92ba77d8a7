package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.ServedNode;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.HostileScript;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Output of models and programs is shown as text: no markup, scripts, links or requests. */
final class DashboardHostileIT {
  private static final String INJECTED_ELEMENTS = """
      () => [...document.querySelectorAll("#app *")]
        .filter((element) =>
          element.matches("script, iframe, object, embed, base, form[action], style")
          || (element.matches("img") && !element.src.startsWith(location.origin))
          || [...element.attributes].some(({ name, value }) => name.startsWith("on")
            || /^\\s*(javascript|data|http)/i.test(value)))
        .map((element) => element.outerHTML)""";

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  @Test
  void modelOutputNeverBecomesMarkup() throws Exception {
    try (FakeOllama model = new FakeOllama(HostileScript::answer, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      screen.visit("/");
      screen.find("#spec").fill(HostileScript.SPEC);
      screen.find("#new-project .primary").click();
      screen.waitForVisible(".head .reason");
      String id = screen.find("h1").innerText();
      long seq = node.get("/api/projects/" + id).path("seq").asLong();
      String file =
          URLEncoder.encode(HostileScript.PATH, StandardCharsets.UTF_8).replace("+", "%20");
      for (String view : List.of(
          "",
          "/overview",
          "/evidence",
          "/files/" + file,
          "/files/page.html",
          "/files/notes.md",
          "/checks",
          "/packages",
          "/timeline",
          "/events",
          "/calls",
          "/calls/2")) {
        screen.visit("/projects/" + id + view).waitForEvent(seq);
        openDetails(screen);
        assertOnlyText(screen, view);
      }
      screen.visit("/").waitForVisible(".project");
      assertOnlyText(screen, "/");
      assertPlainOutput(screen, id);
      screen.assertNoErrors();
      assertPolicyHolds(screen);
    }
  }

  /** Opens every details element, so that its content is checked too. */
  private static void openDetails(Screen screen) {
    screen.page.evaluate("""
        () => document.querySelectorAll("details").forEach((element) => (element.open = true))""");
    screen.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => "
        + "requestAnimationFrame(done)))");
  }

  private static void assertOnlyText(Screen screen, String view) {
    Object injected = screen.page.evaluate(INJECTED_ELEMENTS);
    assertThat((List<?>) injected).as(view).isEmpty();
    assertThat(screen.page.evaluate("window.hit")).as(view).isNull();
    assertThat(screen.find("main").innerText())
        .as(view)
        .doesNotContain("\u202e", "\u200b", "\u001b");
    assertThat(screen.page.content()).as(view).doesNotContain("<b>bold</b>", "<i>");
  }

  private static void assertPlainOutput(Screen screen, String id) {
    screen.visit("/projects/" + id + "/checks");
    screen.find(".run summary").first().click();
    assertThat(screen.waitForVisible(".run[open] .terminal .ansi-red")).hasText("red");
    assertThat(screen.waitForVisible(".run[open] .terminal")).containsText("link");
    assertThat(screen.waitForVisible(".run[open] .terminal")).not().containsText("evil.example/x");
    assertThat(screen.waitForVisible(".run[open] .terminal")).containsText("<b>bold</b>");
  }

  /** The content security policy blocks injection and requests, even if the page had a bug. */
  private static void assertPolicyHolds(Screen screen) {
    Object succeeded = screen.page.evaluate("""
        async () => {
          const attacks = {
            markup: () => (document.body.innerHTML = "<b>x</b>"),
            document: () => document.write("<b>x</b>"),
            code: () => setTimeout("window.hit = 1"),
            call: () => fetch("http://127.0.0.1:1/"),
          };
          const succeeded = [];
          for (const [name, attempt] of Object.entries(attacks)) {
            try { await attempt(); succeeded.push(name); } catch { }
          }
          return succeeded;
        }""");
    assertThat((List<?>) succeeded).isEmpty();
  }
}
