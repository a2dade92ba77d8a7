package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.Usage;
import atelier.project.Project;
import atelier.role.prompt.UsedFile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which contents of other files a Writer is shown, and in which order. */
final class UsedFilesTest {
  private Project project = Project.empty("p");

  UsedFilesTest() {
    append(new FeatureRequested("spec", false));
    append(new InfraReady(List.of("m"), List.of(), "box", 3, false));
    List<FilePlan> files = List.of(
        new FilePlan("main.py", "d", List.of("cart.py", "store.py", "item.py"), "c"),
        new FilePlan("cart.py", "d", List.of("item.py"), "c"),
        new FilePlan("store.py", "d", List.of("path.py"), "c"),
        new FilePlan("path.py", "d", List.of("cart.py"), "c"),
        new FilePlan("item.py", "d", List.of(), "c"));
    append(
        new BlueprintReady(new Blueprint("s", List.of(), files, List.of(), List.of()), Usage.NONE));
    for (int answer = 1; answer <= 3; answer++) {
      append(new ExamplesRejected(answer, "no quote", Usage.NONE));
    }
  }

  private void append(Event event) {
    project = project.apply(EventCodec.seal(
        "p", project.seq() + 1, Instant.EPOCH, "n", "agent", event, project.hash()));
  }

  private void write(String file) {
    append(new CodeReady(file, 1, 4, "body of " + file, "Write it", Usage.NONE, List.of()));
  }

  private List<UsedFile> usedByMain() {
    return WriteTasks.due(project)
        .filter(task -> task.file().equals("main.py"))
        .findFirst()
        .orElseThrow()
        .usedFiles();
  }

  @Test
  void comeInTheOrderOfTheirDependencies() {
    assertThat(usedByMain())
        .extracting(UsedFile::path)
        .containsExactly("item.py", "cart.py", "store.py");
  }

  @Test
  void areShownAsUncheckedUntilTheyAreAccepted() {
    write("item.py");
    write("cart.py");
    append(new ValidationPassed("item.py", 1, "syntax", List.of()));
    append(new AuditPassed("item.py", 1, List.of()));
    append(new FileValidated("item.py", 1));

    assertThat(usedByMain())
        .containsExactly(
            new UsedFile("item.py", "body of item.py", true),
            new UsedFile("cart.py", "body of cart.py", false),
            new UsedFile("store.py", null, true));
  }
}
