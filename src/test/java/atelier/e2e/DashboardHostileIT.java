package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever models and programs say is text: no markup, no script, no link, no call home. */
final class DashboardHostileIT {
  private static final String BAD_PARTS = """
      () => [...document.querySelectorAll("#app *")]
        .filter((one) => one.matches("script, iframe, object, embed, base, form[action], style")
          || (one.matches("img") && !one.src.startsWith(location.origin))
          || [...one.attributes].some(({ name, value }) => name.startsWith("on")
            || /^\\s*(javascript|data|http)/i.test(value)))
        .map((one) => one.outerHTML)""";

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  @Test
  void nothingThatAModelSaysBecomesMarkup() throws Exception {
    try (FakeOllama model = new FakeOllama(HostileScript::answer, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      screen.visit("/");
      screen.find("#spec").fill(HostileScript.SPEC);
      screen.find("text=Build it").click();
      screen.sees(".head .reason");
      String id = screen.find("h1").innerText();
      long seq = node.get("/api/projects/" + id).path("seq").asLong();
      String file =
          URLEncoder.encode(HostileScript.PATH, StandardCharsets.UTF_8).replace("+", "%20");
      for (String view : List.of(
          "",
          "/files/" + file,
          "/files/page.html",
          "/files/notes.md",
          "/checks",
          "/timeline",
          "/events",
          "/calls",
          "/calls/2")) {
        screen.visit("/projects/" + id + view).hasSeen(seq);
        opened(screen);
        isOnlyText(screen, view);
      }
      screen.visit("/").sees(".project");
      isOnlyText(screen, "/");
      outputIsPlain(screen, id);
      screen.isQuiet();
      policyHolds(screen);
    }
  }

  /** Every fold of the page, so that what is in it is looked at too. */
  private static void opened(Screen screen) {
    screen.page.evaluate("""
        () => document.querySelectorAll("details").forEach((one) => (one.open = true))""");
    screen.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => "
        + "requestAnimationFrame(done)))");
  }

  private static void isOnlyText(Screen screen, String view) {
    Object bad = screen.page.evaluate(BAD_PARTS);
    assertThat((List<?>) bad).as(view).isEmpty();
    assertThat(screen.page.evaluate("window.hit")).as(view).isNull();
    assertThat(screen.find("main").innerText())
        .as(view)
        .doesNotContain("\u202e", "\u200b", "\u001b");
    assertThat(screen.page.content()).as(view).doesNotContain("<b>bold</b>", "<i>");
  }

  private static void outputIsPlain(Screen screen, String id) {
    screen.visit("/projects/" + id + "/checks");
    screen.find(".run summary").first().click();
    assertThat(screen.sees(".run[open] .terminal .ansi-red")).hasText("red");
    assertThat(screen.sees(".run[open] .terminal")).containsText("link");
    assertThat(screen.sees(".run[open] .terminal")).not().containsText("evil.example/x");
    assertThat(screen.sees(".run[open] .terminal")).containsText("<b>bold</b>");
  }

  /** Even a slip of ours could not make markup of text, nor call anybody. */
  private static void policyHolds(Screen screen) {
    Object held = screen.page.evaluate("""
        async () => {
          const tries = {
            markup: () => (document.body.innerHTML = "<b>x</b>"),
            document: () => document.write("<b>x</b>"),
            code: () => setTimeout("window.hit = 1"),
            call: () => fetch("http://127.0.0.1:1/"),
          };
          const through = [];
          for (const [name, attempt] of Object.entries(tries)) {
            try { await attempt(); through.push(name); } catch { }
          }
          return through;
        }""");
    assertThat((List<?>) held).isEmpty();
  }
}
