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
 * Nodes with their agents on a clock that jumps: results are late, lost or doubled, the journal
 * fails, projects change hands and not everybody knows it at once, a node dies between any two
 * steps and comes back. All of it follows from one seed.
 */
public final class SimulatedWorld {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();

  private static final int MAX_HELPS = 12;
  private static final int MAX_STEPS = 200_000;
  private static final int RESULT_TRIES = 30;

  private final SplittableRandom random;
  private final PriorityQueue<Turn> queue =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::number));
  private final Invariants invariants = new Invariants();
  private final SimulatedJournal journal;
  private final Tools tools;
  private final int faultPercent;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<String, SimulatedNode> owners = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long turns;
  private int crashesLeft;
  private int movesLeft;
  private int helps;

  /** What happens on a node dies with it. */
  private record Turn(
      Instant at, long number, @Nullable SimulatedNode node, int life, Runnable what) {
    boolean alive() {
      return node == null || node.life() == life;
    }
  }

  public SimulatedWorld(long seed) {
    random = new SplittableRandom(seed);
    faultPercent = random.nextInt(3) * 6;
    crashesLeft = random.nextInt(6);
    int places = 1 + random.nextInt(2);
    journal = new SimulatedJournal(random.split(), faultPercent / 4, invariants::hold);
    tools = new ScriptedStudio(random.split(), random.nextInt(60)).tools();
    Set<String> names = random.nextBoolean() ? Set.of("n0") : Set.of("n0", "n1");
    movesLeft = names.size() == 1 ? 0 : random.nextInt(12);
    for (int i = 0; i < names.size(); i++) {
      String name = "n" + i;
      nodes.add(new SimulatedNode(
          name, names, journal.of(name), new JumpingClock(), places, Listener::new));
    }
  }

  /**
   * Asks for projects and lets time run until nothing is left to do, or throws what broke; gives
   * all that happened.
   */
  public List<Entry> run() {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      String id = "p" + i;
      asked.add(id);
      boolean approve = random.nextInt(10) == 0;
      ask(id, new FeatureRequested("spec of " + id, approve));
      if (random.nextInt(4) == 0) {
        ask(id, new FeatureRequested("more of " + id, false));
      }
    }
    nodes.forEach(this::start);
    every(Duration.ofSeconds(20), null, this::help);
    every(Duration.ofSeconds(3), null, () -> move(asked));
    for (int step = 0; !over(asked); step++) {
      if (step > MAX_STEPS) {
        throw new AssertionError("no progress at " + told());
      }
      Turn turn = queue.remove();
      now = turn.at();
      if (turn.alive()) {
        turn.what().run();
        crash();
      }
    }
    asked.forEach(this::sameAfterReplay);
    return asked.stream()
        .flatMap(id -> journal.read(id, 0, MAX_STEPS).result().stream())
        .toList();
  }

  private String told() {
    return invariants.folded().values().stream()
        .map(project -> project.id() + " " + project.status() + " seq " + project.seq()
            + " failures " + project.failures().size() + " lessons " + project.analyzedFailures()
            + " troubles " + project.retryableFailures() + " starts " + project.taskAttempts()
            + " settled " + owner(project.id()).desk().isIdle(project.id()))
        .toList()
        .toString();
  }

  private boolean over(List<String> asked) {
    return asked.stream().allMatch(id -> {
      Project project = invariants.folded().get(id);
      return project != null && project.status().isEnded();
    });
  }

  /** fold(journal) equals the live state. */
  private void sameAfterReplay(String id) {
    Project replayed = ProjectWriter.catchUp(journal, Project.empty(id)).result();
    Invariants.require(
        replayed.equals(invariants.folded().get(id)), "another state after replay", id);
  }

  private SimulatedNode owner(String project) {
    return owners.getOrDefault(project, nodes.get(0));
  }

  private void ask(String id, FeatureRequested feature) {
    Future<Project> asked = owner(id).desk().appendCommand(id, project -> List.of(feature));
    if (!asked.succeeded()) {
      ask(id, feature);
    }
  }

  private void start(SimulatedNode node) {
    look(node);
    ROLES.forEach(role -> {
      node.rest(role);
      if (role.name().equals("writer")) {
        node.rest(role);
      }
    });
    every(Duration.ofMillis(500), node, () -> node.desk().tick());
  }

  private void look(SimulatedNode node) {
    if (!node.look()) {
      in(500, node, () -> look(node));
    }
  }

  private void crash() {
    if (crashesLeft > 0 && random.nextInt(150) == 0) {
      crashesLeft--;
      SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
      node.crash();
      start(node);
    }
  }

  /** A project changes hands; each node learns of it in its own time. */
  private void move(List<String> asked) {
    if (movesLeft > 0 && random.nextBoolean()) {
      movesLeft--;
      String project = asked.get(random.nextInt(asked.size()));
      SimulatedNode next = nodes.get(random.nextInt(nodes.size()));
      owners.put(project, next);
      nodes.forEach(node -> in(random.nextInt(1_500), null, () -> {
        node.learn(project, owner(project).self());
        look(node);
      }));
    }
  }

  /** Hears what one node's desk has to say. */
  private final class Listener implements Scheduler.Listener {
    private final SimulatedNode node;

    Listener(SimulatedNode node) {
      this.node = node;
    }

    @Override
    public void onTaskReady(String role) {
      wake(node, role);
    }

    @Override
    public void onStateChanged(Project project) {
      Invariants.require(
          project.hash().equals(invariants.folded().get(project.id()).hash()),
          "live state behind the journal",
          project.id());
    }

    @Override
    public void onLeadershipLost(String project) {
      in(300, node, () -> look(node));
    }
  }

  private void wake(SimulatedNode conductor, String name) {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    Role<?> role = node.agent(name);
    if (role != null) {
      List<Capabilities> present =
          nodes.stream().map(SimulatedNode::capabilities).toList();
      in(
          random.nextInt(300),
          node,
          () -> conductor
              .desk()
              .claim(role.name(), node.capabilities(), present)
              .onComplete(claimed -> {
                if (claimed.failed() || claimed.result().isEmpty()) {
                  node.rest(role);
                } else {
                  work(node, role, claimed.result().get());
                }
              }));
    }
  }

  private <T extends Record & Task> void work(SimulatedNode node, Role<T> role, TaskGrant grant) {
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
        in(
            atMs,
            node,
            () -> owner(grant.task().project()).desk().renewLeases(node.self(), List.of(grant.leasedTask())));
      }
    }
    in(delayMs, node, () -> {
      if (!lost) {
        tell(node, grant.leasedTask(), events, RESULT_TRIES);
      }
      if (twice) {
        tell(node, grant.leasedTask(), events, RESULT_TRIES);
      }
      node.rest(role);
    });
  }

  /** To whoever owns the project at each try. */
  private void tell(SimulatedNode node, LeasedTask task, List<Event> events, int triesLeft) {
    owner(task.project()).desk().acceptResult(task, events).onFailure(problem -> {
      if (triesLeft > 0) {
        in(1_000, node, () -> tell(node, task, events, triesLeft - 1));
      }
    });
  }

  /** A person looks in: helps what is paused, accepts blueprints, and loses patience in the end. */
  private void help() {
    nodes.forEach(node -> node.desk().projects().forEach(project -> help(node.desk(), project)));
  }

  private void help(Scheduler desk, Project project) {
    String id = project.id();
    if (project.status() == Status.AWAITING_APPROVAL && project.blueprint() != null) {
      desk.appendCommand(id, state -> List.of(new Event.Approved(project.blueprint())));
    } else if (project.status() == Status.PAUSED && desk.isIdle(id)) {
      int draw = helps++ > MAX_HELPS ? 0 : random.nextInt(6);
      String file =
          project.files().isEmpty() ? "" : project.files().keySet().iterator().next();
      Event help = draw == 0
          ? new Cancelled("enough")
          : draw < 3 ? new HintGiven(file, "try") : new RetryRequested();
      desk.appendCommand(id, state -> List.of(help));
    }
  }

  private void every(Duration period, @Nullable SimulatedNode node, Runnable what) {
    in((int) period.toMillis(), node, () -> {
      what.run();
      every(period, node, what);
    });
  }

  private void in(int delayMs, @Nullable SimulatedNode node, Runnable what) {
    int life = node == null ? 0 : node.life();
    queue.add(new Turn(now.plusMillis(delayMs), turns++, node, life, what));
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
