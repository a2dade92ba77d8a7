package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Blueprint;
import atelier.event.Cancelled;
import atelier.event.CheckPlan;
import atelier.event.Diagnostic;
import atelier.event.Event.Approved;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.FilePlan;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.Usage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When files go that a feature deletes, and what follows. */
final class DeletionTest {
  private static FilePlan plan(String path) {
    return new FilePlan(path, "d", List.of(), "");
  }

  private static Blueprint blueprint(List<String> delete, String... files) {
    return new Blueprint(
        "s",
        List.of(),
        Arrays.stream(files).map(DeletionTest::plan).toList(),
        List.of(),
        List.<CheckPlan>of(),
        delete);
  }

  /** A project with a.py and b.py that has ended, and a feature that moves a.py to app/a.py. */
  private static ProjectHistory move(boolean approve) {
    return new ProjectHistory()
        .append("user", new FeatureRequested("spec", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", new BlueprintReady(blueprint(List.of(), "a.py", "b.py"), Usage.NONE))
        .acceptedVersion("a.py", 1, "old")
        .acceptedVersion("b.py", 1, "kept")
        .append("user", new Cancelled("done"))
        .append("user", new FeatureRequested("move a.py", approve))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", new BlueprintReady(blueprint(List.of("a.py"), "app/a.py"), Usage.NONE))
        .examplesReady();
  }

  private static ProjectHistory deleted(ProjectHistory history) {
    Deletion due = Deletion.due(history.project()).orElseThrow();
    return history.append("gitbot", new Committed("", 1, "c", "m", "A <a@b>", due.paths()));
  }

  private static ProjectHistory moved() {
    return deleted(move(false).acceptedVersion("app/a.py", 1, "new"));
  }

  @Test
  void filesGoWhenAllOthersAreCommittedAndNothingIsProvenBefore() {
    ProjectHistory history = move(false);
    Project before = history.project();

    assertThat(before.files()).containsKeys("a.py", "b.py", "app/a.py");
    assertThat(before.blueprint().files()).extracting(FilePlan::path).doesNotContain("a.py");
    assertThat(before.deletions()).containsExactly("a.py");
    assertThat(Deletion.due(before)).isEmpty();

    history.acceptedVersion("app/a.py", 1, "new");

    assertThat(history.project().allFilesDone()).isFalse();
    assertThat(Deletion.due(history.project()).orElseThrow().paths()).containsExactly("a.py");

    deleted(history);

    assertThat(history.project().files()).containsOnlyKeys("b.py", "app/a.py");
    assertThat(history.project().acceptedContents()).doesNotContainKey("a.py");
    assertThat(history.project().blueprint().delete()).isEmpty();
  }

  @Test
  void everyOtherFileIsCheckedAgain() {
    ProjectHistory history = moved();

    assertThat(history.project().allFilesDone()).isFalse();
    history
        .append("validator", new ValidationPassed("app/a.py", 1, "syntax", List.of()))
        .append(
            "validator",
            new ValidationFailed(
                "b.py", 1, "syntax", List.of(new Diagnostic(1, 1, "no module named a"))));

    assertThat(history.project().files().get("app/a.py").isSettled()).isTrue();
    SourceFile importing = history.project().files().get("b.py");
    assertThat(importing.needsWriting()).isTrue();
    assertThat(importing.newestContent()).isEqualTo("kept");
    assertThat(importing.problems())
        .extracting(Problem::text)
        .first()
        .asString()
        .contains("named a");

    history.acceptedVersion("b.py", 2, "repaired");

    assertThat(history.project().allFilesDone()).isTrue();
  }

  @Test
  void onlyADeletionThatIsDueIsBelieved() {
    ProjectHistory history = move(false);
    Committed early = new Committed("", 1, "c", "m", "A <a@b>", List.of("a.py"));

    assertThatThrownBy(() -> history.append("gitbot", early))
        .isInstanceOf(IllegalStateException.class);

    history.acceptedVersion("app/a.py", 1, "new");
    Committed other = new Committed("", 1, "c", "m", "A <a@b>", List.of("b.py"));

    assertThatThrownBy(() -> history.append("gitbot", other))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCancelledFeatureDeletesNothing() {
    Project cancelled = move(false).append("user", new Cancelled("no")).project();

    assertThat(cancelled.deletions()).isEmpty();
    assertThat(cancelled.files()).containsKey("a.py");
    assertThat(cancelled.blueprint().delete()).isEmpty();
    assertThat(cancelled.blueprint().files())
        .extracting(FilePlan::path)
        .containsExactly("a.py", "b.py", "app/a.py");
  }

  @Test
  void aPersonCanKeepAFileOrDeleteAnother() {
    ProjectHistory history = move(true);

    history
        .append("user", new Approved(blueprint(List.of("b.py"), "app/a.py")))
        .acceptedVersion("app/a.py", 1, "new");
    deleted(history);

    assertThat(history.project().files()).containsOnlyKeys("a.py", "app/a.py");
    assertThat(history.project().blueprint().files())
        .extracting(FilePlan::path)
        .containsExactly("a.py", "app/a.py");
  }

  @Test
  void aLaterFeatureCanCreateTheFileAgainAndItsAttemptsGoOn() {
    ProjectHistory history = moved()
        .append("user", new Cancelled("done"))
        .append("user", new FeatureRequested("again", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", new BlueprintReady(blueprint(List.of(), "a.py"), Usage.NONE));

    SourceFile again = history.project().files().get("a.py");
    assertThat(again.needsWriting()).isTrue();
    assertThat(again.accepted()).isNull();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(history.project().deletedFiles()).isEmpty();
  }

  @Test
  void examplesThatRunADeletedFileAreObsolete() {
    List<String> obsolete =
        Deletion.obsolete(List.of(ProjectHistory.example("shown")), List.of("a.py"), List.of());

    assertThat(obsolete).containsExactly("shown");
    assertThat(Deletion.obsolete(
            List.of(ProjectHistory.example("shown")), List.of("app/a.py"), List.of()))
        .isEmpty();
  }

  @Test
  void commandsNameFilesByPathOrModule() {
    assertThat(CommandFiles.names(List.of("sh", "-c", "cat x | python3 ./a.py"), "a.py", List.of()))
        .isTrue();
    assertThat(CommandFiles.names(List.of("python3", "-m", "lib.a.ATest"), "lib/a.py", List.of()))
        .isTrue();
    assertThat(CommandFiles.names(List.of("python3", "lib/a.py"), "a.py", List.of()))
        .isFalse();
    assertThat(CommandFiles.names(List.of("python3", "-m", "a"), "a.py", List.of("a/__main__.py")))
        .isFalse();
  }
}
