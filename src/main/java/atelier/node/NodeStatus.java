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
  private static final Duration HEALTH_MAX_AGE = Duration.ofSeconds(15);

  private final Components components;
  private final Instant startedAt;
  private final BoardSensors sensors = new BoardSensors(Path.of("/sys"));
  private @Nullable Future<List<Llm.Health>> lastHealth;
  private Instant lastHealthAt = Instant.EPOCH;
  private @Nullable Future<List<String>> installedToolchains;

  NodeStatus(Components components, Instant startedAt) {
    this.components = components;
    this.startedAt = startedAt;
  }

  /** Which models answer; asked anew after 15 seconds. */
  synchronized Future<List<Llm.Health>> modelHealth() {
    Instant now = Instant.now();
    Future<List<Llm.Health>> last = lastHealth;
    if (last == null || lastHealthAt.plus(HEALTH_MAX_AGE).isBefore(now)) {
      lastHealthAt = now;
      last = components.llm().health();
      lastHealth = last;
    }
    return last;
  }

  Future<ClusterView.Node> read() {
    return Future.all(modelHealth(), toolchains())
        .compose(known ->
            components.vertx().executeBlocking(() -> view(known.resultAt(0), known.resultAt(1)), false));
  }

  /** Once: what is installed while the node runs is found at its next start. */
  private synchronized Future<List<String>> toolchains() {
    Future<List<String>> known = installedToolchains;
    if (known == null) {
      known = components.toolchains().installed();
      installedToolchains = known;
    }
    return known;
  }

  private ClusterView.Node view(List<Llm.Health> models, List<String> tools) {
    Runtime runtime = Runtime.getRuntime();
    return new ClusterView.Node(
        components.transport().self(),
        Version.current(),
        startedAt,
        agentCounts(),
        totalSlots(components.settings().llm()),
        models.stream()
            .map(model ->
                new ClusterView.Model(model.model(), model.endpoint(), model.ready(), model.problem()))
            .toList(),
        tools,
        components.sandbox().unavailableReason().isEmpty() ? components.sandbox().name() : "none here",
        runtime.availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        new ClusterView.Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()),
        sensors.celsius(),
        sensors.isThrottled());
  }

  private Map<String, Integer> agentCounts() {
    Settings.Llm llm = components.settings().llm();
    Map<String, Integer> agents = new LinkedHashMap<>();
    for (Roles.Staffing staffing : Roles.ALL) {
      String name = staffing.role().name();
      int slots = llm.roles().getOrDefault(name, llm.primary()).slots();
      agents.put(
          name, components.settings().agentCounts().getOrDefault(name, staffing.onePerModelSlot() ? slots : staffing.agents()));
    }
    return agents;
  }

  /** Each endpoint's once, however many roles use it. */
  private static int totalSlots(Settings.Llm llm) {
    return Stream.concat(Stream.of(llm.primary()), llm.roles().values().stream())
        .collect(Collectors.toMap(Settings.Model::endpoint, Settings.Model::slots, Math::max))
        .values()
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
