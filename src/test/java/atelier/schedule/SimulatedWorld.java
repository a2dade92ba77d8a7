package atelier.schedule;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.message.LeasedTask;
import atelier.project.Project;
import atelier.role.Tools;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Simulates nodes with their agents on virtual time. Results are late, lost or duplicated, the
 * journal fails, projects get new leaders that not every node knows at once, and nodes crash and
 * restart between any two steps. Everything follows from one seed.
 */
public final class SimulatedWorld {
  private static final int MAX_STEPS = 200_000;

  private final SplittableRandom random;
  private final VirtualTime time = new VirtualTime();
  private final Invariants invariants = new Invariants();
  private final SimulatedJournal journal;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<String, SimulatedNode> leaders = new HashMap<>();
  private final SimulatedAgents agents;
  private final SimulatedUser user;
  private int crashesLeft;
  private int movesLeft;
  private int verificationsLeft;

  public SimulatedWorld(long seed) {
    random = new SplittableRandom(seed);
    int faultPercent = random.nextInt(3) * 6;
    crashesLeft = random.nextInt(6);
    int maxProjects = 1 + random.nextInt(2);
    journal = new SimulatedJournal(random.split(), faultPercent / 4, invariants::check);
    Tools tools =
        new ScriptedTools(random.split(), random.nextInt(60), invariants::recordPrompt).tools();
    agents = new SimulatedAgents(random, faultPercent, tools, time, nodes, this::leaderOf);
    user = new SimulatedUser(random);
    Set<String> names = random.nextBoolean() ? Set.of("n0") : Set.of("n0", "n1");
    verificationsLeft = random.nextInt(4);
    movesLeft = names.size() == 1 ? 0 : random.nextInt(12);
    for (int i = 0; i < names.size(); i++) {
      String name = "n" + i;
      nodes.add(
          new SimulatedNode(name, names, journal.viewOf(name), time, maxProjects, Listener::new));
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
    time.runPeriodically(
        Duration.ofSeconds(20), null, () -> nodes.forEach(node -> user.act(node.scheduler())));
    time.runPeriodically(Duration.ofSeconds(3), null, () -> maybeMoveProject(projects));
    time.runPeriodically(Duration.ofSeconds(7), null, () -> {
      if (random.nextInt(8) == 0) {
        maybeVerify(projects);
      }
    });
    runUntilEnded(projects);
    while (verificationsLeft > 0) {
      maybeVerify(projects);
      runUntilEnded(projects);
    }
    projects.forEach(this::requireSameStateAfterReplay);
    return projects.stream()
        .flatMap(id -> journal.read(id, 0, MAX_STEPS).result().stream())
        .toList();
  }

  private void runUntilEnded(List<String> projects) {
    for (int step = 0; !haveEnded(projects); step++) {
      invariants.throwFirstViolation();
      if (step > MAX_STEPS) {
        throw new AssertionError("no progress at " + describeProjects());
      }
      if (time.runNext()) {
        maybeCrash();
      }
    }
  }

  /** Verifies a project, and may request a feature that then waits for the verification's end. */
  private void maybeVerify(List<String> projects) {
    if (verificationsLeft > 0) {
      verificationsLeft--;
      String project = projects.get(random.nextInt(projects.size()));
      SimulatedUser.verify(leaderOf(project).scheduler(), project);
      if (random.nextInt(4) == 0) {
        leaderOf(project)
            .scheduler()
            .appendCommand(project, state -> List.of(new FeatureRequested("and more", false)));
      }
    }
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
    SimulatedAgents.addIdleAgents(node);
    time.runPeriodically(Duration.ofMillis(500), node, () -> node.scheduler().tick());
  }

  private void openProjects(SimulatedNode node) {
    if (!node.openProjects()) {
      time.runLater(500, node, () -> openProjects(node));
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
      nodes.forEach(node -> time.runLater(random.nextInt(1_500), null, () -> {
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
      agents.claimForIdleAgent(node, role);
    }

    @Override
    public void onTaskWithdrawn(LeasedTask task) {
      agents.withdraw(task);
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
      time.runLater(300, node, () -> openProjects(node));
    }
  }
}
