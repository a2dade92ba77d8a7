package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.InstalledPackage;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The commands {@code packages} and {@code sbom}, and the line of {@code show}. */
final class PackagesCommandTest extends RemoteCommandsFixture {
  @BeforeEach
  void submit() {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
  }

  private void install() {
    webHarness.appendAndAwait(
        "shop",
        new SetupReady(
            "package.json",
            "npm",
            "r",
            "layer",
            3,
            93_000_000,
            15_000,
            List.of("registry.test", "files.test"),
            List.of("evil.test: not a registry"),
            List.of(),
            List.of("express is young"),
            List.of(
                new InstalledPackage("express", "4.19.2", "MIT", 500_000, true),
                new InstalledPackage(
                    "@very-long-scope/with-a-very-long-name", "1.0.0", "", 0, false))));
  }

  @Test
  void listsPackagesWithTheirLicences() {
    install();

    assertThat(run("packages", "shop")).isZero();

    assertThat(harness.out())
        .contains("package.json: 3 npm packages from registry.test and 1 other host, 93 MB")
        .contains("refused: evil.test: not a registry", "express is young")
        .containsPattern("PACKAGE +VERSION +LICENCE +SIZE")
        .containsPattern("\\* express +4.19.2 +MIT +500 KB")
        .containsPattern("  @very-long-scope.* +1.0.0 +unknown +-")
        .contains("and 1 more, which are not listed", "* declared by the project itself");
    assertThat(harness.out().lines()).allMatch(line -> line.length() <= 80);

    run("packages", "shop", "--json");
    assertThat(JsonMapper.shared().readTree(harness.out()).at("/manifests/0/packages"))
        .hasSize(2);
  }

  @Test
  void saysWhyNothingIsInstalled() {
    assertThat(run("packages", "shop")).isZero();
    assertThat(harness.out()).contains("shop declares no packages.");

    webHarness.appendAndAwait("shop", new SetupSkipped("Gemfile", "bundler", "r", "no recipe"));
    run("packages", "shop");
    assertThat(harness.out()).contains("Gemfile: bundler packages skipped, no recipe");
    run("show", "shop");
    assertThat(harness.out()).contains("📦 Gemfile  bundler packages are not installed: no recipe");
  }

  @Test
  void showsHowManyPackagesThereAre() {
    install();
    run("show", "shop");
    assertThat(harness.out()).contains("📦 package.json  3 npm packages, 93 MB");
  }

  @Test
  void printsTheBillAsTheNodeSendsIt() {
    install();

    assertThat(run("sbom", "shop")).isZero();

    assertThat(harness.out())
        .isEqualTo(webHarness.get("/api/projects/shop/sbom.json").body())
        .contains("\"bomFormat\" : \"CycloneDX\"", "pkg:npm/express@4.19.2");
    assertThat(run("sbom", "nobody")).isEqualTo(1);
  }
}
