package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Projects under way, and what a person does with them: nothing is lost, and everything works. */
final class DashboardLiveIT {
  private static final long DELAY_MS = 120;

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  private static String submit(Screen screen, boolean approve) {
    screen.visit("/");
    screen.find("#spec").fill(ShopScript.SPEC);
    screen.find("[name=approve]").setChecked(approve);
    screen.find("#spec").press("Control+Enter");
    screen.sees(".head");
    return screen.find("h1").innerText();
  }

  @Test
  void textIsSeenAsItIsWrittenAndARestartInTheMiddleLosesNothing() throws Exception {
    HeldScript script = new HeldScript(ShopScript::answer).hold("cart.py");
    try (FakeOllama model = new FakeOllama(script, DELAY_MS);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      String id = submit(screen, false);
      seesCartBeingWritten(screen);
      screen.isQuiet();

      node.kill();
      saysThatTheNodeIsAway(screen, id);
      script.release("cart.py");
      node.startAgain();
      screen.sees("#live.live");
      screen.sees(".head .badge.is-succeeded");

      nothingIsLostOrDoubled(node, screen, id);
      FoldAgreement.check(node, screen, id);
      screen.find("text=Timeline").click();
      screen.sees(".timeline .bar");
      screen.shoot("timeline");
    }
  }

  private static void seesCartBeingWritten(Screen screen) {
    assertThat(screen.sees(".jobs .tail")).containsText("class Cart");
    Locator cart = screen.sees(".node[data-path='cart.py'].is-writing");
    assertThat(cart).containsText("1 token");
    screen.sees(".node[data-path='README.md'].is-committed");
    screen.sees(".node[data-path='item.py'].is-committed");
    screen.isAccessible();
    screen.shoot("live");
    screen.find("[aria-label=Files] a[href$='/files/cart.py']").click();
    assertThat(screen.sees(".tail")).containsText("class Cart");
    screen.page.goBack();
    screen.find("text=Timeline").click();
    screen.sees(".bar.open .is-model");
    screen.page.goBack();
    screen.sees(".jobs");
  }

  private static void saysThatTheNodeIsAway(Screen screen, String id) {
    assertThat(screen.sees("#live.away")).hasText("reconnecting…");
    assertThat(screen.sees("h1")).hasText(id);
    screen.sees(".blueprint");
    screen.find("nav >> text=Projects").click();
    assertThat(screen.sees(".problem")).containsText("The node does not answer");
    screen.page.goBack();
    assertThat(screen.sees(".problem")).containsText("atelier serve");
  }

  private static void nothingIsLostOrDoubled(ServedNode node, Screen screen, String id)
      throws Exception {
    int all = node.get("/api/projects/" + id).path("seq").asInt();
    screen.find("nav >> text=Events").click();
    Locator numbers = screen.counts(".events .seq", all);
    assertThat(numbers.allInnerTexts()).doesNotHaveDuplicates();
  }

