package atelier.rig.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser page that shows the dashboard, and records its errors and its requests elsewhere. */
public final class Screen implements AutoCloseable {
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));
  private static final String AXE =
      resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");

  public final Page page;
  private final String origin;
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> foreignRequests = new CopyOnWriteArrayList<>();

  Screen(Page page, String origin) {
    this.page = page;
    this.origin = origin;
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        errors.add(message.text());
      }
    });
    page.onPageError(errors::add);
    page.onDialog(dialog -> {
      errors.add("a dialog opened: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(origin)) {
        foreignRequests.add(request.url());
      }
    });
  }

  private static String resource(String name) {
    try (InputStream in = Screen.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Screen visit(String path) {
    page.navigate(origin + path);
    waitForVisible("#live");
    return this;
  }

  public Locator find(String selector) {
    return page.locator(selector);
  }

  /** Waits until the first element that matches is visible. */
  public Locator waitForVisible(String selector) {
    assertThat(find(selector).first()).isVisible();
    return find(selector).first();
  }

  /** Waits until this number of elements matches. */
  public Locator waitForCount(String selector, int count) {
    assertThat(find(selector)).hasCount(count);
    return find(selector);
  }

  public void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  public void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** Waits until the page has received this event. */
  public Screen waitForEvent(long seq) {
    waitForVisible("#time-cursor[max='" + seq + "']");
    return this;
  }

  /** Fails if axe-core reports an accessibility violation. */
  public void assertAccessible() {
    page.evaluate(AXE);
    Object violations = page.evaluate("""
        () => axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
            `${id}: ${html}\n${failureSummary}`)))""");
    assertThat((List<?>) violations).as("axe on %s", page.url()).isEmpty();
  }

  /** Fails if the page is wider than its window. */
  public void assertFitsWindow() {
    Object wider = page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) wider).intValue()).as("%s is too wide", page.url()).isLessThanOrEqualTo(0);
  }

  /** Fails after an error in the console, a dialog, or a request to another origin. */
  public void assertNoErrors() {
    assertThat(errors).isEmpty();
    assertThat(foreignRequests).isEmpty();
  }

  /** Drops the errors so far, when a test has caused them. */
  public void clearErrors() {
    errors.clear();
  }

  @Override
  public void close() {
    page.context().close();
  }
}
