package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The outputs are those of npm 11, pnpm 9, yarn 1, pip 23 and Go 1.26, with other host names. */
final class ManifestDiagnosticsTest {
  private static final String PACKAGE_JSON = """
      {
        "name": "x",
        "dependencies": {
          "expresss": "^4.0.0",
          "react-dom": "17.0.2",
          "@types/zzqexpres": "*"
        }
      }
      """;

  private static PackageRequest npm(String manifest) {
    return new PackageRequest(
        "npm", "web/", "web/package.json", Map.of("package.json", manifest), "k");
  }

  private static PackageRequest pip(Map<String, String> files) {
    String manifest = files.containsKey("requirements.txt") ? "requirements.txt" : "pyproject.toml";
    return new PackageRequest("pip", "", manifest, files, "k");
  }

  private static PackageRequest go(String manifest) {
    return new PackageRequest("go", "", "go.mod", Map.of("go.mod", manifest), "k");
  }

  @Test
  void namesAnUnknownPackageWithItsLineAndTheNearestName() {
    String output = """
        npm error code E404
        npm error 404 Not Found - GET https://registry.example/expresss
        npm error 404
        npm error 404  The requested resource 'expresss@^4.0.0' could not be found or you do not \
        have permission to access it.
        """;

    assertThat(ManifestDiagnostics.of(npm(PACKAGE_JSON), output))
        .containsExactly(
            new Diagnostic(4, 6, "the registry has no package expresss: did you mean `express`?"));
  }

  @Test
  void findsNamesWithAScope() {
    String output = "npm error 404  The requested resource '@types/zzqexpres@*' could not be found";

    assertThat(ManifestDiagnostics.of(npm(PACKAGE_JSON), output))
        .containsExactly(new Diagnostic(6, 6, "the registry has no package @types/zzqexpres"));
  }

  @Test
  void readsTheWordsOfOlderNpmPnpmAndYarn() {
    for (String output : new String[] {
      "npm ERR! 404  'expresss@^4.0.0' is not in this registry.",
      " ERR_PNPM_FETCH_404  GET https://registry.example/expresss: Not Found - 404\n\n"
          + "expresss is not in the npm registry, or you have no permission to fetch it.",
      "error Couldn't find package \"expresss\" on the \"npm\" registry.",
      "error Error: https://registry.example/expresss: Not found"
    }) {
      assertThat(ManifestDiagnostics.of(npm(PACKAGE_JSON), output))
          .as(output)
          .extracting(Diagnostic::line)
          .containsExactly(4);
    }
  }

  @Test
  void namesAVersionThatDoesNotExist() {
    assertThat(ManifestDiagnostics.of(
            npm(PACKAGE_JSON),
            "npm error notarget No matching version found for react-dom@^99.0.0.\n"))
        .containsExactly(new Diagnostic(5, 6, "the registry has no version ^99.0.0 of react-dom"));
  }

  @Test
  void namesAConflictOfPeers() {
    String output = """
        npm error code ERESOLVE
        npm error ERESOLVE unable to resolve dependency tree
        npm error
        npm error Found: react@19.3.1
        npm error node_modules/react
        npm error   react@"^19.0.0" from the root project
        npm error
        npm error Could not resolve dependency:
        npm error peer react@"17.0.2" from react-dom@17.0.2
        """;

    assertThat(ManifestDiagnostics.of(npm("{\"react\": \"^19.0.0\"}"), output))
        .containsExactly(new Diagnostic(
            1,
            3,
            "no version of react suits all: one is needed as \"17.0.2\" from react-dom@17.0.2"));
  }

  @Test
  void findsTheLineOfAnOffsetInJson() {
    assertThat(ManifestDiagnostics.of(
            npm("{\n\"a\": 1,\n}"),
            "atelier: package.json is not JSON: Expected double-quoted property name in JSON at"
                + " position 10"))
        .extracting(Diagnostic::line)
        .containsExactly(3);
  }

  @Test
  void namesAPythonPackageInWhateverFileItIs() {
    var files = Map.of("requirements.txt", "flask\n", "requirements-dev.txt", "\nPytest_Covv>=1\n");
    String output = """
        ERROR: Could not find a version that satisfies the requirement pytest-covv>=1 (from \
        versions: none)
        ERROR: No matching distribution found for pytest-covv>=1
        """;

    assertThat(ManifestDiagnostics.of(pip(files), output))
        .containsExactly(new Diagnostic(
            0,
            0,
            "requirements-dev.txt, line 2: the registry has no package pytest-covv: did you mean"
                + " `pytest-cov`?"));
  }

