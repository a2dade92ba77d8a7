package atelier.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.InstalledPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageUrlTest {
  private static InstalledPackage named(String name, String version) {
    return new InstalledPackage(name, version, "", 0, true);
  }

  @ParameterizedTest
  @CsvSource({
    "npm,    express,                 4.19.2,      pkg:npm/express@4.19.2",
    "npm,    @types/node,             20.1.0,      pkg:npm/%40types/node@20.1.0",
    "pip,    Typing_Extensions,       4.12.0,      pkg:pypi/typing-extensions@4.12.0",
    "cargo,  serde_json,              1.0.1+x.2,   pkg:cargo/serde_json@1.0.1%2Bx.2",
    "go,     github.com/BurntSushi/x, v1.0.0,      pkg:golang/github.com/burntsushi/x@v1.0.0",
    "maven,  org.junit.jupiter:api,   5.1,         pkg:maven/org.junit.jupiter/api@5.1",
    "gradle, com.a:b,                 1,           pkg:maven/com.a/b@1",
    "npm,    a?b#ü,                   1,           pkg:npm/a%3Fb%23%C3%BC@1"
  })
  void everyEcosystemHasItsForm(String ecosystem, String name, String version, String url) {
    assertThat(PackageUrl.of(ecosystem, named(name, version)).orElseThrow()).hasToString(url);
  }

  @Test
  void someThingsHaveNone() {
    assertThat(PackageUrl.of("composer", named("a", "1"))).isEmpty();
    assertThat(PackageUrl.of("npm", named("a/", "1"))).isEmpty();
  }
}
