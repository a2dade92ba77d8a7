package atelier.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Evidence;
import atelier.event.Finding;
import atelier.event.LiveMessage;
import atelier.event.Usage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleReporterTest {
  private static final Evidence EVIDENCE =
      new Evidence(List.of("python3", "a.py"), 1, 2500, "one\ntwo\n", "hash", "tree");

  @Test
  void tellsWhatAnAgentTakesInHand() {
    assertThat(told("writer", new Event.TaskStarted("Write", "a.py")))
        .containsExactly("✍️  Writer: Generating [a.py]...");
    assertThat(told("validator", new Event.TaskStarted("Check", "a.py")))
        .containsExactly("🧪 Validator: Checking syntax for a.py...");
    assertThat(told("clerk", new Event.TaskStarted("Finish", ""))).isEmpty();
  }

  @Test
  void tellsWhatAnAnswerCost() {
    var usage = new Usage("m", 10, 300, 12_000);

    assertThat(told("writer", new Event.CodeReady("a.py", 2, 1, "x", "", usage)))
        .containsExactly(
            "✍️  Writer: a.py written (attempt 2): 1 byte, 300 tokens, 12.0 s, 25 tokens/s");
  }

  @Test
  void namesThePlacesOfFaultsAndFindings() {
    var fault = new Diagnostic(3, 7, "unexpected indent");
    var finding = new Finding("todo", "block", 4, 1, "TODO left behind", "write it");

    assertThat(told("validator", new Event.ValidationFailed("a.py", 1, "syntax", List.of(fault))))
        .containsExactly("❌ Validator: a.py is not valid.", "   line 3:7  unexpected indent");
    assertThat(told("auditor", new Event.AuditFailed("a.py", 1, List.of(finding))))
        .containsExactly("❌ Auditor: a.py: 1 finding.", "   line 4:1  TODO left behind (todo)");
  }

  @Test
  void cutsALongListOfFaults() {
    var faults = Collections.nCopies(20, new Diagnostic(0, 0, "x"));

    assertThat(told("validator", new Event.ValidationFailed("a.py", 1, "syntax", faults)))
        .hasSize(10)
        .endsWith("   and 12 more");
  }

  @Test
  void showsTheOutputOfARun() {
    assertThat(told("runner", new Event.ExecutionFailure("a.py", 1, "a.py", EVIDENCE, "")))
        .containsExactly(
            "❌ Runner: a.py failed: python3 a.py: exit 1 after 2.5 s", "   │ one", "   │ two");
  }

  @Test
  void saysNothingOfSuccessButWhereThereIsOne() {
    assertThat(told("clerk", new Event.ProjectFinished("succeeded", "", 0)))
        .containsExactly("✅ Project completed successfully!");
    assertThat(told("clerk", new Event.ProjectFinished("unverified", "no sandbox", 0)))
        .containsExactly("⚠️  Project ended unverified: no sandbox");
    assertThat(told("clerk", new Event.ProjectFinished("failed", "", 0)))
        .containsExactly("❌ Project failed");
    assertThat(told("validator", new Event.ValidationPassed("a.xyz", 1, "none", List.of())))
        .containsExactly("➖ Validator: no checker is installed for a.xyz.");
  }

  @Test
  void keepsTextOfOthersOnOneHarmlessLine() {
    var endless = "x".repeat(500);

    assertThat(told(
            "writer", new Event.LlmError("t", "f", "RATE", false, "a\u001b[31m\u0085b\nsecond")))
        .containsExactly("⚠️  Model: rate: a [31m b");
    assertThat(told("user", new Event.Cancelled(endless)).get(0))
        .hasSizeLessThan(200)
        .endsWith("…");
  }

  @Test
  void tellsWhoComesAndGoes() {
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
  void measuresHowFastAnAnswerComes() {
    long[] nanos = {0};
    var progress = new ProgressLine(() -> nanos[0]);

    progress.update(new LiveMessage("progress", "shop", "n", "writer", "a.py", 10, ""));
    nanos[0] = 2_000_000_000L;
    progress.update(new LiveMessage("progress", "shop", "n", "writer", "a.py", 50, ""));
    assertThat(progress.text()).isEqualTo("✍️  a.py 50 tokens, 20.0/s");

    progress.update(entry("writer", new Event.CodeReady("a.py", 1, 1, "x", "", Usage.NONE)));
    assertThat(progress.text()).isEmpty();
  }

  private static List<String> told(String agent, Event event) {
    return ConsoleReporter.describe(entry(agent, event)).stream()
        .map(StyledLine::text)
        .toList();
  }

  private static Entry entry(String agent, Event event) {
    return EventCodec.seal("shop", 1, Instant.EPOCH, "n", agent, event, Entry.GENESIS);
  }
}
