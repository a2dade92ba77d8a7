package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.DiagnosisEvent;
import atelier.event.EquivalentMutant;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.FilePlan;
import atelier.event.ProofEvent;
import atelier.event.ReviewEvent;
import atelier.event.Survivor;
import atelier.event.TestCounts;
import atelier.event.Usage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The evidence of a project, while it is made and when a file changes. */
final class EvidenceApiTest {
  private static final List<String> COMMAND = List.of("python3", "-c", "print('3 passed')");

  @TempDir
  private Path folder;

  private WebHarness harness;
  private OpenApiContract document;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    document = new OpenApiContract(OpenApi.load());
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private JsonNode evidence() {
    String path = "/api/projects/shop/evidence";
    HttpResponse<String> response = harness.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return document.check("get", path, response);
  }

  private void append(Event event) {
    harness.appendAndAwait("shop", event);
  }

  private void designAndWrite(String text) {
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
    append(new Event.InfraReady(List.of("p"), List.of(), "none", 3, false));
    append(new Event.BlueprintReady(
        new Blueprint(
            "a shop",
            List.of(),
            List.of(new FilePlan("a.py", "all of it", List.of(), "")),
            List.of(),
            List.of(new CheckPlan("unit", COMMAND), new CheckPlan("lint", List.of("true")))),
        Usage.NONE));
    accept(1, text);
  }

  private void accept(int attempt, String text) {
    append(new Event.CodeReady("a.py", attempt, text.length(), text, "m", Usage.NONE));
    append(new ReviewEvent.ValidationPassed("a.py", attempt, "syntax", List.of()));
    append(new ReviewEvent.AuditPassed("a.py", attempt, List.of()));
    append(new ReviewEvent.FileValidated("a.py", attempt));
  }

  private void passTwice(String check, String tree, Optional<TestCounts> tests) {
    Evidence run = new Evidence(COMMAND, 0, 1, "", "h", tree, tests, List.of());
    append(new ProofEvent.CheckPassed(check, run));
    append(new ProofEvent.CheckPassed(check, run));
  }

  @Test
  void aCheckIsEvidenceOnceItPassedTwiceAndItsControlFailed() {
    designAndWrite("print(1)\n");
    String tree = evidence().path("tree").asString();
    JsonNode pending = evidence().path("checks").get(0);
    assertThat(pending.path("status").asString()).isEqualTo("pending");
    assertThat(pending.path("why").asString()).isEqualTo("It has not been run yet.");
    assertThat(pending.path("commandLine").asString())
        .isEqualTo("python3 -c 'print('\\''3 passed'\\'')'");
    assertThat(evidence().has("mutants")).isFalse();

    passTwice("unit", tree, Optional.of(new TestCounts(3, 0, 1)));
    passTwice("lint", tree, Optional.empty());
    append(new ProofEvent.ControlPassed("unit", List.of("a.py"), 1, tree));
    append(new ProofEvent.MutantsTried(
        4, 3, List.of(new Survivor("a.py", 1, "1", "2")), List.of("a.py"), tree));

    JsonNode unit = evidence().path("checks").get(0);
    assertThat(unit.path("proves").asBoolean()).isTrue();
    assertThat(unit.path("why").asString()).isEmpty();
    assertThat(unit.path("passes").asInt())
        .isEqualTo(unit.path("requiredPasses").asInt());
    assertThat(unit.path("tests").toString()).isEqualTo("{\"run\":3,\"failed\":0,\"skipped\":1}");
    assertThat(unit.path("control").asString()).isEqualTo("passed");
    assertThat(unit.path("broken").toString()).isEqualTo("[\"a.py\"]");
    JsonNode lint = evidence().path("checks").get(1);
    assertThat(lint.path("proves").asBoolean()).isFalse();
    assertThat(lint.path("why").asString()).isEqualTo("It executes no test.");
    assertThat(evidence().path("mutants").toString())
        .isEqualTo("{\"tried\":4,\"killed\":3,\"survivors\":[{\"file\":\"a.py\",\"line\":1,"
            + "\"from\":\"1\",\"to\":\"2\"}],\"unproven\":[\"a.py\"]}");
  }

  private static ProofEvent part(int number, String tree) {
    List<Survivor> survivors = List.of(new Survivor("a.py", number, "1", "2"));
    return new ProofEvent.MutantsTried(
        3, 2, survivors, List.of(), tree, Optional.of(number), Optional.of(2));
  }

  @Test
  void faultsAreToldWhenAllPartsAreThereAndClaimsAboutThemBesideThem() {
    designAndWrite("print(1)\n");
    String tree = evidence().path("tree").asString();
    append(part(2, tree));
    assertThat(evidence().has("mutants")).isFalse();

    append(part(1, tree));
    append(
        new DiagnosisEvent.SurvivorsReported("a.py", List.of(new Survivor("a.py", 1, "1", "2"))));
    append(new Event.CodeReady(
        "a.py",
        2,
        9,
        "print(1)\n",
        "m",
        Usage.NONE,
        List.of(new EquivalentMutant("a.py", 1, "1", "2", "nobody reads it"))));

    JsonNode mutants = evidence().path("mutants");
    assertThat(mutants.path("killed").asInt()).isEqualTo(4);
    assertThat(mutants.path("tried").asInt()).isEqualTo(6);
    assertThat(mutants.path("claims").toString())
        .isEqualTo("[{\"file\":\"a.py\",\"line\":1,\"from\":\"1\",\"to\":\"2\","
            + "\"reason\":\"nobody reads it\"}]");
  }

  @Test
  void evidenceOfOtherFilesIsStale() {
    designAndWrite("print(1)\n");
    passTwice("unit", "another tree", Optional.of(new TestCounts(3, 0, 0)));
    append(new ProofEvent.MutantsTried(4, 3, List.of(), List.of(), "another tree"));

    JsonNode unit = evidence().path("checks").get(0);
    assertThat(unit.path("status").asString()).isEqualTo("stale");
    assertThat(unit.path("passes").asInt()).isZero();
    assertThat(unit.has("tests")).isFalse();
    assertThat(unit.path("why").asString())
        .isEqualTo("It has not been run since the files changed.");
    assertThat(evidence().has("mutants")).isFalse();
  }
}
