package atelier.schedule;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.Cancelled;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.TaskFailed;
import atelier.message.LeasedTask;
import atelier.message.TaskGrant;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import atelier.role.Task;
import atelier.role.Tools;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Simulates nodes with their agents on virtual time. Results are late, lost or duplicated, the
 * journal fails, projects get new leaders that not every node knows at once, and nodes crash and
 * restart between any two steps. Everything follows from one seed.
 */
public final class SimulatedWorld {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();

  private static final int MAX_USER_ACTIONS = 12;
  private static final int MAX_STEPS = 200_000;
  private static final int RESULT_ATTEMPTS = 30;

  private final SplittableRandom random;
  private final PriorityQueue<TimedAction> queue =
      new PriorityQueue<>(Comparator.comparing(TimedAction::at).thenComparing(TimedAction::number));
  private final Invariants invariants = new Invariants();
  private final SimulatedJournal journal;
  private final Tools tools;
  private final int faultPercent;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<String, SimulatedNode> leaders = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long actionCount;
  private int crashesLeft;
  private int movesLeft;
  private int userActions;

  /** An action at a virtual time; it is dropped if its node has crashed before. */
  private record TimedAction(
      Instant at, long number, @Nullable SimulatedNode node, int crashCount, Runnable action) {
    boolean isAlive() {
      return node == null || node.crashCount() == crashCount;
    }
  }

  public SimulatedWorld(long seed) {
    random = new SplittableRandom(seed);
    faultPercent = random.nextInt(3) * 6;
    crashesLeft = random.nextInt(6);
    int maxProjects = 1 + random.nextInt(2);
    journal = new SimulatedJournal(random.split(), faultPercent / 4, invariants::check);
    tools = new ScriptedTools(random.split(), random.nextInt(60)).tools();
    Set<String> names = random.nextBoolean() ? Set.of("n0") : Set.of("n0", "n1");
    movesLeft = names.size() == 1 ? 0 : random.nextInt(12);
    for (int i = 0; i < names.size(); i++) {
      String name = "n" + i;
      nodes.add(new SimulatedNode(
          name, names, journal.viewOf(name), new JumpingClock(), maxProjects, Listener::new));
    }
  }

