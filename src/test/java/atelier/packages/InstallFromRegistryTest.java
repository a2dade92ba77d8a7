package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.registry.CrateFiles;
import atelier.rig.registry.GoFiles;
import atelier.rig.registry.NpmFiles;
import atelier.rig.registry.PythonFiles;
import atelier.sandbox.JobResult;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packages of a registry on loopback go through all phases, for each package manager. */
final class InstallFromRegistryTest {
  private static RegistryRig rig;

  @BeforeAll
  static void open() throws Exception {
    rig = new RegistryRig();
  }

  @AfterAll
  static void close() throws Exception {
    rig.close();
  }

  private static void prints(JobResult result, String output) {
    assertThat(result.succeeded()).as(result.toString()).isTrue();
    assertThat(result.output()).as(result.toString()).contains(output);
  }

  @Test
  void npm() throws Exception {
    rig.needs("npm", "node");
    NpmFiles npm = new NpmFiles(rig.server);
    rig.home.npm(npm.url(), rig.authority);
    npm.publish("greeting", "1.0.1");
    npm.publish("greeting", "1.2.0");

    Map<String, String> files = rig.installed(Map.of(
        "package.json",
        "{\"dependencies\":{\"greeting\":\"^1.0.0\"},"
            + "\"scripts\":{\"test\":\"node -p 'require(`greeting`)'\"}}"));

    assertThat(files.get("package-lock.json")).contains("greeting-1.2.0.tgz", "sha512-");
    prints(rig.check(files, "npm test"), "greeting 1.2.0");
  }

  @Test
  void pip() throws Exception {
    rig.needs("python3");
    PythonFiles index = new PythonFiles(rig.server);
    rig.home.pip(index.url(), rig.authority);
    index.publish("greeting", "1.0.1");
    index.publish("greeting", "1.2.0");

    Map<String, String> files = rig.installed(Map.of("requirements.txt", "greeting >=1, <2\n"));

    assertThat(files.get("requirements.lock")).contains("greeting==1.2.0", "--hash=sha256:");
    prints(rig.check(files, "python -c 'import greeting; print(greeting.WHO)'"), "greeting 1.2.0");
  }

  @Test
  void cargo() throws Exception {
    rig.needs("cargo");
    CrateFiles crates = new CrateFiles(rig.server);
    rig.home.cargo(crates.url(), rig.authority);
    crates.publish("greeting", "1.0.1");
    crates.publish("greeting", "1.2.0");
    String manifest = """
        [package]
        name = "main"
        version = "0.1.0"
        edition = "2021"

        [dependencies]
        greeting = "1"
        """;

    Map<String, String> files = rig.installed(Map.of(
        "Cargo.toml",
        manifest,
        "src/main.rs",
        "fn main() { println!(\"{}\", greeting::who()); }\n"));

    assertThat(files.get("Cargo.lock")).contains("version = \"1.2.0\"", "checksum = ");
    prints(rig.check(files, "cargo run --offline --locked"), "greeting 1.2.0");
  }

  @Test
  void go() throws Exception {
    rig.needs("go");
    GoFiles modules = new GoFiles(rig.server);
    rig.home.go(modules.url(), rig.authority);
    modules.publish("example.test/greeting", "v1.0.1");
    modules.publish("example.test/greeting", "v1.2.0");

    Map<String, String> files = rig.installed(Map.of(
        "go.mod",
        "module example.test/main\n\ngo 1.18\n\nrequire example.test/greeting v1.2.0\n",
        "main.go",
        "package lib\n\nimport \"example.test/greeting\"\n\nconst Text = greeting.Who\n"));

    assertThat(files.get("go.sum")).contains("example.test/greeting v1.2.0 h1:");
    // A program would need the standard library, which takes minutes to compile.
    prints(rig.check(files, "go build -v ./..."), "example.test/greeting");
  }
}
