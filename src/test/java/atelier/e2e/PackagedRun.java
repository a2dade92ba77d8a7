package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.FolderScript;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A project from spec to end, with the answers of a folder. */
record PackagedRun(Path repository, Ended ended) {

  static PackagedRun of(Path folder, String project, FolderScript script) throws Exception {
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
      return new PackagedRun(folder.resolve("data/projects/" + project), process.finish());
    }
  }

  /** Skips the test, in words, if a command that asks a registry does not succeed. */
  static void assumeAnswers(String... command) throws Exception {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    boolean answers = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    process.destroyForcibly();
    assumeTrue(answers, () -> String.join(" ", command) + " does not succeed here");
  }

  JsonNode event(String type) {
    return all(type).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + "\n" + ended.story()));
  }

  List<JsonNode> all(String type) {
    return ended.events().stream()
        .filter(event -> event.path("type").asString().equals(type))
        .toList();
  }

  /** Succeeded, with tests that were executed. */
  void requireSucceeded() {
    assertThat(ended.exit()).as(ended.story()).isEqualTo(0);
    JsonNode last = ended.events().get(ended.events().size() - 1);
    assertThat(last.at("/data/status").asString()).isEqualTo("succeeded");
    assertThat(all("check_passed").stream()
            .mapToInt(check -> check.at("/data/tests/run").asInt()))
        .as(ended.story())
        .anyMatch(tests -> tests > 1);
  }

  /** Nobody found fault with a file, a check or an example. */
  void requireNoFaultFound() {
    assertThat(ended.types())
        .as(ended.story())
        .doesNotContain(
            "validation_failed",
            "audit_failed",
            "setup_failed",
            "check_failed",
            "check_skipped",
            "example_failed",
            "example_skipped",
            "examples_rejected",
            "execution_failure",
            "cause_found");
  }

  /** Packages were installed from registries, and their versions are part of the project. */
  void requireInstalled(String... files) throws Exception {
    assertThat(GitCommand.lines(repository, "ls-files")).contains(files);
    JsonNode ready = event("setup_ready");
    assertThat(ready.at("/data/packages").asInt()).as("%s", ready).isGreaterThan(1);
    assertThat(ready.at("/data/hosts")).as("%s", ready).isNotEmpty();
    assertThat(ready.at("/data/refused")).as("%s", ready).isEmpty();
    JsonNode inventory = ready.at("/data/inventory");
    assertThat(inventory).as("%s", ready).hasSize(ready.at("/data/packages").asInt());
    assertThat(inventory.at("/0/direct").asBoolean()).as("%s", ready).isTrue();
    assertThat(inventory.at("/0/bytes").asLong()).as("%s", ready).isPositive();
  }
}
