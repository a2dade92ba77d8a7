package atelier.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.EventCodec;
import atelier.event.SetupEvent;
import atelier.event.SetupEvent.LockReady;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SetupReporterTest {
  private static List<String> describe(SetupEvent event) {
    Entry entry =
        EventCodec.seal("shop", 1, Instant.EPOCH, "n", "environment", event, Entry.GENESIS);
    return ConsoleReporter.describe(entry).stream().map(StyledLine::text).toList();
  }

  private static SetupReady ready(int packages, long ms, String... hosts) {
    return new SetupReady(
        "package.json",
        "npm",
        "r",
        "layer",
        packages,
        93_000_000,
        ms,
        List.of(hosts),
        List.of("git.test: not a registry"),
        List.of(),
        List.of("express 4.19.2 was published 2 days ago"),
        List.of());
  }

  @Test
  void installedPackagesComeFromARegistryByItsName() {
    assertThat(describe(new SetupStarted("package.json", "npm", "r")))
        .containsExactly("📦 Environment: Installing the npm packages of package.json...");
    assertThat(describe(ready(160, 15_300, "registry.test")))
        .hasSize(3)
        .startsWith(
            "📦 Environment: package.json: 160 npm packages from registry.test, 93 MB, 15.3 s",
            "⛔ Environment: package.json: refused: git.test: not a registry")
        .last()
        .asString()
        .contains("express 4.19.2 was published 2 days ago");
    assertThat(describe(ready(1, 0, "a.test", "b.test", "c.test")).get(0))
        .isEqualTo("📦 Environment: package.json: 1 npm package from a.test and 2 other hosts,"
            + " 93 MB, installed before");
    assertThat(describe(ready(1, 5)).get(0))
        .isEqualTo("📦 Environment: package.json: 1 npm package, 93 MB, 5 ms");
    assertThat(describe(new LockReady("package-lock.json", "{}", "package.json")))
        .containsExactly("🔒 Environment: package-lock.json made for package.json");
  }

  @Test
  void whatIsNotInstalledHasAReason() {
    assertThat(describe(new SetupSkipped("Gemfile", "bundler", "r", "no recipe")))
        .containsExactly("➖ Environment: the packages of Gemfile are not installed: no recipe");
    assertThat(describe(new SetupFailed(
            "package.json",
            "npm",
            "r",
            "manifest",
            List.of(new Diagnostic(3, 0, "there is no package expres")),
            "",
            List.of(),
            List.of("git.test: not a registry"))))
        .hasSize(3)
        .startsWith("❌ Environment: the packages of package.json cannot be installed")
        .endsWith("⛔ Environment: package.json: refused: git.test: not a registry");
  }

  @Test
  void hostileNamesAreSafe() {
    assertThat(describe(ready(1, 1, "a\u001b[31m.test\u202e")).get(0))
        .doesNotContain("\u001b", "\u202e");
  }
}
