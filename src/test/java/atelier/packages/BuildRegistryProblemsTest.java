package atelier.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atelier.pattern.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tools really printed, and what people are told. */
final class BuildRegistryProblemsTest {
  @Test
  void namesCratesThatTheRegistryDoesNotHave() {
    assertEquals(List.of("the registry has no crate serd-jsonn"), messages("cargo", """
            error: no matching package named `serd-jsonn` found
            location searched: crates.io index
            required by package `a v0.1.0 (/work)`
            """));
    assertEquals(
        List.of("the registry has no version ^99.1 of the crate serde"), messages("cargo", """
            error: failed to select a version for the requirement `serde = "^99.1"`
            candidate versions found which didn't match: 1.0.229, 1.0.228, 1.0.227, ...
            """));
    assertEquals(List.of("the crate clap has no feature derives"), messages("cargo", """
            package `a` depends on `clap` with feature `derives` but `clap` does not have that
             package `clap` does have feature `derive`
            """));
    assertEquals(
        List.of("the crate clap has no feature derives"),
        messages(
            "cargo",
            "the package `a` depends on `clap`, with features: `derives` but `clap` does not"));
    assertEquals(
        List.of("other crates need another version of serde than 1.0.100"), messages("cargo", """
              previously selected package `serde v1.0.100`
                ... which satisfies dependency `serde = "=1.0.100"` of package `a v0.1.0 (/work)`
            """));
  }

  @Test
  void tellsWhatIsWrongInCargoFiles() {
    assertEquals(List.of("line 3: invalid basic string, expected `\"`"), messages("cargo", """
            error: invalid basic string, expected `"`
             --> Cargo.toml:3:17
              |
            3 | version = "0.1.0
            """));
    assertEquals(
        List.of(
            "failed to parse the `edition` key",
            "the installed Cargo does not know the edition 2042"),
        messages("cargo", """
            error: failed to parse manifest at `/work/Cargo.toml`

            Caused by:
              failed to parse the `edition` key

            Caused by:
              this version of Cargo is older than the `2042` edition, and only supports `2015`
            """));
    assertEquals(
        List.of("the project has no package in core"),
        messages("cargo", "error: failed to load manifest for workspace member `/work/core`\n"));
    assertEquals(
        List.of("https://example.com/evil.git is not a registry: name a version of the crate that"
            + " the registry has"),
        messages("cargo", "Caused by:\n  unable to update https://example.com/evil.git\n"));
    assertEquals(
        List.of("Cargo.lock has another checksum of itoa 1.0.15 than the registry"),
        messages("cargo", "error: checksum for `itoa v1.0.15` changed between lock files\n"));
  }

  @Test
  void saysNothingAboutTheManifestIfTheNetworkFails() {
    assertEquals(List.of(), messages("cargo", """
            error: failed to get `itoa` as a dependency of package `a v0.1.0 (/work)`

            Caused by:
              Unable to update registry `crates-io`

            Caused by:
              [6] Couldn't resolve host name
            """));
    assertEquals(
        List.of(),
        messages(
            "maven",
            "Could not transfer artifact com.example:secret:pom:1.0 from/to x (https://a.invalid):"
                + " transfer failed: Unknown host"));
  }

  @Test
  void namesArtifactsThatTheRegistryDoesNotHave() {
    assertEquals(
        List.of("the registry has no com.googl.gson:gsonn of version 2.10"),
        messages(
            "maven",
            "Could not resolve dependencies for project demo:demo:jar:1.0: Could not find artifact"
                + " com.googl.gson:gsonn:jar:2.10 in central (https://a.invalid) -> [Help 1]"));
    assertEquals(
        List.of("the registry has no org.junit:junit-bom of version 9.9"),
        messages(
            "maven",
            "Non-resolvable import POM: Could not find artifact org.junit:junit-bom:pom:9.9 in"
                + " central (https://a.invalid) @ line 2, column 49"));
    assertEquals(
        List.of("com.google.code.gson:gson has no version, and no parent or imported POM gives it"
            + " one"),
        messages(
            "maven",
            "'dependencies.dependency.version' for com.google.code.gson:gson:jar is missing. @"
                + " line 2, column 27"));
    assertEquals(
        List.of("the registry has no plugin org.exampel:foo-maven-plugin"),
        messages(
            "maven",
            "Error resolving version for plugin 'org.exampel:foo-maven-plugin' from the"
                + " repositories [local (/layers/bad/m2)]: Plugin not found"));
  }

  @Test
  void tellsWhatIsWrongInPoms() {
    assertEquals(
        List.of("the project has no module core"),
        messages(
            "maven",
            "Child module /layers/bad/work/core of /layers/bad/work/pom.xml does not exist @ "));
    assertEquals(
        List.of("line 2: Maven knows no element dependencyes here"),
        messages(
            "maven",
            "Malformed POM /layers/bad/work/pom.xml: Unrecognised tag: 'dependencyes' (position:"
                + " START_TAG seen ...</properties>\\n<dependencyes/>... @2:16)  @ /layers/bad"));
    assertEquals(
        List.of("line 2: end tag name </dependencies> must match start tag name <dependency> from"
            + " line 2"),
        messages(
            "maven",
            "Non-parseable POM /layers/bad/work/pom.xml: end tag name </dependencies> must match"
                + " start tag name <dependency> from line 2 (position: START_TAG seen"
                + " ...<dependency></dependencies>... @2:42)  @ line 2, column 42"));
    assertEquals(
        List.of("the installed JDK cannot compile for Java 25"),
        messages("maven", "Fatal error compiling: error: release version 25 not supported"));
  }

  @Test
  void readsGradle() {
    assertEquals(
        List.of("the registry has no com.google.code.gson:gson of version 99.1"),
        messages("gradle", "   > Could not find com.google.code.gson:gson:99.1.\n"));
    assertEquals(
        List.of("the registry has no plugin com.exampel.foo of this version"),
        messages(
            "gradle", "Plugin [id: 'com.exampel.foo', version: '1.0'] was not found in any of"));
    assertTrue(messages(
            "gradle",
            "  build file '/layers/bad/work/build.gradle': 2: Ambiguous expression could be either")
        .contains("line 2: Ambiguous expression could be either"));
  }

  private static List<String> messages(String ecosystem, String output) {
    List<String> messages = new ArrayList<>();
    for (RegistryProblem row : BuildRegistryProblems.ROWS) {
      Matcher matcher = row.pattern().matcher(output);
      if (row.ecosystem().equals(ecosystem) && matcher.find()) {
        String second = matcher.groupCount() > 1 ? matcher.group(2) : "";
        messages.add(row.message().formatted(matcher.group(1), second));
      }
    }
    return messages;
  }
}
