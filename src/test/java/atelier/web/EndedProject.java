package atelier.web;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.FilePlan;
import atelier.event.ProofEvent;
import atelier.event.ReviewEvent;
import atelier.event.TestCounts;
import atelier.event.Usage;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A project of one file and one check that has succeeded, and evidence for it. */
public final class EndedProject {
  private static final List<String> COMMAND = List.of("python3", "-m", "unittest");

  private final WebHarness harness;
  private final String id;

  /** Builds the project up to its end. */
  public EndedProject(WebHarness harness, String id) {
    this.harness = harness;
    this.id = id;
    write(harness, id, COMMAND);
    prove();
    harness.finish(id);
  }

  /** Builds a project of one file and one check, up to where the check is due. */
  static void write(WebHarness harness, String id, List<String> command) {
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"" + id + "\"}");
    harness.appendAndAwait(id, new Event.InfraReady(List.of("p"), List.of(), "none", 3, false));
    harness.appendAndAwait(
        id,
        new Event.BlueprintReady(
            new Blueprint(
                "a shop",
                List.of(),
                List.of(new FilePlan("a.py", "all of it", List.of(), "")),
                List.of(),
                List.of(new CheckPlan("unit", command))),
            Usage.NONE));
    harness.appendAndAwait(id, new ProofEvent.ExamplesReady(List.of(), List.of(), Usage.NONE));
    harness.appendAndAwait(id, new Event.CodeReady("a.py", 1, 1, "x", "m", Usage.NONE));
    harness.appendAndAwait(id, new ReviewEvent.ValidationPassed("a.py", 1, "syntax", List.of()));
    harness.appendAndAwait(id, new ReviewEvent.AuditPassed("a.py", 1, List.of()));
    harness.appendAndAwait(id, new ReviewEvent.FileValidated("a.py", 1));
    harness.commit(id, "a.py", "Add it");
  }

  private void append(Event event) {
    harness.appendAndAwait(id, event);
  }

  private String tree() {
    return JsonMapper.shared()
        .readTree(harness.get("/api/projects/" + id + "/evidence").body())
        .path("tree")
        .asString();
  }

  private Evidence evidence(int exit) {
    return new Evidence(
        COMMAND, exit, 1, "out", "h", tree(), Optional.of(new TestCounts(3, exit, 0)), List.of());
  }

  /** Appends all the evidence that the project needs to succeed. */
  public void prove() {
    append(new ProofEvent.CheckPassed("unit", evidence(0)));
    append(new ProofEvent.CheckPassed("unit", evidence(0)));
    append(new ProofEvent.ControlPassed("unit", List.of("a.py"), 1, tree()));
    append(new ProofEvent.MutantsTried(4, 3, List.of(), List.of(), tree()));
  }

  /** Appends a failure of the check. */
  public void fail() {
    append(new ProofEvent.CheckFailed("unit", "", evidence(1)));
  }
}
