package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.GitCommand;
import atelier.rig.model.FolderScript;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Specs as people say them, each with a README of ordinary snippets, end proven without a repair.
 */
@Timeout(600)
final class OrdinarySpecsIT {
  @TempDir
  private Path folder;

  private PackagedRun proven(String project) throws Exception {
    PackagedRun run = PackagedRun.of(folder, project, FolderScript.of(project));
    run.requireSucceeded();
    run.requireNoFaultFound();
    return run;
  }

  /** Imports pydantic and starlette, which FastAPI brings along and no manifest names. */
  @Test
  void aReadingListWithFastApiIsProven() throws Exception {
    PackagedRun.assumeAnswers("python3", "-m", "pip", "index", "versions", "fastapi");

    PackagedRun run = proven("books");

    run.requireInstalled(".gitignore", "requirements.lock");
    assertThat(run.event("setup_ready").at("/data/provides").toString())
        .contains("\"pydantic\"", "\"starlette\"");
    assertThat(GitCommand.lines(run.repository(), "show", "HEAD:.gitignore"))
        .anyMatch(line -> line.contains(".venv"));
  }

  @Test
  void aHabitTrackerWithReactAndViteIsProven() throws Exception {
    PackagedRun.assumeAnswers("npm", "view", "vite", "version");

    PackagedRun run = proven("habits");

    run.requireInstalled(".gitignore", "package-lock.json");
    assertThat(run.all("check_passed"))
        .anyMatch(check -> check.at("/data/name").asString().equals("build"));
    assertThat(GitCommand.lines(run.repository(), "ls-files"))
        .noneMatch(file -> file.startsWith("node_modules/") || file.startsWith("dist/"));
  }

  @Test
  void anExpenseTrackerWithClapAndSerdeIsProven() throws Exception {
    PackagedRun.assumeAnswers("cargo", "info", "serde@1.0.200");

    proven("spend").requireInstalled(".gitignore", "Cargo.lock");
  }

  @Test
  void aCalculatorInCIsProven() throws Exception {
    proven("stack");
  }

  @Test
  void aPlainPageIsProven() throws Exception {
    PackagedRun run = proven("tips");

    assertThat(run.ended().types()).doesNotContain("setup_failed", "setup_skipped");
  }

  /** Nothing is wrong with any file that was written: the tests are only not found. */
  @Test
  void testsThatCannotBeFoundAreFoundInTheEnd() throws Exception {
    // Later versions exit with 5, which is a failed check.
    PackagedRun.assumeAnswers("python3", "-c", "import sys; sys.exit(sys.version_info >= (3, 12))");

    PackagedRun run = PackagedRun.of(folder, "worker", FolderScript.of("worker"));

    run.requireSucceeded();
    run.requireNoFaultFound();
    assertThat(run.all("check_passed").get(0).at("/data/tests/run").asInt()).isZero();
    assertThat(run.all("blueprint_ready")).hasSize(2);
    assertThat(GitCommand.lines(run.repository(), "ls-files")).contains("tests/__init__.py");
    assertThat(run.all("code_ready"))
        .filteredOn(written -> written.path("file").asString().equals("worker/count.py"))
        .hasSize(1);
  }
}
