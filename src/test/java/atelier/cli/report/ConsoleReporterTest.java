package atelier.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Evidence;
import atelier.event.Finding;
import atelier.event.LiveMessage;
import atelier.event.ProofEvent;
import atelier.event.ReviewEvent;
import atelier.event.Usage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    assertThat(describe("user", new Event.Cancelled(endless)).get(0))
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