  @Test
  void doesNotCallAPackageUnknownThatExistsAsSourceCode() {
    String output = """
        ERROR: Could not find a version that satisfies the requirement docopt==0.6.2 (from \
        versions: none)
        ERROR: No matching distribution found for docopt==0.6.2
        atelier: docopt exists only as source code
        """;

    assertThat(ManifestDiagnostics.of(pip(Map.of("requirements.txt", "docopt==0.6.2")), output))
        .containsExactly(new Diagnostic(
            1,
            1,
            "the registry has docopt only as source code, and only finished wheels are installed"
                + " here: another version or another package is needed"));
  }

  @Test
  void namesAPythonVersionThatDoesNotExist() {
    String output = "ERROR: Could not find a version that satisfies the requirement flask==99.1"
        + " (from versions: 0.11, 3.1.3)\n";

    assertThat(ManifestDiagnostics.of(pip(Map.of("requirements.txt", "flask==99.1")), output))
        .containsExactly(new Diagnostic(
            1, 1, "the registry has no version of flask that is ==99.1 and fits this Python"));
  }

  @Test
  void namesAConflictOfPythonPackages() {
    String output = """
        ERROR: Cannot install -r /tmp/tools/requirements.txt (line 1) and werkzeug<2 because these \
        package versions have conflicting dependencies.

        The conflict is caused by:
            The user requested werkzeug<2
            flask 3.0.3 depends on Werkzeug>=3.0.0

        To fix this you could try to:
        """;

    assertThat(ManifestDiagnostics.of(
            pip(Map.of("requirements.txt", "flask==3.0.3\nwerkzeug<2\n")), output))
        .containsExactly(new Diagnostic(
            2, 1, "no version of werkzeug suits all: flask 3.0.3 depends on Werkzeug>=3.0.0"));
  }

  @Test
  void findsTheLineThatAParserOfTomlNames() {
    assertThat(ManifestDiagnostics.of(
            pip(Map.of("pyproject.toml", "[project\nname = 'x'\n")),
            "atelier: pyproject.toml cannot be read: Expected ']' at the end of a table declaration"
                + " (at line 1, column 9)"))
        .containsExactly(new Diagnostic(
            1,
            9,
            "pyproject.toml cannot be read: Expected ']' at the end of a table declaration (at line"
                + " 1, column 9)"));
  }

  @Test
  void namesWhatIsNotFromARegistry() {
    assertThat(ManifestDiagnostics.of(
            pip(Map.of("requirements.txt", "flask\ngit+https://example.com/x.git # mine\n")),
            "atelier: git+https://example.com/x.git is not from a registry"))
        .extracting(Diagnostic::line)
        .containsExactly(2);
  }

  @Test
  void namesAGoModuleThatDoesNotExist() {
    String output = """
        go: finding module for package github.com/spf13/cobraa/doc
        go: example.com/x imports
        \tgithub.com/spf13/cobraa/doc: module github.com/spf13/cobraa/doc: reading \
        https://proxy.example/github.com/spf13/cobraa/doc/@v/list: 404 Not Found
        """;

    assertThat(ManifestDiagnostics.of(go("module example.com/x\n"), output))
        .containsExactly(new Diagnostic(
            0, 0, "the registry has no module with the package github.com/spf13/cobraa/doc"));
  }

  @Test
  void namesAVersionThatAGoModuleDoesNotHave() {
    String output = """
        go: example.com/x imports
        \tgithub.com/spf13/cobra: github.com/spf13/cobra@v1.99.0: reading \
        https://proxy.example/github.com/spf13/cobra/@v/v1.99.0.zip: 404 Not Found
        """;

    assertThat(ManifestDiagnostics.of(
            go("module example.com/x\n\nrequire github.com/spf13/cobra v1.99.0\n"), output))
        .containsExactly(
            new Diagnostic(3, 9, "the registry has no version v1.99.0 of github.com/spf13/cobra"));
  }

  @Test
  void findsTheLineThatGoNames() {
    assertThat(ManifestDiagnostics.of(
            go("module example.com/x\n\nrequire github.com/spf13/cobra latest\n"),
            "go: errors parsing go.mod:\n/work/go.mod:3: require github.com/spf13/cobra: version"
                + " \"latest\" invalid: must be of the form v1.2.3\n"))
        .containsExactly(new Diagnostic(
            3,
            0,
            "require github.com/spf13/cobra: version \"latest\" invalid: must be of the form"
                + " v1.2.3"));
  }

  @Test
  void saysNothingAboutOtherOutput() {
    assertThat(ManifestDiagnostics.of(npm(PACKAGE_JSON), "npm error network ECONNRESET"))
        .isEmpty();
  }

  @Test
  void takesLinearTime() {
    String output = "npm error 404 'requirement @a ".repeat(20_000);

    for (Recipe recipe : Recipes.ALL) {
      var request = new PackageRequest(recipe.ecosystem(), "", "m", Map.of("m", output), "k");
      assertThat(ManifestDiagnostics.of(request, output)).isEmpty();
    }
  }
}
