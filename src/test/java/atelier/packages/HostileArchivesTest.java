package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Refused;
import atelier.rig.registry.Archive;
import atelier.rig.registry.CrateFiles;
import atelier.rig.registry.GoFiles;
import atelier.rig.registry.PythonFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives and lock files of pip, cargo and Go that lie. */
final class HostileArchivesTest {
  private static final String UP = "../".repeat(12);
  private static RegistryRig rig;
  private static PythonFiles wheels;
  private static CrateFiles crates;
  private static GoFiles modules;

  @BeforeAll
  static void open() throws Exception {
    rig = new RegistryRig();
    wheels = new PythonFiles(rig.server);
    crates = new CrateFiles(rig.server);
    modules = new GoFiles(rig.server);
    rig.home.pip(wheels.url(), rig.authority);
    rig.home.cargo(crates.url(), rig.authority);
    rig.home.go(modules.url(), rig.authority);
    wheels.publish("greeting", "1.2.0");
    crates.publish("greeting", "1.2.0");
    modules.publish("example.test/greeting", "v1.2.0");
  }

  @AfterAll
  static void close() throws Exception {
    rig.close();
  }

  @BeforeEach
  void start() throws Exception {
    rig.begin();
  }

  @AfterEach
  void nothingOutsideHasChanged() throws Exception {
    rig.nothingOutsideHasChanged();
  }

