package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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

/** The rehearsal, submitted on the page, watched to its end, and looked at from every angle. */
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
  void submittedOnThePageAndWatchedToItsEnd() throws Exception {
    node = ServedNode.rehearsing(folder);
    try (Screen first = CHROMIUM.open(node, Viewport.DESKTOP)) {
      first.visit("/");
      assertThat(first.sees(".empty")).containsText("There is no project yet");
      first.isAccessible();
      first.shoot("empty");
      first.find("#spec").fill(SPEC);
      first.find("text=Build it").click();
      first.sees(".head .badge.is-succeeded");
      project = first.find("h1").innerText();
      assertThat(first.page).hasURL(node.url() + "/projects/" + project);
      assertThat(first.page).hasTitle("succeeded: " + project + " · Atelier");
      first.isQuiet();
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
  void look() {
    screen = CHROMIUM.open(node, Viewport.DESKTOP);
  }

  @AfterEach
  void nothingWasAmiss() {
    screen.isQuiet();
    screen.close();
  }

  private Screen at(String part) {
    return screen.visit("/projects/" + project + part).hasSeen(seq);
  }

  @Test
  void theOverviewTellsWhatBecameOfEveryFile() {
    at("");

    assertThat(screen.sees(".head .spec")).hasText(SPEC);
    assertThat(screen.sees(".head .reason")).containsText("2 checks passed on tree");
    screen.counts(".blueprint .node.is-committed", 7);
    screen.counts(".blueprint .edge", 8);
    assertThat(screen.sees(".node[data-path='todo.py']")).containsText("×2");
    assertThat(screen.counts("[aria-label=Files] tbody tr", 7).first())
        .containsText(Pattern.compile("todo.py\\s+committed\\s+2\\s+\\S+"));
    screen.counts(".proof .is-passed", 2);
    screen.counts(".commits li", 8);
    screen.find("summary:has-text('Lessons learned')").click();
    assertThat(screen.sees("details[open] .quoted")).containsText("#");
  }

  @Test
  void aFileShowsItsCodeWhatWasFoundAtItsLinesAndWhatChanged() {
    at("/files/todo.py?attempt=1");

    assertThat(screen.sees("#L11 + tr.note")).containsText("expected ':'");
    assertThat(screen.sees("#L11 .hl-keyword")).hasText("def");
    screen.find("text=Attempt 2").click();
    screen.find("text=Changes since attempt 1").click();
    assertThat(screen.counts(".diff .removed", 1)).containsText("done=False)");
    assertThat(screen.counts(".diff .added", 1)).containsText("done=False):");
    assertThat(screen.page).hasURL(Pattern.compile(".*/files/todo.py\\?attempt=2&view=diff"));
    screen.shoot("file");
    at("/files/store.py?attempt=1");
    assertThat(screen.sees("tr.note")).containsText("—");
    assertThat(screen.sees(".judgements")).containsText("Auditor: 1 found");
  }

  @Test
  void checksTellTheirEvidence() {
    at("/checks");

    assertThat(screen.sees(".check-result")).containsText("unit tests");
    screen.find(".check-result summary").first().click();
    assertThat(screen.sees(".run[open] .terminal")).containsText("OK");
    assertThat(screen.sees(".run[open]")).containsText("exit 0");
    assertThat(screen.find(".run[open] .terminal").last()).containsText("TypeError");
    assertThat(screen.find(".run[open]").last()).containsText("To be mended: demo.py");
  }

  @Test
  void theCodeCanBeClonedAndDownloaded() throws Exception {
    at("");
    screen.find("text=Get the code").click();
    String command = screen.sees(".copyable code").innerText();
    Download zip =
        screen.page.waitForDownload(() -> screen.find("text=Download zip").click());

    assertThat(command).startsWith("git clone " + node.url());
    Path clone = folder.resolve("clone");
    Git.lines(folder, "clone", "-q", command.substring("git clone ".length()), clone.toString());
    assertThat(Git.lines(clone, "log", "--format=%s")).contains("Send the demo's bodies as bytes");
    Path saved = folder.resolve("files.zip");
    zip.saveAs(saved);
    try (ZipFile files = new ZipFile(saved.toFile())) {
      assertThat(files.stream().map(Object::toString)).anyMatch(name -> name.endsWith("todo.py"));
    }
    screen.press("Escape");
    assertThat(screen.find(".menu .panel").first()).isHidden();
  }

  @Test
  void aBarOfTheTimelineLeadsToItsEvent() {
    at("/timeline");

    for (String kind : List.of("model", "repair", "judge", "run", "work")) {
      screen.sees(".legend .is-" + kind);
      screen.sees(".timeline .part.is-" + kind);
    }
    screen.counts(".timeline .bar.failed", 3);
    screen.find(".timeline .bar.failed[aria-label^=validator]").click();
    assertThat(screen.page).hasURL(Pattern.compile(".*/events\\?seq=\\d+"));
    assertThat(screen.sees(".events .wanted details[open]")).containsText("expected ':'");
    screen.page.goBack();
    screen.find("label:has-text('Zoom') select").selectOption("4");
    assertThat(screen.page).hasURL(Pattern.compile(".*/timeline\\?zoom=4"));
  }

  @Test
  void eventsAreFilteredReadAndSeenRaw() {
    at("/events");

    int all = (int) seq;
    screen.counts(".events > li", all);
    screen.find("select").first().selectOption("validation_failed");
    screen.counts(".events > li", 1);
    screen.find(".events summary").first().click();
    assertThat(screen.sees(".events .body .quoted")).containsText("\"line\": 11");
    screen.find("summary:has-text('Raw')").click();
    assertThat(screen.sees(".events .raw")).containsText("\"type\":\"validation_failed\"");
    screen.find("[data-search]").fill("no such words");
    assertThat(screen.sees(".empty")).containsText("No event matches");
    screen.find(".empty a").click();
    screen.counts(".events > li", all);
  }

  @Test
  void anyMomentCanBeLookedAtAgain() throws Exception {
    long planned = 0;
    for (var event : node.get("/api/projects/" + project + "/events").path("events")) {
      planned = event.path("type").asString().equals("blueprint_ready")
          ? event.path("seq").asLong()
          : planned;
    }
    at("");
    screen.find("#moment").fill(String.valueOf(planned));

    screen.counts(".blueprint .node.is-pending", 7);
    assertThat(screen.page).hasURL(Pattern.compile(".*\\?at=" + planned));
    assertThat(screen.sees(".head .badge")).hasText("running");
    screen.find("text=Checks").first().click();
    screen.counts(".check-result .is-pending", 2);
    screen.find("text=Back to now").click();
    screen.counts(".check-result h3 .is-passed", 2);
  }

  @Test
  void callsOfModelsTellWhatTheyCostAndWhatWasSaid() throws Exception {
    int all = node.get("/api/projects/" + project + "/calls").path("calls").size();
    at("/calls");

    screen.counts("main tbody tr", all);
    assertThat(screen.sees("tfoot")).containsText(all + " calls");
    screen.find("main tbody tr:has-text('todo.py') a").first().click();
    assertThat(screen.sees("#prompt .quoted")).containsText("todo.py");
    assertThat(screen.sees("#answer .quoted")).containsText("class Todo");
    screen.find("text=All calls").click();
    screen.counts("main tbody tr", all);
  }

  @Test
  void theClusterTellsWhoIsHere() {
    screen.visit("/cluster");

    assertThat(screen.sees(".cards .card")).containsText("rehearsal");
    assertThat(screen.sees(".roles")).containsText("writer");
    assertThat(screen.sees("main")).containsText("Nothing waits.");
  }

  @Test
  void everyStepHasAnAddressToComeBackTo() {
    screen.visit("/");
    screen.find(".project").click();
    screen.find("[aria-label=Files] a:has-text('api.py')").first().click();
    assertThat(screen.sees("h2.path")).hasText("api.py");
    screen.page.goBack();
    screen.counts("[aria-label=Files] tbody tr", 7);
    screen.page.goBack();
    screen.sees("#new-project");
    screen.page.goForward();
    assertThat(screen.sees("h1")).hasText(project);
  }

  @Test
  void projectsAreSearchedByWordsAndStatus() {
    screen.visit("/?q=no-such-project");

    assertThat(screen.sees(".empty")).containsText("No project matches");
    screen.find("[data-search]").fill("managing TODOS");
    screen.counts(".project", 1);
    screen.find("select").selectOption("failed");
    screen.sees(".empty");
    screen.find("select").selectOption("succeeded");
    assertThat(screen.counts(".project", 1)).containsText("7/7");
    assertThat(screen.page).hasURL(Pattern.compile(".*\\?q=managing\\+TODOS&status=succeeded"));
  }

  @Test
  void theKeyboardReachesEverything() {
    screen.visit("/");
    screen.sees(".project");
    screen.press("/");
    assertThat(screen.find("[data-search]")).isFocused();
    screen.press("Escape", "?");
    assertThat(screen.find("#help")).isVisible();
    screen.press("Escape");
    assertThat(screen.find("#help")).isHidden();
    screen.press("?");
    keyInTheFrameThatCloses("j");
    assertThat(screen.find("[data-row]").first()).isFocused();
    screen.press("Enter");
    assertThat(screen.sees("h1")).hasText(project);
    screen.sees("[aria-label=Files] tbody tr");
    screen.press("j", "j", "k");
    assertThat(screen.find("[data-row]").first()).isFocused();
    screen.press("g", "c");
    assertThat(screen.sees("h1")).hasText("Cluster");
    screen.press("g", "p");
    screen.sees("#new-project");
  }

  /** The focus leaves a closed dialog with the next frame only; a key may come before. */
  private void keyInTheFrameThatCloses(String key) {
    screen.page.evaluate("""
        key => {
          const focused = document.activeElement;
          document.getElementById("help").close();
          focused.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }""", key);
  }

  @Test
  void whatIsNotThereSaysWhereToGo() {
    screen.visit("/projects/no-such-project");
    assertThat(screen.sees(".empty")).containsText("no-such-project");
    screen.sees(".empty a[href='/']");
    screen.forgive();
    at("/files/no-such-file");
    assertThat(screen.sees(".empty")).containsText("There is no such file");
  }

  @Test
  void theBrowserFoldsEveryMomentAsTheNodeDoes() throws Exception {
    FoldAgreement.check(node, screen.visit("/"), project);
  }

  @ParameterizedTest
  @EnumSource
  void everyViewFitsAndKeepsNobodyOut(Viewport look) {
    // Each width and each scheme once is enough for axe, which takes its time.
    boolean thorough = look == Viewport.DESKTOP || look == Viewport.PHONE_DARK;
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
    try (Screen other = CHROMIUM.open(node, look)) {
      for (String view : views) {
        other.visit("/projects/" + project + view).hasSeen(seq);
        judge(other, thorough, look + view.replaceAll("\\W+", "-"));
      }
      for (String view : List.of("/", "/cluster")) {
        other.visit(view).sees(".card .badge");
        judge(other, thorough, look + view.replaceAll("\\W", "-"));
      }
      other.isQuiet();
    }
  }

  private static void judge(Screen other, boolean thorough, String name) {
    if (thorough) {
      other.isAccessible();
    }
    other.fits();
    other.shoot(name);
  }
}
