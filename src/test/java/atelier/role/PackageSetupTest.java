package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.Usage;
import atelier.packages.InstallResult;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Traffic;
import atelier.packages.Packages;
import atelier.project.Outcome;
import atelier.project.Project;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When packages are installed, what waits for them, and what comes of it. */
final class PackageSetupTest {
  private static final String MANIFEST = "package.json";
  private Project project = Project.empty("p");

  private void append(String agent, Event event) {
    project = project.apply(
        EventCodec.seal("p", project.seq() + 1, Instant.EPOCH, "n", agent, event, project.hash()));
  }

  private void plan(String... paths) {
    append("user", new FeatureRequested("spec", false));
    append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false));
    List<FilePlan> files = List.of(paths).stream()
        .map(path -> new FilePlan(path, "d", List.of(), ""))
        .toList();
    List<CheckPlan> checks = List.of(new CheckPlan("unit", List.of("npm", "test")));
    append(
        "architect",
        new BlueprintReady(new Blueprint("s", List.of(), files, List.of(), checks), Usage.NONE));
    append("architect", new ExamplesReady(List.of(), List.of(), Usage.NONE));
  }

  private void accept(String path, String content) {
    append("writer", new CodeReady(path, 1, 1, content, "m", Usage.NONE));
    append("validator", new ValidationPassed(path, 1, "syntax", List.of()));
    append("auditor", new AuditPassed(path, 1, List.of()));
    append("clerk", new FileValidated(path, 1));
    commit(path);
  }

  private void commit(String path) {
    append("gitbot", new Committed(path, 1, "c", "m", "A <a@b>"));
  }

  private void acceptManifest() {
    accept(MANIFEST, "{\"dependencies\":{\"express\":\"^4\"}}");
  }

  private List<Environment.Preparation> due() {
    return new Environment().dueTasks(project).toList();
  }

  private static InstallResult installed(Map<String, String> files) {
    return new Installed(
        "layer",
        2,
        1,
        1,
        Traffic.NONE,
        List.of("express", "debug"),
        List.of("young"),
        List.of(),
        files);
  }

  private void perform(InstallResult result) {
    Packages packages = request -> Future.succeededFuture(result);
    List<Event> events = await(due().get(0).setup().orElseThrow().perform(packages));
    events.forEach(event -> append("environment", event));
  }

  @Test
  void installingOverlapsWithWritingAndEvidenceWaits() {
    plan(MANIFEST, "a.js");
    assertThat(due()).isEmpty();

    acceptManifest();
    assertThat(due()).hasSize(1);
    assertThat(due().get(0).file()).isEqualTo(MANIFEST);
    assertThat(due().get(0).requirements().tool()).isEqualTo("npm");

    accept("a.js", "1");
    assertThat(new Runner().dueTasks(project)).isEmpty();

    perform(installed(Map.of("package-lock.json", "{}")));
    assertThat(due()).isEmpty();
    commit("package-lock.json");
    assertThat(new Runner().dueTasks(project)).isNotEmpty();
    assertThat(new Runner().dueTasks(project).findFirst().orElseThrow().files())
        .containsEntry("package-lock.json", "{}");
  }

  @Test
  void onlyLocksAndGitignoreBecomeFiles() {
    plan(MANIFEST);
    acceptManifest();

    perform(installed(
        Map.of("package-lock.json", "{}", ".gitignore", "node_modules/\n", "evil.js", "x")));

    assertThat(project.files()).containsOnlyKeys(MANIFEST, "package-lock.json", ".gitignore");
  }

  @Test
  void aGitignoreOfTheProjectStays() {
    plan(MANIFEST, ".gitignore");
    acceptManifest();
    accept(".gitignore", "mine\n");

    perform(installed(Map.of(".gitignore", "node_modules/\n")));

    assertThat(project.acceptedContents()).containsEntry(".gitignore", "mine\n");
  }

  @Test
  void theLinesOfSeveralEcosystemsAreJoined() {
    plan(MANIFEST, "requirements.txt");
    acceptManifest();
    accept("requirements.txt", "flask");

    perform(installed(Map.of(".gitignore", "node_modules/\n")));
    commit(".gitignore");
    perform(installed(Map.of(".gitignore", "node_modules/\n.venv/\n")));

    assertThat(project.acceptedContents()).containsEntry(".gitignore", "node_modules/\n.venv/\n");
  }

  @Test
  void importsAreJudgedByWhatIsInstalled() {
    plan(MANIFEST, "a.js");
    acceptManifest();
    append("writer", new CodeReady("a.js", 1, 1, "1", "m", Usage.NONE));
    assertThat(new Validator().dueTasks(project).findFirst().orElseThrow().installed())
        .isEmpty();

    perform(installed(Map.of()));

    assertThat(new Validator().dueTasks(project).findFirst().orElseThrow().installed())
        .isEqualTo(Map.of("npm", Set.of("express", "debug")));
  }

  @Test
  void whatCannotBeInstalledEndsUnverifiedWithTheReason() {
    plan(MANIFEST, "composer.json");
    acceptManifest();
    accept("composer.json", "{\"require\":{\"slim/slim\":\"4\"}}");

    perform(new InstallResult.Skipped("no network here"));
    perform(new InstallResult.Skipped("not asked"));
    append("runner", new CheckSkipped("unit", "express is missing", project.treeHash()));

    assertThat(due()).isEmpty();
    var end = Outcome.of(project).orElseThrow();
    assertThat(end.status()).isEqualTo("unverified");
    assertThat(end.reason())
        .contains("the packages of package.json are not installed: no network here; ")
        .endsWith("express is missing")
        .contains("PHP packages (composer.json) are not installed by Atelier yet");
  }

  @Test
  void aLockThatIsTooLongIsSaidAndLeftOut() {
    plan(MANIFEST);
    acceptManifest();
    Packages packages = request ->
        Future.succeededFuture(installed(Map.of("package-lock.json", "x".repeat(3 << 20))));

    List<Event> events = await(due().get(0).setup().orElseThrow().perform(packages));

    assertThat(events).hasSize(1);
    assertThat(((SetupReady) events.get(0)).notes()).anyMatch(note -> note.contains("more than"));
  }

  @Test
  void aModelsPlanHasNoLockFiles() {
    Blueprint planned = new Blueprint(
        "s",
        List.of(),
        List.of(
            new FilePlan(MANIFEST, "d", List.of(), ""),
            new FilePlan("package-lock.json", "d", List.of(MANIFEST), ""),
            new FilePlan("a.js", "d", List.of("package-lock.json"), "")),
        List.of(),
        List.of());

    Blueprint blueprint = PlannedLocks.removedFrom(planned, List.of());

    assertThat(blueprint.files()).extracting(FilePlan::path).containsExactly(MANIFEST, "a.js");
    assertThat(blueprint.files().get(1).uses()).isEmpty();
  }
}
