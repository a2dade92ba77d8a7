package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CannotShow;
import atelier.event.CheckPlan;
import atelier.event.DiagnosisEvent;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.event.ProofEvent;
import atelier.event.ReviewEvent;
import atelier.event.Usage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Acceptance examples in the API: shown, edited, and as evidence. */
final class ExampleEvidenceApiTest {
  private static final String SPEC =
      "Exit 2 if the file is missing. The option `--top` limits. GET /words answers. Looks"
          + " friendly. Use `--all` too.";
  private static final List<String> COMMAND = List.of("python3", "a.py", "no file.txt");

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

  private JsonNode get(String path) {
    HttpResponse<String> response = harness.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return document.check("get", path, response);
  }

  private JsonNode evidence() {
    return get("/api/projects/shop/evidence");
  }

  private void append(Event event) {
    harness.appendAndAwait("shop", event);
  }

  private static Example commandExample(String name) {
    return new Example(
        name,
        "Exit 2 if the file is missing",
        Map.of(),
        List.of(new Example.Step(
            COMMAND,
            "",
            new Example.StepResult(
                Optional.of(2), ExpectedText.ANYTHING, ExpectedText.exactly("no"), Map.of()))),
        List.of(),
        Map.of(),
        List.of());
  }

  private static Example servedExample() {
    return new Example(
        "words",
        "GET /words answers",
        Map.of(),
        List.of(),
        List.of("python3", "a.py", "--port=$PORT", "$PORT"),
        Map.of("PORT", "$PORT"),
        List.of(
            new Example.Request(
                false,
                "GET",
                "/words",
                Map.of(),
                Optional.empty(),
                "",
                Optional.of(new Example.Response(
                    Optional.of(200),
                    Map.of(),
                    ExpectedText.ANYTHING,
                    Optional.of(JsonMapper.shared().readTree("{\"a\":{}}"))))),
            Example.Request.restarted()));
  }

  private void design(boolean approve) {
    harness.post(
        "/api/projects", "{\"spec\":\"" + SPEC + "\",\"id\":\"shop\",\"approve\":" + approve + "}");
    append(new Event.InfraReady(List.of("p"), List.of(), "none", 3, false));
    append(new Event.BlueprintReady(
        new Blueprint(
            "a shop",
            List.of(),
            List.of(
                new FilePlan("a.py", "all of it", List.of(), ""),
                new FilePlan("test_a.py", "its tests", List.of(), "")),
            List.of("python3", "a.py"),
            List.of(new CheckPlan("unit", List.of("python3", "-m", "unittest")))),
        Usage.NONE));
    append(new ProofEvent.ExamplesReady(
        List.of(commandExample("missing file"), servedExample()),
        List.of(new CannotShow("Looks friendly", "a matter of taste")),
        Usage.NONE));
  }

  private void write() {
    accept("a.py", "print(1)\n");
    accept("test_a.py", "run('--top')\n");
  }

  private void accept(String file, String text) {
    append(new Event.CodeReady(file, 1, text.length(), text, "m", Usage.NONE));
    append(new ReviewEvent.ValidationPassed(file, 1, "syntax", List.of()));
    append(new ReviewEvent.AuditPassed(file, 1, List.of()));
    append(new ReviewEvent.FileValidated(file, 1));
  }

  private static Evidence run(String tree, FailedTest... differences) {
    return new Evidence(COMMAND, 0, 1, "", "h", tree, Optional.empty(), List.of(differences));
  }

  @Test
  void everyLiteralOfTheSpecNamesWhatShowsIt() {
    design(false);
    write();

    assertThat(evidence().path("literals").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"text\":\"2\",\"kind\":\"exit code\",\"examples\":[\"missing file\"],\"tests\":[],"
                + "\"cannotShow\":\"\"}",
            "{\"text\":\"--top\",\"kind\":\"flag\",\"examples\":[],\"tests\":[\"test_a.py\"],"
                + "\"cannotShow\":\"\"}",
            "{\"text\":\"GET /words\",\"kind\":\"route\",\"examples\":[\"words\"],\"tests\":[],"
                + "\"cannotShow\":\"\"}",
            "{\"text\":\"--all\",\"kind\":\"flag\",\"examples\":[],\"tests\":[],"
                + "\"cannotShow\":\"\"}");
    assertThat(evidence().path("cannotShow").toString())
        .isEqualTo("[{\"quote\":\"Looks friendly\",\"why\":\"a matter of taste\"}]");
  }

