package atelier.node;

import atelier.config.Settings;
import atelier.llm.Llm;
import atelier.role.Roles;
import atelier.web.ClusterView;
import atelier.web.Version;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This node as people see it: what it has, what it does, how it fares. */
final class NodeStatus {
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final Components parts;
  private final Instant since;
  private final BoardSensors sensors = new BoardSensors(Path.of("/sys"));
  private @Nullable Future<List<Llm.Health>> lastHealth;
  private Instant lastAsked = Instant.EPOCH;
  private @Nullable Future<List<String>> installed;

  NodeStatus(Components parts, Instant since) {
    this.parts = parts;
    this.since = since;
  }

  /** Which models answer; asked anew after 15 seconds. */
  synchronized Future<List<Llm.Health>> models() {
    Instant now = Instant.now();
    Future<List<Llm.Health>> last = lastHealth;
    if (last == null || lastAsked.plus(FRESH).isBefore(now)) {
      lastAsked = now;
      last = parts.llm().health();
      lastHealth = last;
    }
    return last;
  }

  Future<ClusterView.Node> taken() {
    return Future.all(models(), toolchains())
        .compose(known ->
            parts.vertx().executeBlocking(() -> view(known.resultAt(0), known.resultAt(1)), false));
  }

  /** Once: what is installed while the node runs is found at its next start. */
  private synchronized Future<List<String>> toolchains() {
    Future<List<String>> found = installed;
    if (found == null) {
      found = parts.toolchains().installed();
      installed = found;
    }
    return found;
  }

  private ClusterView.Node view(List<Llm.Health> models, List<String> tools) {
    Runtime runtime = Runtime.getRuntime();
    return new ClusterView.Node(
        parts.ground().self(),
        Version.current(),
        since,
        agents(),
        slots(parts.settings().llm()),
        models.stream()
            .map(one ->
                new ClusterView.Model(one.model(), one.endpoint(), one.ready(), one.problem()))
            .toList(),
        tools,
        parts.sandbox().unavailableReason().isEmpty() ? parts.sandbox().name() : "none here",
        runtime.availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        new ClusterView.Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()),
        sensors.celsius(),
        sensors.throttled());
  }

  private Map<String, Integer> agents() {
    Settings.Llm llm = parts.settings().llm();
    Map<String, Integer> agents = new LinkedHashMap<>();
    for (Roles.Staffing row : Roles.ALL) {
      String name = row.role().name();
      int slots = llm.roles().getOrDefault(name, llm.primary()).slots();
      agents.put(
          name, parts.settings().roles().getOrDefault(name, row.onePerModelSlot() ? slots : row.agents()));
    }
    return agents;
  }

  /** Each endpoint's once, however many roles use it. */
  private static int slots(Settings.Llm llm) {
    return Stream.concat(Stream.of(llm.primary()), llm.roles().values().stream())
        .collect(Collectors.toMap(Settings.Model::endpoint, Settings.Model::slots, Math::max))
        .values()
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
