package atelier.node;

import atelier.config.Settings;
import atelier.llm.Llm;
import atelier.role.Capabilities;
import atelier.schedule.Agents;
import atelier.web.AtelierVersion;
import atelier.web.ClusterView;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of this node: version, agents, models, toolchains, load and memory. Thread-safe. */
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

  /** The health of the models; checked again after 15 seconds. */
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

  /** Reads the status, on a worker thread. */
  Future<ClusterView.Node> read() {
    return Future.all(modelHealth(), toolchains())
        .compose(known -> components
            .vertx()
            .executeBlocking(() -> view(known.resultAt(0), known.resultAt(1)), false));
  }

  /** Detects the toolchains once: those installed later are found after a restart. */
  private synchronized Future<List<String>> toolchains() {
    Future<List<String>> known = installedToolchains;
    if (known == null) {
      known = Capabilities.runnableTools(components.sandbox(), components.toolchains());
      installedToolchains = known;
    }
    return known;
  }

  private ClusterView.Node view(List<Llm.Health> models, List<String> tools) {
    Runtime runtime = Runtime.getRuntime();
    return new ClusterView.Node(
        components.transport().self(),
        AtelierVersion.current(),
        startedAt,
        Agents.agentCounts(components.settings().agentCounts(), components::modelSlots),
        totalSlots(components.settings().llm()),
        models.stream()
            .map(model -> new ClusterView.Model(
                model.model(), model.endpoint(), model.ready(), model.problem()))
            .toList(),
        tools,
        components.sandbox().unavailableReason().isEmpty()
            ? components.sandbox().name()
            : "none here",
        components.sandbox().level().name(),
        components.sandbox().level().reasons(),
        runtime.availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        new ClusterView.Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()),
        sensors.celsius(),
        sensors.isThrottled());
  }

  /** The sum of the slots of all endpoints, each counted once. */
  private static int totalSlots(Settings.Llm llm) {
    return Stream.concat(Stream.of(llm.primary()), llm.roles().values().stream())
        .collect(Collectors.toMap(Settings.Model::endpoint, Settings.Model::slots, Math::max))
        .values()
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
