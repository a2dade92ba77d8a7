package atelier.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Cancelled;
import atelier.event.CannotShow;
import atelier.event.DiagnosisEvent;
import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.event.Finding;
import atelier.event.LiveMessage;
import atelier.event.ProofEvent;
import atelier.event.ReachedLimit;
import atelier.event.ReviewEvent;
import atelier.event.Usage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConsoleReporterTest {
  private static final Evidence EVIDENCE =
      new Evidence(List.of("python3", "a.py"), 1, 2500, "one\ntwo\n", "hash", "tree");

  @Test
  void describesStartedTasks() {
    assertThat(describe("writer", new Event.TaskStarted("Write", "a.py")))
        .containsExactly("✍️  Writer: Generating [a.py]...");
    assertThat(describe("validator", new Event.TaskStarted("Check", "a.py")))
        .containsExactly("🧪 Validator: Checking syntax for a.py...");
    assertThat(describe("clerk", new Event.TaskStarted("Finish", ""))).isEmpty();
  }

  @Test
  void describesTheUsageOfAnAnswer() {
    var usage = new Usage("m", 10, 300, 12_000);

    assertThat(describe("writer", new Event.CodeReady("a.py", 2, 1, "x", "", usage)))
        .containsExactly(
            "✍️  Writer: a.py written (attempt 2): 1 byte, 300 tokens, 12.0 s, 25 tokens/s");
  }

  @Test
  void namesTheLimitThatEndedACheck() {
    var limit = ReachedLimit.bytes("memory", "runner.memory", 512L << 20, 520L << 20);
    var stopped = new Evidence(List.of("x"), -1, 300, "", "h", "t")
        .withUse(Optional.of(100L), Optional.of(limit));

    assertThat(describe("runner", new ProofEvent.CheckFailed("c", "", stopped)).get(0))
        .contains("stopped after 520 MiB of memory (limit runner.memory 512 MiB), in all 300 ms");
  }

  @Test
  void describesPositionsOfDiagnosticsAndFindings() {
    var diagnostic = new Diagnostic(3, 7, "unexpected indent");
    var finding = new Finding("todo", "block", 4, 1, "TODO left behind", "write it");

    assertThat(describe(
            "validator",
            new ReviewEvent.ValidationFailed("a.py", 1, "syntax", List.of(diagnostic))))
        .containsExactly("❌ Validator: a.py is not valid.", "   line 3:7  unexpected indent");
    assertThat(describe("auditor", new ReviewEvent.AuditFailed("a.py", 1, List.of(finding))))
        .containsExactly("❌ Auditor: a.py: 1 finding.", "   line 4:1  TODO left behind (todo)");
  }

  @Test
  void cutsALongListOfDiagnostics() {
    var diagnostics = Collections.nCopies(20, new Diagnostic(0, 0, "x"));

    assertThat(describe(
            "validator", new ReviewEvent.ValidationFailed("a.py", 1, "syntax", diagnostics)))
        .hasSize(10)
        .endsWith("   and 12 more");
  }

  @Test
  void describesTheOutputOfARun() {
    assertThat(describe("runner", new ProofEvent.ExecutionFailure("a.py", 1, "a.py", EVIDENCE, "")))
        .containsExactly(
            "❌ Runner: a.py failed: python3 a.py: exit 1 after 2.5 s", "   │ one", "   │ two");
  }

  @Test
  void describesExamples() {
    var expected = new Example.StepResult(
        Optional.of(2), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of());
    var step = new Example.Step(List.of("x"), "", expected);
    var example =
        new Example("missing", "exit 2", Map.of(), List.of(step), List.of(), Map.of(), List.of());
    var difference = new FailedTest("missing", "", 0, "exit code", "2", "1\nmore\u001b[2J");
    var failed =
        new Evidence(List.of("x"), 1, 1, "", "h", "t", Optional.empty(), List.of(difference));

    assertThat(describe(
            "architect",
            new ProofEvent.ExamplesReady(
                List.of(example), List.of(new CannotShow("nice", "taste")), Usage.NONE)))
        .containsExactly(
            "📎 Architect: 1 acceptance example made from the spec, before any code.",
            "   missing  \"exit 2\"",
            "   cannot be shown: \"nice\": taste");
    assertThat(describe(
            "runner",
            new ProofEvent.ExampleFailed(
                "missing", "", failed, JsonMapper.shared().createObjectNode())))
        .containsExactly("❌ Example failed: missing", "   exit code: expected 2, was 1 more [2J");
    assertThat(describe(
            "runner", new ProofEvent.ControlPassed("missing", List.of("a"), 1, "t", "example")))
        .containsExactly("🧪 Control of example missing: it fails on broken code, as it must");
    assertThat(describe(
            "analyst",
            new DiagnosisEvent.VerdictGiven(
                "missing", "exit code", "disputed", List.of("silent"), Usage.NONE)))
        .containsExactly(
            "⚖️  Example missing, exit code: the spec does not decide it", "   silent");
    assertThat(describe("analyst", new ProofEvent.ExampleWithdrawn("missing", "it says 1")))
        .containsExactly("🗑️  Example withdrawn: missing: it says 1");
  }

  @Test
  void reportsSuccessOnlyForASucceededProject() {
    assertThat(describe("clerk", new Event.ProjectFinished("succeeded", "", 0, "")))
        .containsExactly("✅ Project completed successfully!");
    assertThat(describe("clerk", new Event.ProjectFinished("unverified", "no sandbox", 0, "")))
        .containsExactly("⚠️  Project ended unverified: no sandbox");
    assertThat(describe("clerk", new Event.ProjectFinished("failed", "", 0, "")))
        .containsExactly("❌ Project failed");
    assertThat(
            describe("validator", new ReviewEvent.ValidationPassed("a.xyz", 1, "none", List.of())))
        .containsExactly("➖ Validator: no checker is installed for a.xyz.");
  }

  @Test
  void printsForeignTextAsOneSafeLine() {
    var endless = "x".repeat(500);

    assertThat(describe(
            "writer", new Event.LlmError("t", "f", "RATE", false, "a\u001b[31m\u0085b\nsecond")))
        .containsExactly("⚠️  Model: rate: a [31m b");
    assertThat(describe("user", new Cancelled(endless)).get(0))
        .hasSizeLessThan(200)
        .endsWith("…");
  }

  @Test
  void describesAgentsAndNodesThatJoinOrLeave() {
    var joined = new LiveMessage("agent_joined", "shop", "n", "writer", "", 0, "");
    var left = new LiveMessage("node_left", "", "pi-3", "", "", 0, "");

    assertThat(ConsoleReporter.describe(joined))
        .extracting(StyledLine::text)
        .containsExactly("✨ Agent [writer] joined Atelier for shop");
    assertThat(ConsoleReporter.describe(left))
        .extracting(StyledLine::text)
        .containsExactly("👋 Node [pi-3] left");
  }

  @Test
  void measuresTheTokenRateOfAnAnswer() {
    long[] nanos = {0};
    var progress = new ProgressLine(() -> nanos[0]);

    progress.update(new LiveMessage("progress", "shop", "n", "writer", "a.py", 10, ""));
    nanos[0] = 2_000_000_000L;
    progress.update(new LiveMessage("progress", "shop", "n", "writer", "a.py", 50, ""));
    assertThat(progress.text()).isEqualTo("✍️  a.py 50 tokens, 20.0/s");

    progress.update(entry("writer", new Event.CodeReady("a.py", 1, 1, "x", "", Usage.NONE)));
    assertThat(progress.text()).isEmpty();
  }

  private static List<String> describe(String agent, Event event) {
    return ConsoleReporter.describe(entry(agent, event)).stream()
        .map(StyledLine::text)
        .toList();
  }

  private static Entry entry(String agent, Event event) {
    return EventCodec.seal("shop", 1, Instant.EPOCH, "n", agent, event, Entry.GENESIS);
  }
}
