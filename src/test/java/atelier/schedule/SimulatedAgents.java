package atelier.schedule;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.message.LeasedTask;
import atelier.message.TaskGrant;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import atelier.role.Task;
import atelier.role.Tools;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The agents of all nodes. Their results are late, lost or duplicated at random. */
final class SimulatedAgents {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();

  private static final int RESULT_ATTEMPTS = 30;

  private final SplittableRandom random;
  private final int faultPercent;
  private final Tools tools;
  private final VirtualTime time;
  private final List<SimulatedNode> nodes;
  private final Function<String, SimulatedNode> leaderOf;
  private final Set<String> withdrawn = new HashSet<>();

  /** Stops an agent, unless the message is lost; it is sent again when the lease is renewed. */
  void withdraw(LeasedTask task) {
    if (random.nextInt(100) >= faultPercent) {
      withdrawn.add(task.grantId());
    }
  }

  /** Nodes can be added to the list later. */
  SimulatedAgents(
      SplittableRandom random,
      int faultPercent,
      Tools tools,
      VirtualTime time,
      List<SimulatedNode> nodes,
      Function<String, SimulatedNode> leaderOf) {
    this.random = random;
    this.faultPercent = faultPercent;
    this.tools = tools;
    this.time = time;
    this.nodes = nodes;
    this.leaderOf = leaderOf;
  }

  /** Adds an idle agent of each role to a node, and a second writer. */
  static void addIdleAgents(SimulatedNode node) {
    ROLES.forEach(role -> {
      node.addFreeAgent(role);
      if (role.name().equals("writer")) {
        node.addFreeAgent(role);
      }
    });
  }

  /** Lets an idle agent of a random node, if it has one of this role, claim a task. */
  void claimForIdleAgent(SimulatedNode leader, String roleName) {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    Role<?> role = node.takeFreeAgent(roleName);
    if (role != null) {
      List<Capabilities> presentNodes =
          nodes.stream().map(SimulatedNode::capabilities).toList();
      time.runLater(
          random.nextInt(300),
          node,
          () -> leader
              .scheduler()
              .claim(role.name(), node.capabilities(), presentNodes)
              .onComplete(claimed -> {
                if (claimed.failed() || claimed.result().isEmpty()) {
                  node.addFreeAgent(role);
                } else {
                  performTask(node, role, claimed.result().get());
                }
              }));
    }
  }

  private <T extends Record & Task> void performTask(
      SimulatedNode node, Role<T> role, TaskGrant grant) {
    Future<List<Event>> done = role.perform(role.taskType().cast(grant.task()), tools);
    Invariants.require(done.isComplete(), "an unfinished task", grant);
    List<Event> events = done.succeeded()
        ? done.result()
        : List.of(new TaskFailed(grant.key(), grant.task().file(), String.valueOf(done.cause())));
    boolean lost = random.nextInt(100) < faultPercent;
    boolean twice = random.nextInt(100) < faultPercent;
    boolean slow = random.nextInt(100) < faultPercent;
    int delayMs = slow ? 15_000 : random.nextInt(1_000);
    if (slow && random.nextBoolean()) {
      for (int atMs = 2_000; atMs < delayMs; atMs += 2_000) {
        time.runLater(
            atMs,
            node,
            () -> leaderOf
                .apply(grant.task().project())
                .scheduler()
                .renewLeases(node.self(), List.of(grant.leasedTask())));
      }
    }
    time.runLater(delayMs, node, () -> {
      if (withdrawn.remove(grant.id())) {
        leaderOf.apply(grant.task().project()).scheduler().returnTask(grant.leasedTask());
      } else if (!lost) {
        reportResult(node, grant.leasedTask(), events, RESULT_ATTEMPTS);
      }
      if (twice) {
        reportResult(node, grant.leasedTask(), events, RESULT_ATTEMPTS);
      }
      node.addFreeAgent(role);
    });
  }

  /** Reports to the current leader at each attempt. */
  private void reportResult(
      SimulatedNode node, LeasedTask task, List<Event> events, int attemptsLeft) {
    leaderOf.apply(task.project()).scheduler().acceptResult(task, events).onFailure(problem -> {
      if (attemptsLeft > 0) {
        time.runLater(1_000, node, () -> reportResult(node, task, events, attemptsLeft - 1));
      }
    });
  }
}
