package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.ServedNode;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.HeldScript;
import atelier.rig.model.ShopScript;
import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Running projects, and what a person does with them, including over a restart of the node. */
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
    screen.waitForVisible(".head");
    return screen.find("h1").innerText();
  }

  @Test
  void textIsStreamedAndARestartLosesNothing() throws Exception {
    HeldScript script = new HeldScript(ShopScript::answer).hold("cart.py");
    try (FakeOllama model = new FakeOllama(script, DELAY_MS);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      String id = submit(screen, false);
      assertCartIsBeingWritten(screen);
      screen.assertNoErrors();

      node.kill();
      assertNodeIsReportedDown(screen, id);
      script.release("cart.py");
      node.startAgain();
      screen.waitForVisible("#live.live");
      screen.waitForVisible(".head .badge.is-succeeded");

      assertEveryEventOnce(node, screen, id);
      FoldAgreement.check(node, screen, id);
      screen.find("text=Timeline").click();
      screen.waitForVisible(".timeline .bar");
      screen.screenshot("timeline");
    }
  }

  private static void assertCartIsBeingWritten(Screen screen) {
    assertThat(screen.waitForVisible(".active-tasks .streamed-text")).containsText("class Cart");
    Locator cart = screen.waitForVisible(".node[data-path='cart.py'].is-writing");
    assertThat(cart).containsText("1 token");
    screen.waitForVisible(".node[data-path='README.md'].is-committed");
    screen.waitForVisible(".node[data-path='item.py'].is-committed");
    screen.assertAccessible();
    screen.screenshot("live");
    screen.find("[aria-label=Files] a[href$='/files/cart.py']").click();
    assertThat(screen.waitForVisible(".streamed-text")).containsText("class Cart");
    screen.page.goBack();
    screen.find("text=Timeline").click();
    screen.waitForVisible(".bar.open .is-model");
    screen.page.goBack();
    screen.waitForVisible(".active-tasks");
  }

  private static void assertNodeIsReportedDown(Screen screen, String id) {
    assertThat(screen.waitForVisible("#live.offline")).hasText("reconnecting…");
    assertThat(screen.waitForVisible("h1")).hasText(id);
    screen.waitForVisible(".blueprint");
    screen.find("nav >> text=Projects").click();
    assertThat(screen.waitForVisible(".problem")).containsText("The node does not answer");
    screen.page.goBack();
    assertThat(screen.waitForVisible(".problem")).containsText("atelier serve");
  }

  private static void assertEveryEventOnce(ServedNode node, Screen screen, String id)
      throws Exception {
    int all = node.get("/api/projects/" + id).path("seq").asInt();
    screen.find("nav >> text=Events").click();
    Locator numbers = screen.waitForCount(".events .seq", all);
    assertThat(numbers.allInnerTexts()).doesNotHaveDuplicates();
  }

  @Test
  void blueprintCanBeEditedBeforeApproval() throws Exception {
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      String id = submit(screen, true);
      assertThat(screen.waitForVisible(".action-box")).containsText("waiting for your approval");
      screen.waitForCount(".node.is-pending", 6);
      assertThat(screen.waitForVisible(".action-box button:text-is('Approve')")).isEnabled();
      screen.assertAccessible();
      screen.find("text=Edit").click();
      Locator text = screen.waitForVisible("#edited-blueprint");
      String blueprint = text.inputValue();
      text.fill(blueprint + "}");
      screen.find("text=Approve changes").click();
      assertThat(screen.waitForVisible(".problem")).containsText("is not valid JSON");
      text.fill(blueprint.replaceAll(",\\s*\\{\\s*\"path\": \"README.md\"[^}]*}", ""));
      screen.find("text=Approve changes").click();

      screen.waitForVisible(".head .badge.is-succeeded");
      screen.waitForCount(".node.is-committed", 5);
      FoldAgreement.check(node, screen, id);
      screen.assertNoErrors();
    }
  }

  @Test
  void stuckProjectAcceptsAHint() throws Exception {
    AtomicBoolean hinted = new AtomicBoolean();
    FakeOllama.Script stubborn =
        (role, file, attempt) -> file.equals("cart.py") && role.equals("writer") && !hinted.get()
            ? "```python\ndef add(:\n    pass  # " + attempt + "\n```"
            : ShopScript.answer(role, file, Math.max(attempt, role.equals("writer") ? 2 : 1));
    try (FakeOllama model = new FakeOllama(stubborn, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.PHONE)) {
      String id = submit(screen, false);
      assertThat(screen.waitForVisible(".action-box"))
          .containsText("The Writer gave up on cart.py");
      assertThat(screen.waitForVisible(".reason.is-paused")).containsText("needs your input");
      screen.waitForVisible(".node[data-path='cart.py'].is-surrendered");
      screen.assertAccessible();
      screen.assertFitsWindow();
      screen.screenshot("paused");
      assertListedUnderNeedsYou(screen);
      screen.find("text=Retry without a hint").click();
      screen.waitForVisible(".head .badge.is-running");
      assertThat(screen.waitForVisible(".action-box"))
          .containsText("The Writer gave up on cart.py");

      hinted.set(true);
      screen.find(".action-box textarea").fill("Close the parenthesis");
      screen.find("text=Send hint").click();
      screen.waitForVisible(".head .badge.is-succeeded");

      screen.find("[aria-label=Files] a[href$='/files/cart.py']").click();
      assertThat(screen.waitForVisible("p.quoted")).containsText("Close the parenthesis");
      assertHintIsInTheLastPrompt(node, id);
      FoldAgreement.check(node, screen, id);
      screen.assertNoErrors();
    }
  }

  private static void assertListedUnderNeedsYou(Screen screen) {
    screen.find("nav >> text=Projects").click();
    assertThat(screen.waitForVisible("section h2")).containsText("Needs you");
    assertThat(screen.waitForVisible(".project.needs-action"))
        .containsText("The Writer is stuck on a file");
    assertThat(screen.page).hasTitle(Pattern.compile("\\(1\\) Projects.*"));
    screen.assertFitsWindow();
    screen.find(".project.needs-action").click();
  }

  private static void assertHintIsInTheLastPrompt(ServedNode node, String id) throws Exception {
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
  void changeCanBeRequestedAndProjectCancelled() throws Exception {
    HeldScript script = new HeldScript(ShopScript::answer).hold("cart.py");
    try (FakeOllama model = new FakeOllama(script, 0);
        ServedNode node = ServedNode.asking(model, folder);
        Screen screen = CHROMIUM.open(node, Viewport.PHONE_DARK)) {
      submit(screen, false);
      screen.waitForVisible(".active-tasks .streamed-text");
      screen.assertAccessible();
      screen.assertFitsWindow();
      screen.screenshot("live-phone");
      screen.find("text=Request a change").click();
      screen.waitForVisible("#change-request").fill("also let me give discounts");
      screen.assertFitsWindow();
      screen.find("button:text-is('Request')").click();
      assertThat(screen.waitForVisible(".head")).containsText("Queued requests (1)");
      screen.find("nav >> text=Cluster").click();
      assertThat(screen.waitForVisible("[aria-label='Active tasks']")).containsText("cart.py");
      screen.assertFitsWindow();
      screen.page.goBack();

      screen.find("text=Cancel project").click();
      screen.find("text=Keep running").click();
      screen.waitForVisible(".head .badge.is-running");
      screen.find("text=Cancel project").click();
      assertThat(screen.waitForVisible("#cancel")).containsText("also let me give discounts");
      screen.assertFitsWindow();
      screen.find("text=Cancel and drop what is queued").click();
      screen.waitForVisible(".head .badge.is-cancelled");
      script.release("cart.py");
      screen.assertNoErrors();
    }
  }

  @Test
  void withoutAModelItShowsHowToStartOne() throws Exception {
    try (ServedNode node = ServedNode.asking("http://127.0.0.1:1", folder);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      submit(screen, false);
      assertThat(screen.waitForVisible(".head .problem")).containsText("ollama serve");
      assertThat(screen.waitForVisible(".empty")).containsText("a model that answers");
      screen.visit("/cluster");
      assertThat(screen.waitForVisible(".badge.is-missing")).containsText("does not answer");
      screen.assertAccessible();
      screen.assertNoErrors();
    }
  }

  @Test
  void nodeWithATokenRequiresLogin() throws Exception {
    try (ServedNode node = ServedNode.guarded("a-token-of-sixteen", folder);
        Screen screen = CHROMIUM.open(node, Viewport.PHONE)) {
      screen.page.navigate(node.url() + "/");
      screen.waitForVisible("#token").fill("wrong");
      screen.assertAccessible();
      screen.assertFitsWindow();
      screen.find("text=Log in").last().click();
      screen.waitForVisible("#token").fill("a-token-of-sixteen");
      screen.find("text=Log in").last().click();
      screen.waitForVisible("#new-project");
      screen.waitForVisible("#live.live");
      screen.assertNoErrors();
    }
  }
}
