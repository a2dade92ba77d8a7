package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CannotShow;
import atelier.event.CheckPlan;
import atelier.event.DiagnosisEvent;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.event.ProofEvent;
import atelier.event.ReviewEvent;
import atelier.event.Survivor;
import atelier.event.TestCounts;
import atelier.event.Usage;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.web.WebHarness;
import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Examples and evidence on the page, of a project whose events the test appends. */
final class DashboardEvidenceIT {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e";
  private static final String SPEC =
      "Exit 2 if the file is missing. Exit 3 else. Use `--all`. Looks friendly.";

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  private WebHarness harness;
  private Screen screen;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    screen = CHROMIUM.open("http://localhost:" + harness.port(), Viewport.DESKTOP);
  }

  @AfterEach
  void close() {
    screen.close();
    harness.close();
  }

  private void append(Event event) {
    harness.appendAndAwait("shop", event);
  }

  private static Example example(String name, String quote, int exit) {
    return new Example(
        name,
        quote,
        Map.of(),
        List.of(new Example.Step(
            List.of("python3", "a.py", "no file.txt"),
            "",
            new Example.StepResult(
                Optional.of(exit), ExpectedText.ANYTHING, ExpectedText.exactly("no"), Map.of()))),
        List.of(),
        Map.of(),
        List.of());
  }

  private void design(boolean approve) {
    harness.post(
        "/api/projects", "{\"spec\":\"" + SPEC + "\",\"id\":\"shop\",\"approve\":" + approve + "}");
    append(new Event.InfraReady(List.of("p"), List.of(), "none", 3, false));
    append(new Event.BlueprintReady(
        new Blueprint(
            "a shop",
            List.of(),
            List.of(new FilePlan("a.py", "all of it", List.of(), "")),
            List.of("python3", "a.py"),
            List.of(new CheckPlan("unit", List.of("python3", "-m", "unittest")))),
        Usage.NONE));
    append(new ProofEvent.ExamplesReady(
        List.of(
            example("missing file", "Exit 2 if the file is missing", 2),
            example("other end", "Exit 3 else", 3),
            example("wrong", "Exit 3 else", 4)),
        List.of(new CannotShow("Looks friendly", "a matter of taste")),
        Usage.NONE));
  }

  private void write() {
    append(new Event.CodeReady("a.py", 1, 1, "x", "m", Usage.NONE));
    append(new ReviewEvent.ValidationPassed("a.py", 1, "syntax", List.of()));
    append(new ReviewEvent.AuditPassed("a.py", 1, List.of()));
    append(new ReviewEvent.FileValidated("a.py", 1));
    harness.commit("shop", "a.py", "Add it");
  }

  private String tree() {
    return JsonMapper.shared()
        .readTree(harness.get("/api/projects/shop/evidence").body())
        .path("tree")
        .asString();
  }

  private static Evidence run(String tree, FailedTest... failures) {
    return new Evidence(
        List.of("python3", "-m", "unittest"),
        0,
        1,
        "out",
        "h",
        tree,
        Optional.of(new TestCounts(3, 0, 0)),
        List.of(failures));
  }

  private void passTwice(String tree) {
    append(new ProofEvent.CheckPassed("unit", run(tree)));
    append(new ProofEvent.CheckPassed("unit", run(tree)));
    append(new ProofEvent.ControlPassed("unit", List.of("a.py"), 1, tree));
    append(new ProofEvent.ExamplePassed("missing file", run(tree)));
    append(new ProofEvent.ExamplePassed("missing file", run(tree)));
    append(new ProofEvent.ControlPassed("missing file", List.of("a.py"), 1, tree, "example"));
  }

  private void dispute(String tree) {
    FailedTest difference = new FailedTest("other end", "", 0, "exit code", "3", HOSTILE);
    append(new ProofEvent.ExampleFailed(
        "other end", "", run(tree, difference), JsonMapper.shared().createObjectNode()));
    append(new DiagnosisEvent.VerdictGiven(
        "other end", "exit code", "disputed", List.of("silent"), Usage.NONE));
    append(new ProofEvent.ExampleWithdrawn("wrong", "the spec contradicts it"));
  }

  private void tryMutants(String tree) {
    append(new ProofEvent.MutantsTried(
        4, 3, List.of(new Survivor("a.py", 1, "<", "<=")), List.of("a.py"), tree));
  }

  @Test
  void anEndedProjectOpensWithItsEvidence() {
    design(false);
    write();
    String tree = tree();
    passTwice(tree);
    dispute(tree);
    tryMutants(tree);
    harness.finish("shop");

    screen.visit("/projects/shop");

    assertThat(screen.waitForVisible(".tabs [aria-current=page]")).hasText("Evidence");
    Locator rows = screen.waitForCount("tr.example", 2);
    assertThat(rows.first()).containsText("“Exit 2 if the file is missing”");
    assertThat(rows.first().locator(".badge")).hasText("passed");
    assertThat(rows.last().locator(".badge")).hasText("disputed");
    assertThat(rows.last().locator(".difference")).containsText("expected");
    assertThat(rows.last().locator(".difference")).containsText("<img src=x onerror=alert(1)>");
    assertThat(screen.find("tr.literal:has-text('--all')")).containsText("nobody");
    assertThat(screen.find("main")).containsText("3 tests executed");
    assertThat(screen.find("main")).containsText("Exercised by missing file");
    assertThat(screen.find("main")).containsText("3 of 4 noticed");
    assertThat(screen.find("main")).containsText("a.py can be made unusable");
    assertThat(screen.find("main")).containsText("“Looks friendly”: a matter of taste");
    assertThat(screen.find("main")).containsText("wrong: the spec contradicts it");
    rows.first().locator("summary").press("Enter");
    assertThat(rows.first()).containsText("expects exit code 2, stderr equals \"no\"");
    screen.assertAccessible();
    screen.screenshot("evidence-disputed");
    screen.assertNoErrors();
  }

  @Test
  void evidenceFitsAPhoneInTheDark() {
    screen.close();
    screen = CHROMIUM.open("http://localhost:" + harness.port(), Viewport.PHONE_DARK);
    screen.page.setViewportSize(360, 740);
    design(false);
    write();
    String tree = tree();
    passTwice(tree);
    dispute(tree);

    screen.visit("/projects/shop/evidence");

    screen.waitForCount("tr.example", 2);
    screen.assertFitsWindow();
    screen.assertAccessible();
    screen.screenshot("evidence-phone");
    screen.assertNoErrors();
  }

  @Test
  void evidenceIsLive() {
    design(false);
    screen.visit("/projects/shop");
    assertThat(screen.waitForVisible(".tabs [aria-current=page]")).hasText("Blueprint");
    screen.find(".tabs >> text=Evidence").click();
    assertThat(screen.waitForCount("tr.example", 3).first()).containsText("pending");
    write();
    passTwice(tree());
    assertThat(screen.find("tr.example").first()).containsText("passed");
    screen.find(".tabs >> text=Checks").click();
    assertThat(screen.find(".check-result:has-text('missing file') .run")).hasCount(2);
    screen.assertNoErrors();
  }

  @Test
  void examplesAreEditedWithTheBlueprintWhileItWaitsOrIsPaused() {
    design(true);
    append(new Event.ApprovalRequested());
    screen.visit("/projects/shop");
    assertThat(screen.waitForVisible("details[open]:has-text('Acceptance examples')"))
        .containsText("expects exit code 3, stderr equals \"no\"");
    screen.assertAccessible();
    screen.find("button:text-is('Edit')").click();
    edit("\"exit\": 4", "\"exit\": 5");
    screen.find("text=Approve changes").click();
    screen.waitForVisible(".head .badge.is-running");
    assertThat(harness.get("/api/projects/shop").body()).contains("\"exit\":5");

    append(new Event.Paused("limit", "it cannot continue"));
    screen.find("text=Edit blueprint and examples").click();
    edit("\"quote\": \"Exit 3 else\"", "\"quote\": \"words of nobody\"");
    screen.find("text=Continue with changes").click();
    assertThat(screen.waitForVisible(".problem")).containsText("is not in the spec");
    edit("words of nobody", "Exit 3 else");
    screen.find("text=Continue with changes").click();
    screen.waitForVisible(".head .badge.is-running");
    assertThat(screen.find("#edited-blueprint")).hasCount(0);
  }

  private void edit(String text, String replacement) {
    Locator editor = screen.waitForVisible("#edited-blueprint");
    assertThat(editor.inputValue()).contains(text);
    editor.fill(editor.inputValue().replace(text, replacement));
  }
}
