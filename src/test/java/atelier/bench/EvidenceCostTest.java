package atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import atelier.bench.EvidenceCost.Cost;
import atelier.bench.EvidenceCost.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvidenceCostTest {
  private static final String TREE = "0123456789abcdef";
  private static final String SHORT_TREE = TREE.substring(0, 12);
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> entries = new ArrayList<>();

  private void add(long ms, String agent, String type, String file, String data) {
    entries.add(JSON.readTree("{\"at\":\"%s\",\"agent\":\"%s\",\"type\":\"%s\",\"file\":\"%s\","
            .formatted(Instant.ofEpochMilli(ms), agent, type, file)
        + "\"data\":" + data.replace('\'', '"') + "}"));
  }

  private void start(long ms, String agent, String file, String task) {
    add(ms, agent, "task_started", file, "{'task':'" + agent + ":" + task + "'}");
  }

  private static String usage(int prompt, int completion, int ms) {
    return "'promptTokens':%d,'completionTokens':%d,'ms':%d".formatted(prompt, completion, ms);
  }

  private void write(long ms, String file, int attempt, int completion) {
    start(ms, "writer", file, file + ":" + attempt);
    add(ms + 50, "writer", "code_ready", file, "{" + usage(10, completion, 40) + "}");
    start(ms + 60, "gitbot", file, file + ":" + attempt);
    add(ms + 70, "gitbot", "committed", file, "{}");
  }

  private void writeProject() {
    add(0, "user", "feature_requested", "", "{}");
    start(10, "architect", "", "design:1");
    add(
        60,
        "architect",
        "blueprint_ready",
        "",
        "{'files':[{'path':'a.py'},{'path':'test_a.py'}]," + usage(30, 20, 40) + "}");
    start(70, "architect", "", "examples:1");
    add(120, "architect", "examples_ready", "", "{" + usage(40, 30, 40) + "}");
    write(200, "a.py", 1, 50);
    write(300, "test_a.py", 1, 80);
  }

  @Test
  void separatesWritingFromEvidence() {
    writeProject();
    start(400, "runner", "", "check unit:" + SHORT_TREE);
    start(410, "runner", "", "example unit:" + SHORT_TREE);
    start(420, "runner", "", "control of example unit:" + SHORT_TREE);
    String result = "{'name':'unit','check':'unit','kind':'example','tree':'" + TREE + "'}";
    add(500, "runner", "control_passed", "", result);
    add(600, "runner", "example_passed", "", result);
    add(700, "runner", "check_passed", "", result);
    start(800, "runner", "", "mutants:" + SHORT_TREE + ":1");
    add(1000, "runner", "mutants_tried", "", "{'part':1,'tree':'" + TREE + "'}");
    add(1000, "clerk", "survivors_reported", "test_a.py", "{}");
    write(1100, "test_a.py", 2, 90);
    add(1370, "clerk", "project_finished", "", "{}");
    EvidenceCost cost = EvidenceCost.of(entries);

    assertThat(cost.writtenMs()).isEqualTo(370);
    assertThat(cost.provenMs()).isEqualTo(1_000);
    assertThat(cost.of(Kind.WRITING)).isEqualTo(new Cost(5, 170, 50, 150));
    assertThat(cost.of(Kind.CHECKS)).isEqualTo(new Cost(1, 300, 0, 0));
    assertThat(cost.of(Kind.CONTROLS)).isEqualTo(new Cost(1, 80, 0, 0));
    assertThat(cost.of(Kind.EXAMPLES)).isEqualTo(new Cost(2, 240, 40, 30));
    assertThat(cost.of(Kind.MUTANTS)).isEqualTo(new Cost(1, 200, 0, 0));
    assertThat(cost.of(Kind.REWRITE)).isEqualTo(new Cost(2, 60, 10, 90));
    assertThat(cost.tokenRatio()).isEqualTo(170.0 / 200);
    assertThat(cost.timeRatio(50))
        .isCloseTo((1_000 - 40 + 120 * 20.0) / (370 - 160 + 150 * 20.0), within(1e-9));
  }

  @Test
  void doesNotCountARunWhoseFilesChangedMeanwhile() {
    writeProject();
    start(400, "runner", "", "check unit:ffffffffffff");
    start(410, "runner", "", "check unit:" + SHORT_TREE);
    add(500, "runner", "check_passed", "", "{'name':'unit','tree':'" + TREE + "'}");
    add(500, "clerk", "project_finished", "", "{}");
    EvidenceCost cost = EvidenceCost.of(entries);

    assertThat(cost.of(Kind.CHECKS)).isEqualTo(new Cost(1, 90, 0, 0));
    assertThat(cost.outdated()).isEqualTo(1);
  }

  @Test
  void needsAProjectThatHasEnded() {
    writeProject();

    assertThatThrownBy(() -> EvidenceCost.of(entries)).isInstanceOf(IllegalArgumentException.class);
  }
}
