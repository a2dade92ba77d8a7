package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.GitCommand;
import com.microsoft.playwright.Download;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every view of a finished project. */
final class DashboardProjectIT extends DashboardFixture {
  private JsonNode planned() throws Exception {
    return node.get("/api/projects/" + project).path("blueprint").path("files");
  }

  private int files() throws Exception {
    return planned().size();
  }

  private int checks() throws Exception {
    return node.get("/api/projects/" + project).path("checks").size();
  }

  private int uses() throws Exception {
    return planned().valueStream().mapToInt(file -> file.path("uses").size()).sum();
  }

  private int events(String type) throws Exception {
    return (int) node.lines(project, (int) seq).stream()
        .filter(line -> line.contains("\"type\":\"" + type + "\""))
        .count();
  }

  @Test
  void overviewShowsTheStatusOfEveryFile() throws Exception {
    openSection("/overview");

    assertThat(screen.waitForVisible(".head .spec")).hasText(SPEC);
    assertThat(screen.waitForVisible(".head .reason"))
        .containsText("passed 2 times and failed on broken code");
    screen.waitForCount(".blueprint .node.is-committed", files());
    screen.waitForCount(".blueprint .edge", uses());
    assertThat(screen.waitForVisible(".node[data-path='todo.py']")).containsText("×2");
    assertThat(screen.waitForCount("[aria-label=Files] tbody tr", files()).first())
        .containsText(Pattern.compile("todo.py\\s+committed\\s+2\\s+\\S+"));
    screen.waitForCount(".check-list .is-passed", checks());
    screen.waitForCount(".commits li", events("committed"));
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
  void evidenceIsShownFirst() {
    openSection("");

    assertThat(screen.waitForVisible(".tabs [aria-current=page]")).hasText("Evidence");
    screen.waitForVisible("tr.example .is-passed");
    assertThat(screen.waitForVisible(".check-evidence")).containsText("unit tests");
    assertThat(screen.find(".check-evidence").first()).containsText("broken, as it must");
    assertThat(screen.find("text=Small faults put into the code")).hasCount(1);
    screen.assertAccessible();
    screen.screenshot("evidence");
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
  void timelineBarLinksToItsEvent() throws Exception {
    openSection("/timeline");

    for (String kind : List.of("model", "repair", "review", "run", "other")) {
      screen.waitForVisible(".legend .is-" + kind);
      screen.waitForVisible(".timeline .segment.is-" + kind);
    }
    String failure = ".*\"type\":\"\\w*(failed|failure|rejected|error|surrender)\\w*\".*";
    long failures = node.lines(project, Math.toIntExact(seq)).stream()
        .filter(line -> line.matches(failure))
        .count();
    screen.waitForCount(".timeline .bar.failed", Math.toIntExact(failures));
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

    int all = Math.min((int) seq, 200);
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

    screen.waitForCount(".blueprint .node.is-pending", files());
    assertThat(screen.page).hasURL(Pattern.compile(".*\\?at=" + blueprintSeq));
    assertThat(screen.waitForVisible(".head .badge")).hasText("running");
    screen.find("text=Checks").first().click();
    screen.waitForCount(".check-result .is-pending", checks());
    screen.find("text=Back to now").click();
    screen.waitForCount(".check-result h3 .is-passed", checks());
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
  void browserFoldsEveryEventAsTheNodeDoes() throws Exception {
    FoldAgreement.check(node, screen.visit("/"), project);
  }
}
