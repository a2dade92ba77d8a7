package atelier.bench;

import atelier.bench.EvidenceCost.Cost;
import atelier.bench.EvidenceCost.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** What evidence costs beside writing, in projects whose model answers at once from a script. */
final class ProofBench {
  private static final int SLOW_TOKENS_PER_SECOND = 20;
  private static final int FAST_TOKENS_PER_SECOND = 50;

  private ProofBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> names = arguments.length > 0 ? List.of(arguments) : RecordedProject.names();
    JsonMapper json = new JsonMapper();
    for (String name : names) {
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      System.out.printf("%nload average before: %.1f", load);
      print(
          name,
          EvidenceCost.of(
              RecordedProject.build(name).stream().map(json::readTree).toList()));
    }
  }

  private static void print(String name, EvidenceCost cost) {
    System.out.printf(
        "%n%s: written in %.1f s, proven in %.1f s more%n",
        name, cost.writtenMs() / 1e3, cost.provenMs() / 1e3);
    System.out.printf("%-10s %6s %8s %8s %11s%n", "", "tasks", "busy", "prompt", "completion");
    for (Kind kind : Kind.values()) {
      Cost one = cost.of(kind);
      System.out.printf(
          "%-10s %6d %6.1f s %8d %11d%n",
          kind.name().toLowerCase(Locale.ROOT),
          one.tasks(),
          one.busyMs() / 1e3,
          one.promptTokens(),
          one.completionTokens());
    }
    System.out.printf(
        "evidence per writing: tokens %+.0f %%, time %+.0f %%; %+.0f %% if the model wrote %d"
            + " tokens/s, %+.0f %% if %d%n",
        100 * cost.tokenRatio(),
        100.0 * cost.provenMs() / cost.writtenMs(),
        100 * cost.timeRatio(SLOW_TOKENS_PER_SECOND),
        SLOW_TOKENS_PER_SECOND,
        100 * cost.timeRatio(FAST_TOKENS_PER_SECOND),
        FAST_TOKENS_PER_SECOND);
    if (cost.outdated() > 0) {
      System.out.printf(
          "not counted as busy: %d tasks whose files changed meanwhile%n", cost.outdated());
    }
  }
}
