package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Diagnostic;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.TaskStarted;
import atelier.event.FilePlan;
import atelier.event.ReviewEvent.Committed;
import atelier.event.SetupEvent.LockReady;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import atelier.event.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages, and the files that installing them makes, in a project's state. */
final class SetupTest {
  private static final String MANIFEST = "package.json";
  private static final String LOCK = "package-lock.json";

  private final ProjectHistory history = ProjectHistory.withExample()
      .append("architect", plan(MANIFEST))
      .acceptedVersion("a.py", 1, "1")
      .acceptedVersion(MANIFEST, 1, "{}");

  private static BlueprintReady plan(String path, String... deleted) {
    List<FilePlan> files = List.of(new FilePlan(path, "d", List.of(), ""));
    return new BlueprintReady(
        new Blueprint("s", List.of(), files, List.of(), List.of(), List.of(deleted)), Usage.NONE);
  }

  private static SetupStarted started(String key) {
    return new SetupStarted(MANIFEST, "npm", key);
  }

  private static Event ready(String key, int packages) {
    List<String> none = List.of();
    return new SetupReady(
        MANIFEST, "npm", key, "l", packages, 1, 1, none, none, none, none, List.of());
  }

  private static Event failed(String key) {
    var unknown = List.of(new Diagnostic(0, 0, "there is no package expres"));
    return new SetupFailed(MANIFEST, "npm", key, "manifest", unknown, "", List.of(), List.of());
  }

  private ProjectHistory environment(Event... events) {
    for (Event event : events) {
      history.append("environment", event);
    }
    return history;
  }

  private ProjectHistory locked() {
    return environment(started("k"), ready("k", 160), new LockReady(LOCK, "v1", MANIFEST));
  }

  private SourceFile file(String path) {
    return history.project().files().get(path);
  }

  @Test
  void aLockIsAnAcceptedFileToCommit() {
    String before = history.project().treeHash();

    locked();

    Project project = history.project();
    assertThat(project.acceptedContents()).containsEntry(LOCK, "v1");
    assertThat(project.treeHash()).isNotEqualTo(before);
    assertThat(project.pendingCommits()).hasSize(1);
    assertThat(project.pendingCommits().get(0).version().message())
        .isEqualTo("Lock 160 npm packages");
    assertThat(project.allFilesDone()).isFalse();
    assertThat(project.blueprint().files()).extracting(FilePlan::path).contains(LOCK);
    assertThat(file(LOCK).candidate()).isNull();

    history.append("gitbot", new Committed(LOCK, 1, "c", "m", "A <a@b>"));
    assertThat(history.project().allFilesDone()).isTrue();
    assertThat(file(LOCK).status(false)).isEqualTo("committed");
  }

  @Test
  void anotherLockReplacesIt() {
    locked();
    history.append("gitbot", new Committed(LOCK, 1, "c", "m", "A <a@b>"));

    environment(started("n"), ready("n", 1), new LockReady(LOCK, "v2", MANIFEST));

    assertThat(file(LOCK).accepted().content()).isEqualTo("v2");
    assertThat(file(LOCK).attempts()).isEqualTo(2);
    assertThat(history.project().setups().byRequest()).containsOnlyKeys("n");
    assertThat(history.project().pendingCommits().get(0).version().message())
        .isEqualTo("Lock anew 1 npm package");
  }

  @Test
  void nobodyWritesALock() {
    locked();

    history.append("user", new HintGiven(LOCK, "use express 4"));

    assertThat(file(LOCK).needsWriting()).isFalse();
    assertThat(file(MANIFEST).needsWriting()).isTrue();
    history.append("architect", plan(LOCK));
    assertThat(file(LOCK).needsWriting()).isFalse();
  }

  @Test
  void aLockGoesWithItsManifest() {
    locked();
    history
        .append("gitbot", new Committed(LOCK, 1, "c", "m", "A <a@b>"))
        .append("user", new FeatureRequested("without packages", false))
        .append("architect", plan("a.py", MANIFEST));

    assertThat(history.project().deletions()).containsExactly(MANIFEST, LOCK);
  }

  @Test
  void aRefusedManifestIsRepairedAndSurrenderedAsUsual() {
    environment(started("k"), failed("k"));

    assertThat(file(MANIFEST).needsWriting()).isTrue();
    assertThat(file(MANIFEST).problems().get(0).text()).contains("there is no package expres");
    assertThat(file(MANIFEST).stage(history.project().repairPolicy()))
        .isEqualTo(RepairPolicy.RepairStage.REPAIR);
    for (int attempt = 2; attempt <= 4; attempt++) {
      history.acceptedVersion(MANIFEST, attempt, "{" + " ".repeat(attempt) + "}");
      environment(started("k" + attempt), failed("k" + attempt));
    }
    assertThat(file(MANIFEST).stage(history.project().repairPolicy()))
        .isEqualTo(RepairPolicy.RepairStage.SURRENDER);
    assertThat(history.project().allFilesDone()).isFalse();
  }

  @Test
  void aRetryInstallsAgainBeforeAModelIsAsked() {
    environment(started("k"), failed("k"));

    history.append("user", new RetryRequested());

    assertThat(file(MANIFEST).needsWriting()).isFalse();
    environment(started("k"), new SetupSkipped(MANIFEST, "npm", "k", "no network"));
    history.append("user", new RetryRequested());
    assertThat(history.project().setups().of("k")).isEmpty();
  }

  @Test
  void aStartDoesNotEndTheTaskThatItBelongsTo() {
    history.append("environment", new TaskStarted("environment:install", MANIFEST));
    environment(started("k"));
    assertThat(history.project().isInProgress("environment", MANIFEST)).isTrue();

    environment(ready("k", 1));

    assertThat(history.project().isInProgress("environment", MANIFEST)).isFalse();
    assertThat(history.project().setups().of("k").orElseThrow().starts()).isEqualTo(1);
  }
}
