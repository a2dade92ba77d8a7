package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.GitCommand;
import atelier.rig.ServedNode;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import com.microsoft.playwright.Download;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rehearsal project, submitted on the page and followed to its end; then every view of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardIT {
  private static final String SPEC = "A REST API for managing todos";

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  static Path folder;

  private ServedNode node;
  private String project;
  private long seq;
  private Screen screen;

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

  private Screen openSection(String section) {
    return screen.visit("/projects/" + project + section).waitForEvent(seq);
  }

  @Test
  void overviewShowsTheStatusOfEveryFile() {
    openSection("");

    assertThat(screen.waitForVisible(".head .spec")).hasText(SPEC);
    assertThat(screen.waitForVisible(".head .reason")).containsText("2 checks passed on tree");
    screen.waitForCount(".blueprint .node.is-committed", 7);
    screen.waitForCount(".blueprint .edge", 8);
    assertThat(screen.waitForVisible(".node[data-path='todo.py']")).containsText("×2");
    assertThat(screen.waitForCount("[aria-label=Files] tbody tr", 7).first())
        .containsText(Pattern.compile("todo.py\\s+committed\\s+2\\s+\\S+"));
    screen.waitForCount(".check-list .is-passed", 2);
    screen.waitForCount(".commits li", 8);
    screen.find("summary:has-text('Lessons learned')").click();
    assertThat(screen.waitForVisible("details[open] .quoted")).containsText("#");
  }

  @Test
  void fileShowsCodeFindingsAndChanges() {
    openSection("/files/todo.py?attempt=1");

    assertThat(screen.waitForVisible("#L11 + tr.finding")).containsText("expected ':'");
    assertThat(screen.waitForVisible("#L11 .hl-keyword")).hasText("def");
    screen.find("text=Attempt 2").click();
    screen.find("text=Changes since attempt 1").click();
    assertThat(screen.waitForCount(".diff .removed", 1)).containsText("done=False)");
    assertThat(screen.waitForCount(".diff .added", 1)).containsText("done=False):");
    assertThat(screen.page).hasURL(Pattern.compile(".*/files/todo.py\\?attempt=2&view=diff"));
    screen.screenshot("file");
    openSection("/files/store.py?attempt=1");
    assertThat(screen.waitForVisible("tr.finding")).containsText("—");
    assertThat(screen.waitForVisible(".review-results")).containsText("Auditor: 1 found");
  }

  @Test
  void checksShowTheirRuns() {
    openSection("/checks");

    assertThat(screen.waitForVisible(".check-result")).containsText("unit tests");
    screen.find(".check-result summary").first().click();
    assertThat(screen.waitForVisible(".run[open] .terminal")).containsText("OK");
    assertThat(screen.waitForVisible(".run[open]")).containsText("exit 0");
    assertThat(screen.find(".run[open] .terminal").last()).containsText("TypeError");
    assertThat(screen.find(".run[open]").last()).containsText("Likely cause: demo.py");
  }

  @Test
  void codeCanBeClonedAndDownloaded() throws Exception {
    openSection("");
    screen.find("text=Get the code").click();
    String command = screen.waitForVisible(".copyable code").innerText();
    Download zip =
        screen.page.waitForDownload(() -> screen.find("text=Download zip").click());

    assertThat(command).startsWith("git clone " + node.url());
    Path clone = folder.resolve("clone");
    GitCommand.lines(
        folder, "clone", "-q", command.substring("git clone ".length()), clone.toString());
    assertThat(GitCommand.lines(clone, "log", "--format=%s"))
        .contains("Send the demo's bodies as bytes");
    Path saved = folder.resolve("files.zip");
    zip.saveAs(saved);
    try (ZipFile files = new ZipFile(saved.toFile())) {
      assertThat(files.stream().map(Object::toString)).anyMatch(name -> name.endsWith("todo.py"));
    }
    screen.press("Escape");
    assertThat(screen.find(".menu .panel").first()).isHidden();
  }

  @Test
  void timelineBarLinksToItsEvent() {
    openSection("/timeline");

    for (String kind : List.of("model", "repair", "review", "run", "other")) {
      screen.waitForVisible(".legend .is-" + kind);
      screen.waitForVisible(".timeline .segment.is-" + kind);
    }
    screen.waitForCount(".timeline .bar.failed", 3);
    screen.find(".timeline .bar.failed[aria-label^=validator]").click();
    assertThat(screen.page).hasURL(Pattern.compile(".*/events\\?seq=\\d+"));
    assertThat(screen.waitForVisible(".events .target details[open]")).containsText("expected ':'");
    screen.page.goBack();
    screen.find("label:has-text('Zoom') select").selectOption("4");
    assertThat(screen.page).hasURL(Pattern.compile(".*/timeline\\?zoom=4"));
  }

  @Test
  void eventsCanBeFilteredAndOpened() {
    openSection("/events");

    int all = (int) seq;
    screen.waitForCount(".events > li", all);
    screen.find("select").first().selectOption("validation_failed");
    screen.waitForCount(".events > li", 1);
    screen.find(".events summary").first().click();
    assertThat(screen.waitForVisible(".events .body .quoted")).containsText("\"line\": 11");
    screen.find("summary:has-text('Raw')").click();
    assertThat(screen.waitForVisible(".events .raw"))
        .containsText("\"type\":\"validation_failed\"");
    screen.find("[data-search]").fill("no such text");
    assertThat(screen.waitForVisible(".empty")).containsText("No event matches");
    screen.find(".empty a").click();
    screen.waitForCount(".events > li", all);
  }

  @Test
  void pastStateCanBeShown() throws Exception {
    long blueprintSeq = 0;
    for (var event : node.get("/api/projects/" + project + "/events").path("events")) {
      blueprintSeq = event.path("type").asString().equals("blueprint_ready")
          ? event.path("seq").asLong()
          : blueprintSeq;
    }
    openSection("");
    screen.find("#time-cursor").fill(String.valueOf(blueprintSeq));

    screen.waitForCount(".blueprint .node.is-pending", 7);
    assertThat(screen.page).hasURL(Pattern.compile(".*\\?at=" + blueprintSeq));
    assertThat(screen.waitForVisible(".head .badge")).hasText("running");
    screen.find("text=Checks").first().click();
    screen.waitForCount(".check-result .is-pending", 2);
    screen.find("text=Back to now").click();
    screen.waitForCount(".check-result h3 .is-passed", 2);
  }

  @Test
  void modelCallsShowTokensPromptAndAnswer() throws Exception {
    int all = node.get("/api/projects/" + project + "/calls").path("calls").size();
    openSection("/calls");

    screen.waitForCount("main tbody tr", all);
    assertThat(screen.waitForVisible("tfoot")).containsText(all + " calls");
    screen.find("main tbody tr:has-text('todo.py') a").first().click();
    assertThat(screen.waitForVisible("#prompt .quoted")).containsText("todo.py");
    assertThat(screen.waitForVisible("#answer .quoted")).containsText("class Todo");
    screen.find("text=All calls").click();
    screen.waitForCount("main tbody tr", all);
  }

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
    screen.find("[aria-label=Files] a:has-text('api.py')").first().click();
    assertThat(screen.waitForVisible("h2.path")).hasText("api.py");
    screen.page.goBack();
    screen.waitForCount("[aria-label=Files] tbody tr", 7);
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
    assertThat(screen.waitForCount(".project", 1)).containsText("7/7");
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
    screen.waitForVisible("[aria-label=Files] tbody tr");
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

  @Test
  void browserFoldsEveryEventAsTheNodeDoes() throws Exception {
    FoldAgreement.check(node, screen.visit("/"), project);
  }

  @ParameterizedTest
  @EnumSource
  void everyViewFitsAndIsAccessible(Viewport viewport) {
    // axe is slow: it runs once for each width and each color scheme.
    boolean thorough = viewport == Viewport.DESKTOP || viewport == Viewport.PHONE_DARK;
    List<String> views = thorough
        ? List.of(
            "",
            "/checks",
            "/timeline",
            "/events",
            "/calls",
            "/calls/2",
            "/files/todo.py?attempt=1",
            "/files/todo.py?view=diff",
            "?at=40")
        : List.of("", "/timeline", "/events");
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
