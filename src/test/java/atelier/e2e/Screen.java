package atelier.e2e;

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

/** A window on the dashboard, and all that it complained about or asked of anybody. */
final class Screen implements AutoCloseable {
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots", "target/screenshots"));
  private static final String AXE =
      resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");

  final Page page;
  private final String origin;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> strangers = new CopyOnWriteArrayList<>();

  Screen(Page page, String origin) {
    this.page = page;
    this.origin = origin;
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("a dialog opened: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(origin)) {
        strangers.add(request.url());
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

  Screen visit(String path) {
    page.navigate(origin + path);
    sees("#live");
    return this;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** Waits until the first such element is there to be seen. */
  Locator sees(String selector) {
    assertThat(find(selector).first()).isVisible();
    return find(selector).first();
  }

  /** Waits until there are so many. */
  Locator counts(String selector, int count) {
    assertThat(find(selector)).hasCount(count);
    return find(selector);
  }

  void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  void shoot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  /** Waits until the page has seen an event. */
  Screen hasSeen(long seq) {
    sees("#moment[max='" + seq + "']");
    return this;
  }

  /** Nothing that axe knows keeps anybody out. */
  void isAccessible() {
    page.evaluate(AXE);
    Object faults = page.evaluate("""
        () => axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
            `${id}: ${html}\n${failureSummary}`)))""");
    assertThat((List<?>) faults).as("axe on %s", page.url()).isEmpty();
  }

  /** The page is no wider than its window. */
  void fits() {
    Object wider = page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) wider).intValue()).as("%s is too wide", page.url()).isLessThanOrEqualTo(0);
  }

  /** No error in the console, no dialog, and not one request to anybody else. */
  void isQuiet() {
    assertThat(complaints).isEmpty();
    assertThat(strangers).isEmpty();
  }

  /** Forgets what was complained of; for a node that was away. */
  void forgive() {
    complaints.clear();
  }

  @Override
  public void close() {
    page.context().close();
  }
}