  @Test
  void aBlueprintIsEditedBeforeItIsApproved() throws Exception {
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      String id = submit(screen, true);
      assertThat(screen.sees(".need-box")).containsText("The blueprint waits for you");
      screen.counts(".node.is-pending", 6);
      screen.isAccessible();
      screen.find("text=Edit").click();
      Locator text = screen.sees("#edited-blueprint");
      String blueprint = text.inputValue();
      text.fill(blueprint + "}");
      screen.find("text=Approve as edited").click();
      assertThat(screen.sees(".problem")).containsText("is not JSON");
      text.fill(blueprint.replaceAll(",\\s*\\{\\s*\"path\": \"README.md\"[^}]*}", ""));
      screen.find("text=Approve as edited").click();

      screen.sees(".head .badge.is-succeeded");
      screen.counts(".node.is-committed", 5);
      FoldAgreement.check(node, screen, id);
      screen.isQuiet();
    }
  }

  @Test
  void aStuckProjectSaysWhatItNeedsAndTakesAHint() throws Exception {
    AtomicBoolean helped = new AtomicBoolean();
    FakeOllama.Script stubborn =
        (role, file, attempt) -> file.equals("cart.py") && role.equals("writer") && !helped.get()
            ? "```python\ndef add(:\n    pass  # " + attempt + "\n```"
            : ShopScript.answer(role, file, Math.max(attempt, role.equals("writer") ? 2 : 1));
    try (FakeOllama model = new FakeOllama(stubborn, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.PHONE)) {
      String id = submit(screen, false);
      assertThat(screen.sees(".need-box")).containsText("cart.py was left to you");
      assertThat(screen.sees(".reason.is-paused")).containsText("Needs you");
      screen.sees(".node[data-path='cart.py'].is-surrendered");
      screen.isAccessible();
      screen.fits();
      screen.shoot("paused");
      needsAreListedFirst(screen);
      screen.find("text=Try again").click();
      screen.sees(".head .badge.is-running");
      assertThat(screen.sees(".need-box")).containsText("cart.py was left to you");

      helped.set(true);
      screen.find(".need-box textarea").fill("Close the parenthesis");
      screen.find("text=Give the hint").click();
      screen.sees(".head .badge.is-succeeded");

      screen.find("[aria-label=Files] a[href$='/files/cart.py']").click();
      assertThat(screen.sees("p.quoted")).containsText("Close the parenthesis");
      theHintWasInTheLastPrompt(node, id);
      FoldAgreement.check(node, screen, id);
      screen.isQuiet();
    }
  }

  private static void needsAreListedFirst(Screen screen) {
    screen.find("nav >> text=Projects").click();
    assertThat(screen.sees("section h2")).containsText("Needs you");
    assertThat(screen.sees(".project.needs")).containsText("A file is stuck: give a hint");
    assertThat(screen.page).hasTitle(Pattern.compile("\\(1\\) Projects.*"));
    screen.fits();
    screen.find(".project.needs").click();
  }

  private static void theHintWasInTheLastPrompt(ServedNode node, String id) throws Exception {
    String calls = "/api/projects/" + id + "/calls";
    int last = 0;
    for (var call : node.get(calls).path("calls")) {
      boolean cart = call.path("role").asString().equals("writer")
          && call.path("file").asString().equals("cart.py");
      last = cart ? call.path("number").asInt() : last;
    }
    assertThat(node.get(calls + "/" + last).path("prompt").asString())
        .contains("Close the parenthesis");
  }

  @Test
  void moreIsAskedForAndAProjectIsCancelled() throws Exception {
    HeldScript script = new HeldScript(ShopScript::answer).hold("cart.py");
    try (FakeOllama model = new FakeOllama(script, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.PHONE_DARK)) {
      submit(screen, false);
      screen.sees(".jobs .tail");
      screen.isAccessible();
      screen.fits();
      screen.shoot("live-phone");
      screen.find("text=Ask for more").click();
      screen.sees("#further").fill("also let me give discounts");
      screen.fits();
      screen.find("text=Build it too").click();
      assertThat(screen.sees(".head")).containsText("Queued behind: 1");
      screen.find("nav >> text=Cluster").click();
      assertThat(screen.sees("[aria-label='Tasks in hand']")).containsText("cart.py");
      screen.fits();
      screen.page.goBack();

      screen.find("text=Cancel project").click();
      screen.find("text=Go on with it").click();
      screen.sees(".head .badge.is-running");
      screen.find("text=Cancel project").click();
      screen.find("text=Cancel the project").click();
      screen.sees(".head .badge.is-cancelled");
      script.release("cart.py");
      screen.isQuiet();
    }
  }

  @Test
  void withoutAModelItSaysWhatToStart() throws Exception {
    try (ServedNode node = ServedNode.asking("http://127.0.0.1:1", folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      submit(screen, false);
      assertThat(screen.sees(".head .problem")).containsText("ollama serve");
      assertThat(screen.sees(".empty")).containsText("waits for its turn, and for a model");
      screen.visit("/cluster");
      assertThat(screen.sees(".badge.is-missing")).containsText("does not answer");
      screen.isAccessible();
      screen.isQuiet();
    }
  }

  @Test
  void aGuardedNodeAsksForItsToken() throws Exception {
    try (ServedNode node = ServedNode.guarded("a-token-of-sixteen", folder);
        Screen screen = CHROMIUM.open(node, Viewport.PHONE)) {
      screen.page.navigate(node.url() + "/");
      screen.sees("#token").fill("wrong");
      screen.isAccessible();
      screen.fits();
      screen.find("text=Enter").last().click();
      screen.sees("#token").fill("a-token-of-sixteen");
      screen.find("text=Enter").last().click();
      screen.sees("#new-project");
      screen.sees("#live.live");
      screen.isQuiet();
    }
  }
}
