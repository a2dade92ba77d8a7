package atelier.rig.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.rig.ServedNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the installed Chromium for a test class. Playwright drives it with the installed Node.js.
 * The tests are skipped if one of them is missing.
 */
public final class Chromium implements BeforeAllCallback, AfterAllCallback {
  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
  private static final double TIMEOUT_MS = 30_000;
  private static final List<String> ARGUMENTS = List.of(
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");

  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Path node = Path.of(
        Objects.requireNonNullElse(System.getenv("PLAYWRIGHT_NODEJS_PATH"), "/usr/bin/node"));
    assumeTrue(
        Files.isExecutable(EXECUTABLE),
        EXECUTABLE + " is missing, browser tests are skipped: apt-get install chromium");
    assumeTrue(
        Files.isExecutable(node),
        node + " is missing, browser tests are skipped: apt-get install nodejs, or -Dnode=PATH");
    playwright = Playwright.create();
    LaunchOptions options = new LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(ARGUMENTS);
    browser = playwright.chromium().launch(options);
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }

  public Screen open(ServedNode node, Viewport viewport) {
    return open(node.url(), viewport);
  }

  /** Opens a page in a new browser context, which shares no state with others. */
  public Screen open(String url, Viewport viewport) {
    var context = browser.newContext(new Browser.NewContextOptions()
        .setViewportSize(viewport.width(), viewport.height())
        .setColorScheme(viewport.scheme())
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
        .setBaseURL(url)
        .setLocale("en-GB")
        .setTimezoneId("UTC"));
    context.setDefaultTimeout(TIMEOUT_MS);
    return new Screen(context.newPage(), url);
  }
}