  @Test
  void anExampleIsEvidenceOnceItPassedTwiceAndItsControlFailed() {
    design(false);
    write();
    String tree = evidence().path("tree").asString();
    JsonNode pending = evidence().path("examples").get(0);
    assertThat(pending.path("status").asString()).isEqualTo("pending");
    assertThat(pending.path("commandLine").asString()).isEqualTo("python3 a.py 'no file.txt'");
    assertThat(evidence().at("/start/status").asString()).isEqualTo("pending");

    append(new ProofEvent.ExamplePassed("words", run(tree)));
    append(new ProofEvent.ExamplePassed("words", run(tree)));
    assertThat(evidence().at("/examples/1/why").asString())
        .isEqualTo("It has not been run on broken code yet.");
    append(new ProofEvent.ControlPassed("words", List.of("a.py"), 1, tree, "example"));
    append(new ProofEvent.ControlPassed("unit", List.of("a.py"), 1, tree));

    JsonNode words = evidence().path("examples").get(1);
    assertThat(words.path("proves").asBoolean()).isTrue();
    assertThat(words.path("why").asString()).isEmpty();
    assertThat(words.path("kind").asString()).isEqualTo("served");
    assertThat(words.path("commandLine").asString())
        .isEqualTo("PORT=\"$PORT\" python3 a.py '--port='\"$PORT\"'' \"$PORT\"");
    assertThat(evidence().path("start").toString())
        .isEqualTo("{\"commandLine\":\"python3 a.py\",\"exercisedBy\":\"missing file\","
            + "\"status\":\"pending\",\"why\":\"It has not been run yet.\"}");
    assertThat(evidence().at("/checks/0/exercises").toString()).isEqualTo("[\"a.py\"]");
  }

  @Test
  void aFailedExampleShowsItsDifferencesAndADisputedOneItsDispute() {
    design(false);
    write();
    String tree = evidence().path("tree").asString();
    Evidence failed =
        run(tree, new FailedTest("missing file", "", 0, "exit code", "2", "1 with stderr \"x\""));
    append(new ProofEvent.ExampleFailed(
        "missing file", "", failed, JsonMapper.shared().createObjectNode()));

    JsonNode example = evidence().path("examples").get(0);
    assertThat(example.path("status").asString()).isEqualTo("failed");
    assertThat(example.path("why").asString())
        .isEqualTo("It differs from what is expected in 1 point.");
    assertThat(example.path("differences").toString())
        .isEqualTo("[{\"where\":\"exit code\",\"expected\":\"2\","
            + "\"actual\":\"1 with stderr \\\"x\\\"\"}]");
    assertThat(evidence().at("/start/why").asString())
        .isEqualTo(example.path("why").asString());

    append(new DiagnosisEvent.VerdictGiven(
        "missing file", "exit code", "disputed", List.of("silent"), Usage.NONE));
    assertThat(evidence().at("/examples/0/status").asString()).isEqualTo("disputed");
    assertThat(evidence().at("/examples/0/why").asString()).contains("does not decide");

    append(new ProofEvent.ExampleWithdrawn("missing file", "the spec says 1"));
    assertThat(evidence().path("withdrawn").toString())
        .isEqualTo("[{\"name\":\"missing file\",\"reason\":\"the spec says 1\"}]");
    assertThat(evidence().path("examples")).hasSize(1);
  }

  private ObjectNode plan() {
    JsonNode project = get("/api/projects/shop");
    ObjectNode plan = (ObjectNode) project.path("blueprint");
    plan.set("examples", project.path("examples"));
    return plan;
  }

  private HttpResponse<String> approve(JsonNode plan) {
    return harness.post("/api/projects/shop/approve", "{\"blueprint\":" + plan + "}");
  }

  @Test
  void examplesAreShownInTheFormInWhichTheyAreApproved() {
    design(true);
    append(new Event.ApprovalRequested());
    ObjectNode plan = plan();
    assertThat(plan.at("/examples/0").toString())
        .isEqualTo("{\"name\":\"missing file\",\"quote\":\"Exit 2 if the file is missing\","
            + "\"command\":[\"python3\",\"a.py\",\"no file.txt\"],"
            + "\"expect\":{\"exit\":2,\"stderr\":{\"equals\":\"no\"}}}");
    assertThat(plan.at("/examples/1/requests").toString())
        .isEqualTo("[{\"method\":\"GET\",\"path\":\"/words\",\"expect\":{\"status\":200,"
            + "\"json\":{\"a\":{}}}},{\"restart\":true}]");
    ((ObjectNode) plan.at("/examples/0/expect")).put("exit", 3);
    JsonNode sent = plan.deepCopy();

    HttpResponse<String> response = approve(plan);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    JsonNode running = get("/api/projects/shop");
    assertThat(running.path("status").asString()).isEqualTo("running");
    assertThat(running.path("examples")).isEqualTo(sent.path("examples"));
  }

  @Test
  void aPausedProjectTakesEditedExamples() {
    design(false);
    append(new Event.Paused("limit", "it cannot continue"));
    assertThat(harness.post("/api/projects/shop/approve", "{}").statusCode()).isEqualTo(409);
    ObjectNode plan = plan();
    ((ObjectNode) plan.at("/examples/0")).put("quote", "words of somebody else");
    HttpResponse<String> refused = approve(plan);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("words of somebody else", "is not in the spec");

    ((ObjectNode) plan.at("/examples/0")).put("quote", "Looks friendly");

    assertThat(approve(plan).statusCode()).isEqualTo(202);
    JsonNode resumed = get("/api/projects/shop");
    assertThat(resumed.path("status").asString()).isEqualTo("running");
    assertThat(resumed.at("/examples/0/quote").asString()).isEqualTo("Looks friendly");
  }
}
