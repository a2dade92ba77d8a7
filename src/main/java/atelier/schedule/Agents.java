package atelier.schedule;

import atelier.journal.Journal;
import atelier.message.Ownership;
import atelier.role.Roles;
import atelier.role.Tools;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts a node's agents to work. */
public final class Agents {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

  private Agents() {}

  /**
   * Deploys the agents of every role, their crew, then the conductor.
   *
   * @param wanted how many agents a role has, by its name; what is missing is decided here
   * @param models where each role's model is asked, by the role's name
   * @return the crew, once all of them listen
   */
  public static Future<WorkerPool> deploy(
      Vertx vertx,
      Journal journal,
      Ownership ownership,
      SchedulerVerticle scheduler,
      Tools tools,
      Map<String, Integer> agentCounts,
      Function<String, ModelSlots> slotsByRole) {
    List<AgentVerticle<?>> agents = new ArrayList<>();
    List<Future<String>> deployed = new ArrayList<>();
    Map<String, ModelSlots> modelSlots = new HashMap<>();
    for (Roles.Staffing row : Roles.ALL) {
      String name = row.role().name();
      if (row.asksModel()) {
        modelSlots.put(name, slotsByRole.apply(name));
      }
      for (int i = 0; i < agentCount(row, agentCounts, slotsByRole); i++) {
        AgentVerticle<?> agent = new AgentVerticle<>(row.role(), tools);
        agents.add(agent);
        deployed.add(vertx.deployVerticle(
            agent,
            new DeploymentOptions()
                .setThreadingModel(
                    row.usesWorkerThread() ? ThreadingModel.WORKER : ThreadingModel.EVENT_LOOP)));
      }
    }
    WorkerPool workerPool = new WorkerPool(journal, ownership, tools, agents, modelSlots);
    return Future.all(deployed)
        .compose(ready -> vertx.deployVerticle(workerPool))
        .compose(ready -> vertx.deployVerticle(scheduler))
        .map(workerPool);
  }

  /**
   * Gives a node's work to the others in order: its agents come to their end, its projects become
   * theirs. A node that is alone has nobody to give it to: the next start goes on with it.
   */
  public static Future<Void> handOver(
      WorkerPool workerPool, SchedulerVerticle scheduler, Ownership ownership) {
    return ownership.nodes().size() > 1
        ? workerPool.drain(DRAIN_TIMEOUT).eventually(scheduler::stepDown)
        : Future.succeededFuture();
  }

  private static int agentCount(
      Roles.Staffing row, Map<String, Integer> agentCounts, Function<String, ModelSlots> slotsByRole) {
    String name = row.role().name();
    int defaultCount = row.onePerModelSlot() ? Math.max(1, slotsByRole.apply(name).slots()) : row.agents();
    return agentCounts.getOrDefault(name, defaultCount);
  }
}
