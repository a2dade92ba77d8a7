package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.event.Event;
import atelier.event.InstalledPackage;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.web.WebHarness;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packages of a project on the page, whose events the test appends. */
final class DashboardPackagesIT {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e";

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
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
  }

  @AfterEach
  void close() {
    screen.assertNoErrors();
    screen.close();
    harness.close();
  }

  private void append(Event event) {
    harness.appendAndAwait("shop", event);
  }

  private void ready(String file, int packages, List<InstalledPackage> inventory) {
    append(new SetupReady(
        file,
        "npm",
        file,
        "layer",
        packages,
        93_000_000,
        15_300,
        List.of("registry.test"),
        List.of("git.test: not a registry"),
        List.of(),
        List.of("express 4.19.2 was published 2 days ago"),
        inventory));
  }

  private static List<InstalledPackage> inventory() {
    return List.of(
        new InstalledPackage("express", "4.19.2", "MIT", 210_000, true),
        new InstalledPackage("@types/serve-static", "1.15.7-alpha.20260101", "", 0, true),
        new InstalledPackage(HOSTILE, HOSTILE, HOSTILE, 5, false),
        new InstalledPackage(
            "unicode-match-property-value-ecmascript",
            "2.2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            1_900_000,
            false));
  }

  @Test
  void packagesAppearWhenTheyAreInstalled() throws IOException {
    screen.visit("/projects/shop").waitForVisible(".tabs");
    screen.find(".tabs >> text=Packages").click();
    assertThat(screen.find(".empty")).containsText("declares no packages");

    append(new SetupStarted("package.json", "npm", "package.json"));
    assertThat(screen.find(".card h2 .badge")).hasText("being installed");
    assertThat(screen.find("a[href$='sbom.json']")).hasCount(0);

    ready("package.json", 6, inventory());

    Locator rows = screen.waitForCount("table.packages tbody tr", 4);
    assertThat(rows.first()).containsText("declared");
    assertThat(rows.first()).containsText("MIT");
    assertThat(rows.nth(1)).containsText("unknown");
    assertThat(rows.nth(2)).containsText("<img src=x onerror=alert(1)>");
    assertThat(rows.nth(2)).not().containsText("\u202e");
    assertThat(screen.find("table.packages img")).hasCount(0);
    Locator main = screen.find("main");
    assertThat(main).containsText("6 npm packages, 88.7 MiB, 15.3 s, from registry.test");
    assertThat(main).containsText("git.test: not a registry");
    assertThat(main).containsText("was published 2 days ago");
    assertThat(main).containsText("2 more are not listed");
    screen.assertAccessible();
    screen.screenshot("packages");
    Download bill =
        screen.page.waitForDownload(() -> screen.find("a[href$='sbom.json']").click());
    assertThat(bill.suggestedFilename()).isEqualTo("shop.cdx.json");
    assertThat(Files.readString(bill.path()))
        .isEqualTo(harness.get("/api/projects/shop/sbom.json").body());
  }

  @Test
  void whyNothingIsInstalledIsSaid() {
    append(new SetupFailed(
        "package.json",
        "npm",
        "r",
        "manifest",
        List.of(new Diagnostic(3, 1, "there is no package " + HOSTILE)),
        "",
        List.of(),
        List.of("git.test: not a registry")));
    append(new SetupSkipped("Gemfile", "bundler", "s", "bundler packages are not installed"));

    screen.visit("/projects/shop/packages");

    Locator cards = screen.waitForCount("main .card:has(h2 .mono)", 2);
    assertThat(cards.first().locator(".badge")).hasText("refused");
    assertThat(cards.first()).containsText("there is no package <img src=x onerror=alert(1)>");
    assertThat(cards.first()).containsText("git.test: not a registry");
    assertThat(cards.last().locator(".badge")).hasText("not installed");
    assertThat(cards.last()).containsText("bundler packages are not installed");
    assertThat(screen.find("a[href$='sbom.json']")).hasCount(0);
    screen.assertAccessible();
  }

  @Test
  void packagesFitAPhoneInTheDark() {
    screen.close();
    screen = CHROMIUM.open("http://localhost:" + harness.port(), Viewport.PHONE_DARK);
    screen.page.setViewportSize(360, 740);
    ready("some/longer/folder/package.json", 4, inventory());

    screen.visit("/projects/shop/packages");

    screen.waitForCount("table.packages tbody tr", 4);
    screen.assertFitsWindow();
    screen.assertAccessible();
    screen.find("table.packages").scrollIntoViewIfNeeded();
    screen.screenshot("packages-phone");
  }

  @Test
  void packagesOfAnEarlierVersionHaveNoNames() {
    ready("package.json", 160, List.of());

    screen.visit("/projects/shop/packages");

    assertThat(screen.waitForVisible("main .card:has(h2 .mono)"))
        .containsText("Their names were not kept");
  }
}
