package atelier.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What evidence costs beside writing, from the events of one project with one feature. Pure.
 *
 * <p>The time of a task is from its {@code task_started} to the first event of its result. The
 * journal does not hold the tokens of a call that looks for the cause of a failed check.
 */
final class EvidenceCost {
  /** What a task is for. */
  enum Kind {
    WRITING,
    CHECKS,
    CONTROLS,
    EXAMPLES,
    MUTANTS,
    REWRITE
  }

  /**
   * What all tasks of one kind cost.
   *
   * @param busyMs the sum of the times of its tasks, which may overlap
   */
  record Cost(int tasks, long busyMs, long promptTokens, long completionTokens) {
    static final Cost NONE = new Cost(0, 0, 0, 0);

    Cost plus(Cost other) {
      return new Cost(
          tasks + other.tasks,
          busyMs + other.busyMs,
          promptTokens + other.promptTokens,
          completionTokens + other.completionTokens);
    }

    long tokens() {
      return promptTokens + completionTokens;
    }
  }

  private record OpenTask(String agent, String file, Instant since) {}

  private final Map<Kind, Cost> costs = new EnumMap<>(Kind.class);
  private final Map<String, OpenTask> open = new LinkedHashMap<>();
  private final Set<String> rewritten = new HashSet<>();
  private final Set<String> planned = new HashSet<>();
  private final Set<String> uncommitted = new HashSet<>();
  private long modelMsUntilWritten;
  private long modelMsAfterwards;
  private @Nullable Instant requested;
  private @Nullable Instant written;
  private @Nullable Instant finished;

  private EvidenceCost() {}

  /** Reads the events of a project that has ended. */
  static EvidenceCost of(List<JsonNode> entries) {
    EvidenceCost cost = new EvidenceCost();
    entries.forEach(cost::add);
    if (cost.requested == null || cost.written == null || cost.finished == null) {
      throw new IllegalArgumentException("the project was not written and finished");
    }
    return cost;
  }

  private void add(JsonNode entry) {
    String type = entry.path("type").asString();
    String file = entry.path("file").asString("");
    JsonNode data = entry.path("data");
    Instant at = Instant.parse(entry.path("at").asString());
    if (type.equals("task_started")) {
      open.put(
          data.path("task").asString(), new OpenTask(entry.path("agent").asString(), file, at));
      return;
    }
    taskOf(entry).ifPresent(key -> close(key, at, data));
    switch (type) {
      case "feature_requested" -> requested = at;
      case "blueprint_ready" -> plan(data);
      case "committed" -> commit(file, at);
      case "survivors_reported" -> rewritten.add(file);
      case "project_finished" -> finished = at;
      default -> {}
    }
  }

  private void plan(JsonNode blueprint) {
    for (JsonNode file : blueprint.path("files")) {
      String path = file.path("path").asString();
      if (planned.add(path)) {
        uncommitted.add(path);
      }
    }
  }

  private void commit(String file, Instant at) {
    if (uncommitted.remove(file) && uncommitted.isEmpty()) {
      written = at;
    }
  }

  private void close(String key, Instant at, JsonNode result) {
    OpenTask task = Objects.requireNonNull(open.remove(key));
    Cost cost = new Cost(
        1,
        Duration.between(task.since(), at).toMillis(),
        result.path("promptTokens").asLong(0),
        result.path("completionTokens").asLong(0));
    costs.merge(kindOf(key, task.file()), cost, Cost::plus);
    long modelMs = result.has("promptTokens") ? result.path("ms").asLong(0) : 0;
    modelMsUntilWritten += written == null ? modelMs : 0;
    modelMsAfterwards += written == null ? 0 : modelMs;
  }

  private Kind kindOf(String key, String file) {
    if (key.startsWith("runner:check ") || key.startsWith("runner:start:")) {
      return Kind.CHECKS;
    }
    if (key.startsWith("runner:control ")) {
      return Kind.CONTROLS;
    }
    if (key.startsWith("runner:example ")
        || key.startsWith("architect:examples")
        || key.startsWith("analyst:example ")) {
      return Kind.EXAMPLES;
    }
    if (key.startsWith("runner:mutants:")) {
      return Kind.MUTANTS;
    }
    return rewritten.contains(file) ? Kind.REWRITE : Kind.WRITING;
  }

  /** The open task whose result this is; empty for later events of the same result. */
  private Optional<String> taskOf(JsonNode entry) {
    String agent = entry.path("agent").asString();
    String file = entry.path("file").asString("");
    String prefix = keyPrefix(agent, entry.path("type").asString(), entry.path("data"));
    return open.entrySet().stream()
        .filter(task -> task.getValue().agent().equals(agent)
            && task.getValue().file().equals(file)
            && task.getKey().startsWith(prefix))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What tells the tasks of one agent apart that run side by side. */
  private static String keyPrefix(String agent, String type, JsonNode data) {
    if (data.has("task")) {
      return data.path("task").asString();
    }
    String tree = data.path("tree").asString("");
    String version = ":" + tree.substring(0, Math.min(12, tree.length()));
    return switch (type) {
      case "check_passed", "check_failed", "check_skipped" ->
        "runner:check " + data.path("name").asString() + version;
      case "example_passed", "example_failed", "example_skipped" ->
        "runner:example " + data.path("name").asString() + version;
      case "control_passed", "control_failed" ->
        "runner:control "
            + (data.path("kind").asString("").equals("example") ? "of example " : "")
            + data.path("check").asString()
            + version;
      case "mutants_tried" ->
        "runner:mutants" + version + ":" + data.path("part").asString("");
      case "examples_ready", "examples_rejected" -> "architect:examples";
      case "blueprint_ready", "blueprint_rejected" -> "architect:design";
      case "verdict_given", "cause_found", "example_withdrawn" -> "analyst:example ";
      default -> agent + ":";
    };
  }

  Cost of(Kind kind) {
    return costs.getOrDefault(kind, Cost.NONE);
  }

  /** All kinds except writing. */
  Cost evidence() {
    return costs.entrySet().stream()
        .filter(cost -> cost.getKey() != Kind.WRITING)
        .map(Map.Entry::getValue)
        .reduce(Cost.NONE, Cost::plus);
  }

  /** From the request until every file was committed for the first time. */
  long writtenMs() {
    return Duration.between(requested, written).toMillis();
  }

  /** From then until the project ended, with all repairs. */
  long provenMs() {
    return Duration.between(written, finished).toMillis();
  }

  /** The number of tasks whose results were not taken, because the files had changed meanwhile. */
  int outdated() {
    return open.size();
  }

  /** Tokens of evidence per token of writing. */
  double tokenRatio() {
    return (double) evidence().tokens() / of(Kind.WRITING).tokens();
  }

  /**
   * Time of evidence per time of writing, with a model that answers one call at a time and writes
   * so many tokens a second; the time to read a prompt is not counted. All that happens after the
   * files were written is evidence, except the answers that repair a file.
   */
  double timeRatio(int tokensPerSecond) {
    double msPerToken = 1_000.0 / tokensPerSecond;
    double writing =
        writtenMs() - modelMsUntilWritten + of(Kind.WRITING).completionTokens() * msPerToken;
    double evidence = provenMs() - modelMsAfterwards + evidence().completionTokens() * msPerToken;
    return evidence / writing;
  }
}
