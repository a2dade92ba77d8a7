package atelier.schedule;

import atelier.journal.Journal;
import atelier.message.LeaderClient;
import atelier.message.Ownership;
import atelier.message.ReadBarrier;
import atelier.role.Roles;
import atelier.role.Tools;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Deploys a node's agents, and hands their work over when the node stops. */
public final class Agents {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

  /** The deadline of tasks that call a slow model, or run builds, checks and mutants. */
  private static final Duration LONG_TASK = Duration.ofHours(3);

  /** The deadline of the Environment, which installs packages: its own limits are shorter. */
  private static final Duration INSTALL = Duration.ofHours(1);

  private static final Duration SHORT_TASK = Duration.ofMinutes(15);

  private Agents() {}

  /**
   * Deploys the agents of every role, then their worker pool, then the scheduler.
   *
   * @param configuredCounts the number of agents by role; a role that is missing gets its default
   * @param slotsByRole returns the model slots of a role
   * @return the worker pool, once all are deployed
   */
  public static Future<WorkerPool> deploy(
      Vertx vertx,
      Journal journal,
      Ownership ownership,
      SchedulerVerticle scheduler,
      Tools tools,
      Map<String, Integer> configuredCounts,
      Function<String, ModelSlots> slotsByRole) {
    Map<String, Integer> agentCounts = agentCounts(configuredCounts, slotsByRole);
    List<AgentVerticle<?>> agents = new ArrayList<>();
    DeploymentOptions options = AgentVerticle.options(
        Math.max(1, agentCounts.values().stream().mapToInt(Integer::intValue).sum()));
    List<Future<String>> deployed = new ArrayList<>();
    Map<String, ModelSlots> modelSlots = new HashMap<>();
    for (Roles.Staffing staffing : Roles.ALL) {
      String name = staffing.role().name();
      if (staffing.asksModel()) {
        modelSlots.put(name, slotsByRole.apply(name));
      }
      for (int i = 0; i < agentCounts.getOrDefault(name, 0); i++) {
        AgentVerticle<?> agent =
            new AgentVerticle<>(staffing.role(), tools, deadline(staffing), journal::redact);
        agents.add(agent);
        deployed.add(vertx.deployVerticle(agent, options));
      }
    }
    WorkerPool workerPool = new WorkerPool(
        ownership,
        new LeaderClient(vertx, ownership),
        new ReadBarrier(vertx, journal),
        tools,
        agents,
        modelSlots);
    return Future.all(deployed)
        .compose(deployment -> vertx.deployVerticle(workerPool))
        .compose(deployment -> vertx.deployVerticle(scheduler))
        .map(workerPool);
  }

  private static Duration deadline(Roles.Staffing staffing) {
    return switch (staffing.role().name()) {
      case "runner" -> LONG_TASK;
      case "environment" -> INSTALL;
      default -> staffing.asksModel() ? LONG_TASK : SHORT_TASK;
    };
  }

  /**
   * Hands a node's work over to other nodes: drains its agents, then gives up the leadership of its
   * projects. Does nothing on a standalone node, which resumes its projects at the next start.
   */
  public static Future<Void> handOver(
      WorkerPool workerPool, SchedulerVerticle scheduler, Ownership ownership) {
    return ownership.nodes().size() > 1
        ? workerPool.drain(DRAIN_TIMEOUT).eventually(scheduler::stepDown)
        : Future.succeededFuture();
  }

  /** The number of agents of every role, by its name: as configured, or else the role's default. */
  public static Map<String, Integer> agentCounts(
      Map<String, Integer> configuredCounts, Function<String, ModelSlots> slotsByRole) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Roles.Staffing staffing : Roles.ALL) {
      String name = staffing.role().name();
      int defaultCount = staffing.onePerModelSlot()
          ? Math.max(1, slotsByRole.apply(name).slots())
          : staffing.agents();
      counts.put(name, configuredCounts.getOrDefault(name, defaultCount));
    }
    return counts;
  }
}