  /**
   * Requests projects and runs until all have ended. Returns their entries, or throws if an
   * invariant is violated.
   */
  public List<Entry> run() {
    List<String> projects = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      String id = "p" + i;
      projects.add(id);
      boolean approve = random.nextInt(10) == 0;
      request(id, new FeatureRequested("spec of " + id, approve));
      if (random.nextInt(4) == 0) {
        request(id, new FeatureRequested("more of " + id, false));
      }
    }
    nodes.forEach(this::start);
    runPeriodically(Duration.ofSeconds(20), null, this::actAsUser);
    runPeriodically(Duration.ofSeconds(3), null, () -> maybeMoveProject(projects));
    for (int step = 0; !haveEnded(projects); step++) {
      if (step > MAX_STEPS) {
        throw new AssertionError("no progress at " + describeProjects());
      }
      TimedAction next = queue.remove();
      now = next.at();
      if (next.isAlive()) {
        next.action().run();
        maybeCrash();
      }
    }
    projects.forEach(this::requireSameStateAfterReplay);
    return projects.stream()
        .flatMap(id -> journal.read(id, 0, MAX_STEPS).result().stream())
        .toList();
  }

  private String describeProjects() {
    return invariants.states().values().stream()
        .map(project -> project.id() + " " + project.status() + " seq " + project.seq()
            + " failures " + project.failures().size() + " lessons " + project.analyzedFailures()
            + " troubles " + project.retryableFailures() + " starts " + project.taskAttempts()
            + " settled " + leaderOf(project.id()).scheduler().isIdle(project.id()))
        .toList()
        .toString();
  }

  private boolean haveEnded(List<String> projects) {
    return projects.stream().allMatch(id -> {
      Project project = invariants.states().get(id);
      return project != null && project.status().isEnded();
    });
  }

  /** The state that is read from the journal equals the live state. */
  private void requireSameStateAfterReplay(String id) {
    Project replayed = ProjectWriter.catchUp(journal, Project.empty(id)).result();
    Invariants.require(
        replayed.equals(invariants.states().get(id)), "another state after replay", id);
  }

  private SimulatedNode leaderOf(String project) {
    return leaders.getOrDefault(project, nodes.get(0));
  }

  private void request(String id, FeatureRequested feature) {
    Future<Project> requested =
        leaderOf(id).scheduler().appendCommand(id, project -> List.of(feature));
    if (!requested.succeeded()) {
      request(id, feature);
    }
  }

  private void start(SimulatedNode node) {
    openProjects(node);
    ROLES.forEach(role -> {
      node.addFreeAgent(role);
      if (role.name().equals("writer")) {
        node.addFreeAgent(role);
      }
    });
    runPeriodically(Duration.ofMillis(500), node, () -> node.scheduler().tick());
  }

  private void openProjects(SimulatedNode node) {
    if (!node.openProjects()) {
      runLater(500, node, () -> openProjects(node));
    }
  }

  private void maybeCrash() {
    if (crashesLeft > 0 && random.nextInt(150) == 0) {
      crashesLeft--;
      SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
      node.crash();
      start(node);
    }
  }

  /** Gives a project another leader at random; each node learns of it at a different time. */
  private void maybeMoveProject(List<String> projects) {
    if (movesLeft > 0 && random.nextBoolean()) {
      movesLeft--;
      String project = projects.get(random.nextInt(projects.size()));
      SimulatedNode next = nodes.get(random.nextInt(nodes.size()));
      leaders.put(project, next);
      nodes.forEach(node -> runLater(random.nextInt(1_500), null, () -> {
        node.setOwner(project, leaderOf(project).self());
        openProjects(node);
      }));
    }
  }

  /** Reacts to the notifications of one node's scheduler. */
  private final class Listener implements Scheduler.Listener {
    private final SimulatedNode node;

    Listener(SimulatedNode node) {
      this.node = node;
    }

    @Override
    public void onTaskReady(String role) {
      claimForIdleAgent(node, role);
    }

    @Override
    public void onStateChanged(Project project) {
      Invariants.require(
          project.hash().equals(invariants.states().get(project.id()).hash()),
          "live state behind the journal",
          project.id());
    }

    @Override
    public void onLeadershipLost(String project) {
      runLater(300, node, () -> openProjects(node));
    }
  }

  private void claimForIdleAgent(SimulatedNode leader, String roleName) {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    Role<?> role = node.takeFreeAgent(roleName);
    if (role != null) {
      List<Capabilities> presentNodes =
          nodes.stream().map(SimulatedNode::capabilities).toList();
      runLater(
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
        runLater(
            atMs,
            node,
            () -> leaderOf(grant.task().project())
                .scheduler()
                .renewLeases(node.self(), List.of(grant.leasedTask())));
      }
    }
    runLater(delayMs, node, () -> {
      if (!lost) {
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
    leaderOf(task.project()).scheduler().acceptResult(task, events).onFailure(problem -> {
      if (attemptsLeft > 0) {
        runLater(1_000, node, () -> reportResult(node, task, events, attemptsLeft - 1));
      }
    });
  }

  /** Acts as a user: approves blueprints, helps paused projects, and finally cancels them. */
  private void actAsUser() {
    nodes.forEach(node ->
        node.scheduler().projects().forEach(project -> actAsUser(node.scheduler(), project)));
  }

  private void actAsUser(Scheduler scheduler, Project project) {
    String id = project.id();
    if (project.status() == Status.AWAITING_APPROVAL && project.blueprint() != null) {
      scheduler.appendCommand(id, state -> List.of(new Event.Approved(project.blueprint())));
    } else if (project.status() == Status.PAUSED && scheduler.isIdle(id)) {
      int draw = userActions++ > MAX_USER_ACTIONS ? 0 : random.nextInt(6);
      String file =
          project.files().isEmpty() ? "" : project.files().keySet().iterator().next();
      Event event = draw == 0
          ? new Cancelled("enough")
          : draw < 3 ? new HintGiven(file, "try") : new RetryRequested();
      scheduler.appendCommand(id, state -> List.of(event));
    }
  }

  private void runPeriodically(Duration period, @Nullable SimulatedNode node, Runnable action) {
    runLater((int) period.toMillis(), node, () -> {
      action.run();
      runPeriodically(period, node, action);
    });
  }

  private void runLater(int delayMs, @Nullable SimulatedNode node, Runnable action) {
    int crashCount = node == null ? 0 : node.crashCount();
    queue.add(new TimedAction(now.plusMillis(delayMs), actionCount++, node, crashCount, action));
  }

  private final class JumpingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
