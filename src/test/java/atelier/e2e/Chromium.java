package atelier.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
 * Debian's Chromium, driven through the machine's own Node. Where one of them is missing, tests are
 * skipped: a plain machine can still build.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final double PATIENCE_MS = 30_000;
  private static final List<String> ALONE = List.of(
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
        Files.isExecutable(PROGRAM),
        PROGRAM + " is missing, so that no page is looked at: apt-get install chromium");
    assumeTrue(
        Files.isExecutable(node),
        node + " is missing, which drives the browser: apt-get install nodejs, or -Dnode=PATH");
    playwright = Playwright.create();
    LaunchOptions options = new LaunchOptions().setExecutablePath(PROGRAM).setArgs(ALONE);
    browser = playwright.chromium().launch(options);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }

  Screen open(ServedNode node, Viewport look) {
    return open(node.url(), look);
  }

  /** A window of its own, with nothing kept from earlier ones. */
  Screen open(String url, Viewport look) {
    var context = browser.newContext(new Browser.NewContextOptions()
        .setViewportSize(look.width(), look.height())
        .setColorScheme(look.scheme())
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
        .setBaseURL(url)
        .setLocale("en-GB")
        .setTimezoneId("UTC"));
    context.setDefaultTimeout(PATIENCE_MS);
    return new Screen(context.newPage(), url);
  }
}
