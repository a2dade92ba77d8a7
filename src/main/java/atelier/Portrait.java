package atelier;

import atelier.config.Settings;
import atelier.llm.Llm;
import atelier.role.Board;
import atelier.role.Roles;
import atelier.web.ClusterView;
import atelier.web.Version;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This node as people see it: what it has, what it does, how it fares. */
final class Portrait {
  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Path THERMAL = Path.of("/sys/class/thermal/thermal_zone0/temp");

  private final Parts parts;
  private final Instant since;
  private final Supplier<Future<Board>> board;
  private @Nullable Future<List<Llm.Health>> lastHealth;
  private Instant lastAsked = Instant.EPOCH;
  private @Nullable Future<List<String>> installed;

  Portrait(Parts parts, Instant since, Supplier<Future<Board>> board) {
    this.parts = parts;
    this.since = since;
    this.board = board;
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

  Future<ClusterView> cluster() {
    return Future.all(models(), board.get(), toolchains())
        .compose(known -> parts
            .vertx()
            .executeBlocking(
                () -> view(known.resultAt(0), known.resultAt(1), known.resultAt(2)), false));
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

  private ClusterView view(List<Llm.Health> models, Board now, List<String> tools) {
    Settings settings = parts.settings();
    Settings.Llm llm = settings.llm();
    Runtime runtime = Runtime.getRuntime();
    ClusterView.Node self = new ClusterView.Node(
        Parts.NODE,
        Version.current(),
        since,
        agents(),
        slots(llm),
        models.stream()
            .map(one ->
                new ClusterView.Model(one.model(), one.endpoint(), one.ready(), one.problem()))
            .toList(),
        tools,
        parts.sandbox().unavailable().isEmpty() ? parts.sandbox().kind() : "none here",
        runtime.availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        new ClusterView.Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()),
        celsius());
    return new ClusterView(
        Parts.NODE,
        new ClusterView.Quorum(1, 1, true),
        List.of(self),
        now.running().stream()
            .map(task -> new ClusterView.Task(
                task.project(), task.role(), task.file(), task.task(), task.node(), task.since()))
            .toList(),
        new ClusterView.Waiting(now.waiting(), now.queued()));
  }

  private Map<String, Integer> agents() {
    Settings.Llm llm = parts.settings().llm();
    Map<String, Integer> agents = new LinkedHashMap<>();
    for (Roles.Row row : Roles.ALL) {
      String name = row.role().name();
      int slots = llm.roles().getOrDefault(name, llm.primary()).slots();
      agents.put(
          name, parts.settings().roles().getOrDefault(name, row.perSlot() ? slots : row.agents()));
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

  private static @Nullable Double celsius() {
    try {
      return Integer.parseInt(Files.readString(THERMAL).strip()) / 1000.0;
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }
}