  private static Consumer<InstallResult> refused(String... parts) {
    return result -> assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.diagnostics().stream().map(Diagnostic::message))
                .as(refused.output())
                .anySatisfy(message -> assertThat(message).contains(parts)));
  }

  private static InstallResult pip(String requirements) {
    return rig.install(Map.of("requirements.txt", requirements));
  }

  @Test
  void aWheelInstallsNothingOutside() {
    rig.needs("python3");
    Archive up = PythonFiles.wheel("evilup", "1.0").file(UP + rig.cache + "/canary", "evil");
    wheels.publish("evilup", PythonFiles.wheelName("evilup", "1.0"), up.zip());

    assertThat(pip("evilup\n")).satisfies(refused("wheel of evilup", "outside"));
  }

  @Test
  void linksOfAWheelAreFiles() throws Exception {
    rig.needs("python3");
    Archive links = PythonFiles.wheel("evillink", "1.0")
        .symbolicLink("evillink/up", rig.cache.toString())
        .file("evillink/up/canary", "evil");
    wheels.publish("evillink", PythonFiles.wheelName("evillink", "1.0"), links.zip());

    InstallResult result = pip("evillink\n");

    if (result instanceof Installed installed) {
      assertNoLinkTo(rig.layer(installed), rig.cache);
    } else {
      assertThat(result.toString()).contains("evillink");
    }
  }

  @Test
  void pipIsToldWhatTheManifestMayNotAskFor() {
    rig.needs("python3");
    assertThat(pip("evil @ git+https://evil.test/a.git\n"))
        .satisfies(refused("not from a registry"));
    assertThat(pip("https://evil.test/a-1-py3-none-any.whl\n"))
        .satisfies(refused("not from a registry"));
    assertThat(pip("reqests\n"))
        .satisfies(refused("the registry has no package reqests", "`requests`"));
    Installed installed = (Installed) pip("greeting==1.2.0\n");
    assertThat(installed.notes())
        .contains("greeting is not a well-known package: look at where it comes from");
    assertThat(rig.server.requests()).noneMatch(request -> request.contains("evil"));
  }

  @Test
  void aSourceArchiveOfPipIsNotBuilt() {
    rig.needs("python3");
    Archive source = new Archive()
        .file("evilsource-1.0/setup.py", "open('/layers/pip/built', 'w').write('evil')\n")
        .file("evilsource-1.0/PKG-INFO", "Metadata-Version: 2.1\nName: evilsource\nVersion: 1.0\n");
    wheels.publish("evilsource", "evilsource-1.0.tar.gz", source.tarGz());

    assertThat(pip("evilsource\n")).satisfies(refused("evilsource only as source code"));
    assertThat(rig.server.requests()).noneMatch(request -> request.contains("tar.gz"));
  }

  @Test
  void aLockFileOfPipThatLiesIsFoundOut() {
    rig.needs("python3");
    String wrong = "0".repeat(64);
    assertThat(rig.install(Map.of(
            "requirements.txt",
            "greeting\n",
            "requirements.lock",
            "greeting==1.2.0 --hash=sha256:" + wrong + "\n")))
        .satisfies(refused("file of greeting does not have the hash that is written here"));
    Installed installed = (Installed) rig.install(Map.of(
        "requirements.txt",
        "greeting>=1.2\n",
        "requirements.lock",
        "greeting==1.0 --hash=sha256:" + wrong + "\n"));
    assertThat(installed.notes())
        .contains("requirements.lock does not agree with the manifests: it was made anew");
  }

  private static Map<String, String> cargo(String dependency) {
    return Map.of(
        "Cargo.toml",
        "[package]\nname = \"main\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n"
            + dependency + "\n",
        "src/main.rs",
        "fn main() {}\n");
  }

  @Test
  void aCrateUnpacksNothingOutside() {
    rig.needs("cargo");
    int number = 0;
    for (Archive archive : List.of(
        crate("evil-crate0").file("evil-crate0-1.0.0/" + UP + rig.cache + "/canary", "evil"),
        crate("evil-crate1").file("other-1.0.0/src/lib.rs", "evil"),
        crate("evil-crate2")
            .symbolicLink("evil-crate2-1.0.0/up", rig.cache.toString())
            .file("evil-crate2-1.0.0/up/canary", "evil"))) {
      String name = "evil-crate" + number++;
      crates.publish(name, "1.0.0", archive.tarGz());

      InstallResult result = rig.install(cargo(name + " = \"1\""));

      // Versions of cargo differ in what they refuse; the others leave the file out.
      if (!(result instanceof Installed)) {
        assertThat(result).satisfies(refused("archive of the crate " + name));
      }
    }
  }

  private static Archive crate(String name) {
    return CrateFiles.crate(name, "1.0.0");
  }

  @Test
  void cargoIsToldWhatTheManifestMayNotAskFor() {
    rig.needs("cargo");
    assertThat(rig.install(cargo("evil = { git = \"https://evil.test/a.git\" }")))
        .satisfies(refused("evil.test"));
    Map<String, String> lying = new HashMap<>(cargo("greeting = \"1\""));
    lying.put("Cargo.lock", """
        version = 3

        [[package]]
        name = "greeting"
        version = "1.2.0"
        source = "registry+https://github.com/rust-lang/crates.io-index"
        checksum = "%s"

        [[package]]
        name = "main"
        version = "0.1.0"
        dependencies = ["greeting"]
        """.formatted("0".repeat(64)));
    assertThat(rig.install(lying))
        .satisfies(refused("Cargo.lock has another checksum of greeting 1.2.0"));
  }

  private static Map<String, String> go(String module, String version) {
    String name = module.substring(module.lastIndexOf('/') + 1);
    return Map.of(
        "go.mod",
        "module example.test/main\n\ngo 1.18\n\nrequire " + module + " " + version + "\n",
        "main.go",
        "package lib\n\nimport \"" + module + "\"\n\nconst Text = " + name + ".Who\n");
  }

  @Test
  void aModuleUnpacksNothingOutsideAndASumThatLiesIsFoundOut() {
    rig.needs("go");
    String folder = "example.test/evil@v1.0.0/";
    modules.publish(
        "example.test/evil",
        "v1.0.0",
        GoFiles.module("example.test/evil", "v1.0.0")
            .file(folder + UP + rig.cache + "/canary", "evil")
            .zip());
    assertThat(rig.install(go("example.test/evil", "v1.0.0")))
        .satisfies(refused("example.test/evil"));

    Map<String, String> lying = new HashMap<>(go("example.test/greeting", "v1.2.0"));
    String wrong = "h1:" + "A".repeat(43) + "=";
    lying.put(
        "go.sum",
        "example.test/greeting v1.2.0 " + wrong + "\nexample.test/greeting v1.2.0/go.mod " + wrong
            + "\n");
    assertThat(rig.install(lying)).satisfies(refused("go.sum has another hash"));
  }

  private static void assertNoLinkTo(Path layer, Path outside) throws Exception {
    try (var paths = Files.walk(layer)) {
      for (Path path : paths.filter(Files::isSymbolicLink).toList()) {
        assertThat(Files.readSymbolicLink(path).startsWith(outside))
            .as(path.toString())
            .isFalse();
      }
    }
  }
}
