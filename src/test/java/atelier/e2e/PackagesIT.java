package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.FolderScript;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Projects with packages of real registries end proven; skipped where a registry is away. */
@Timeout(600)
final class PackagesIT {
  @TempDir
  private Path folder;

  private Ended run(String project) throws Exception {
    return run(project, FolderScript.of(project));
  }

  private Ended run(String project, FolderScript script) throws Exception {
    try (FakeOllama model = new FakeOllama(script, 0);
        AtelierProcess process = AtelierProcess.start(
            folder,
            "run",
            script.spec(),
            "--project",
            project,
            "--json",
            "--data",
            folder.resolve("data").toString(),
            "--set",
            "llm.endpoint=" + model.url(),
            "--set",
            "llm.model=scripted",
            "--set",
            "proof.mutants=3")) {
      return process.finish();
    }
  }

  private static void assumeAnswers(String... command) throws Exception {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    boolean answers = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    process.destroyForcibly();
    assumeTrue(answers, () -> String.join(" ", command) + " does not succeed here");
  }

  private static JsonNode event(Ended ended, String type) {
    return ended.events().stream()
        .filter(event -> event.path("type").asString().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + "\n" + ended.story()));
  }

  private void requireProven(Ended ended, String project, String lock) throws Exception {
    assertThat(ended.exit()).as(ended.story()).isEqualTo(0);
    JsonNode last = ended.events().get(ended.events().size() - 1);
    assertThat(last.at("/data/status").asString()).isEqualTo("succeeded");
    assertThat(GitCommand.lines(folder.resolve("data/projects/" + project), "ls-files"))
        .contains(lock);
    JsonNode ready = event(ended, "setup_ready");
    assertThat(ready.at("/data/packages").asInt()).as("%s", ready).isGreaterThan(1);
    assertThat(ready.at("/data/hosts")).as("%s", ready).isNotEmpty();
    assertThat(ready.at("/data/refused")).as("%s", ready).isEmpty();
    JsonNode inventory = ready.at("/data/inventory");
    assertThat(inventory).as("%s", ready).hasSize(ready.at("/data/packages").asInt());
    assertThat(inventory.at("/0/direct").asBoolean()).as("%s", ready).isTrue();
    assertThat(inventory.at("/0/bytes").asLong()).as("%s", ready).isPositive();
  }

  @Test
  void aTodoServerInTypeScriptIsProven() throws Exception {
    assumeAnswers("npm", "view", "express", "version");

    Ended ended = run("todo");

    requireProven(ended, "todo", "package-lock.json");
    assertThat(event(ended, "setup_ready").at("/data/provides").toString())
        .contains("\"express\"", "\"vitest\"");
    assertThat(ended.types()).doesNotContain("setup_failed", "check_failed", "cause_found");
  }

  @Test
  void aNotesServerWithFlaskIsProven() throws Exception {
    assumeAnswers(
        "python3",
        "-m",
        "pip",
        "download",
        "--no-deps",
        "-d",
        System.getProperty("java.io.tmpdir"),
        "--quiet",
        "six");

    requireProven(run("notes"), "notes", "requirements.lock");
  }

  @Test
  void aCommandInGoIsProven() throws Exception {
    assumeAnswers("go", "list", "-m", "github.com/spf13/cobra@v1.8.1");

    requireProven(run("greet"), "greet", "go.sum");
  }

  @Test
  void aCommandInRustIsProven() throws Exception {
    assumeAnswers("cargo", "info", "clap@4.5.0");

    requireProven(run("count"), "count", "Cargo.lock");
  }

  /** Maven has no lock file; what it is asked for is in the build file. */
  @Test
  void aProgramInJavaIsProven() throws Exception {
    assumeAnswers(
        "mvn", "-q", "-B", "dependency:get", "-Dartifact=org.apiguardian:apiguardian-api:1.1.2");

    // Without a lock file, a layer of an earlier run on this machine would serve.
    String unlike = "<!-- " + UUID.randomUUID() + " -->\n";
    FolderScript script = FolderScript.of("total").withFirstTry("pom.xml", pom -> pom + unlike);

    Ended fresh = run("total", script);

    requireProven(fresh, "total", ".gitignore");
    assertThat(event(fresh, "setup_ready").at("/data/ms").asInt()).isPositive();

    Ended again = run("total-again", script);

    requireProven(again, "total-again", ".gitignore");
    assertThat(event(again, "setup_ready").at("/data/ms").asInt()).isZero();
  }

  @Test
  void aPackageThatDoesNotExistIsRepairedInItsManifest() throws Exception {
    assumeAnswers("npm", "view", "express", "version");

    Ended ended = run(
        "invented",
        FolderScript.of("todo")
            .withFirstTry(
                "package.json",
                manifest -> manifest.replace(
                    "\"express\"", "\"express-todo-store-kit\": \"^1.0.0\", \"express\"")));

    requireProven(ended, "invented", "package-lock.json");
    JsonNode failed = event(ended, "setup_failed");
    assertThat(failed.path("file").asString()).isEqualTo("package.json");
    assertThat(failed.at("/data/diagnostics").toString()).contains("express-todo-store-kit");
  }
}
