package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.model.FolderScript;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Projects with packages of real registries end proven; skipped where a registry is away. */
@Timeout(600)
final class PackagesIT {
  @TempDir
  private Path folder;

  private PackagedRun run(String project) throws Exception {
    return PackagedRun.of(folder, project, FolderScript.of(project));
  }

  private static void requireProven(PackagedRun run, String lock) throws Exception {
    run.requireSucceeded();
    run.requireInstalled(lock);
  }

  @Test
  void aTodoServerInTypeScriptIsProven() throws Exception {
    PackagedRun.assumeAnswers("npm", "view", "express", "version");

    PackagedRun run = run("todo");

    requireProven(run, "package-lock.json");
    assertThat(run.event("setup_ready").at("/data/provides").toString())
        .contains("\"express\"", "\"vitest\"");
    assertThat(run.ended().types()).doesNotContain("setup_failed", "check_failed", "cause_found");
  }

  @Test
  void aNotesServerWithFlaskIsProven() throws Exception {
    PackagedRun.assumeAnswers(
        "python3",
        "-m",
        "pip",
        "download",
        "--no-deps",
        "-d",
        System.getProperty("java.io.tmpdir"),
        "--quiet",
        "six");

    requireProven(run("notes"), "requirements.lock");
  }

  @Test
  void aCommandInGoIsProven() throws Exception {
    PackagedRun.assumeAnswers("go", "list", "-m", "github.com/spf13/cobra@v1.8.1");

    requireProven(run("greet"), "go.sum");
  }

  @Test
  void aCommandInRustIsProven() throws Exception {
    PackagedRun.assumeAnswers("cargo", "info", "clap@4.5.0");

    requireProven(run("count"), "Cargo.lock");
  }

  /** Maven has no lock file; what it is asked for is in the build file. */
  @Test
  void aProgramInJavaIsProven() throws Exception {
    PackagedRun.assumeAnswers(
        "mvn", "-q", "-B", "dependency:get", "-Dartifact=org.apiguardian:apiguardian-api:1.1.2");

    // Without a lock file, a layer of an earlier run on this machine would serve.
    String unlike = "<!-- " + UUID.randomUUID() + " -->\n";
    FolderScript script = FolderScript.of("total").withFirstTry("pom.xml", pom -> pom + unlike);

    PackagedRun fresh = PackagedRun.of(folder, "total", script);

    requireProven(fresh, ".gitignore");
    assertThat(fresh.event("setup_ready").at("/data/ms").asInt()).isPositive();

    PackagedRun again = PackagedRun.of(folder, "total-again", script);

    requireProven(again, ".gitignore");
    assertThat(again.event("setup_ready").at("/data/ms").asInt()).isZero();
  }

  @Test
  void aPackageThatDoesNotExistIsRepairedInItsManifest() throws Exception {
    PackagedRun.assumeAnswers("npm", "view", "express", "version");

    PackagedRun run = PackagedRun.of(
        folder,
        "invented",
        FolderScript.of("todo")
            .withFirstTry(
                "package.json",
                manifest -> manifest.replace(
                    "\"express\"", "\"express-todo-store-kit\": \"^1.0.0\", \"express\"")));

    requireProven(run, "package-lock.json");
    JsonNode failed = run.event("setup_failed");
    assertThat(failed.path("file").asString()).isEqualTo("package.json");
    assertThat(failed.at("/data/diagnostics").toString()).contains("express-todo-store-kit");
  }
}
