package atelier.role;

import atelier.event.Event;
import atelier.event.Event.Cancelled;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.project.Project;
import atelier.project.Status;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A node with its agents on a clock that jumps: results are late, lost or doubled, the journal
 * fails, the node dies between any two steps and comes back. All of it follows from one seed.
 */
final class SimulatedWorld {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Row::role).toList();

  private static final int MAX_HELPS = 12;
  private static final int MAX_STEPS = 200_000;

  private final SplittableRandom random;
  private final PriorityQueue<Turn> queue =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::number));
  private final Invariants invariants = new Invariants();
  private final SimulatedJournal journal;
  private final Tools tools;
  private final int faultPercent;
  private final int places;
  private final Map<String, Deque<Role<?>>> free = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long turns;
  private int crashesLeft;
  private int helps;
  private int life;
  private Desk desk;

  private record Turn(Instant at, long number, int life, Runnable what) {}

  SimulatedWorld(long seed) {
    random = new SplittableRandom(seed);
    faultPercent = random.nextInt(3) * 6;
    crashesLeft = random.nextInt(6);
    places = 1 + random.nextInt(2);
    journal = new SimulatedJournal(random.split(), faultPercent / 4, invariants::hold);
    tools = new ScriptedStudio(random.split(), random.nextInt(60)).tools();
    desk = newDesk();
  }

  /** Asks for projects and lets time run until nothing is left to do, or throws what broke. */
  void run() {
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
    start();
    for (int step = 0; !over(asked); step++) {
      if (step > MAX_STEPS) {
        throw new AssertionError("no progress at " + told());
      }
      Turn turn = queue.remove();
      now = turn.at();
      if (turn.life() == life) {
        turn.what().run();
        crash();
      }
    }
    asked.forEach(this::sameAfterReplay);
  }

  private String told() {
    return invariants.folded().values().stream()
        .map(project -> project.id() + " " + project.status() + " seq " + project.seq()
            + " failures " + project.failures().size() + " lessons " + project.lessonsFor()
            + " troubles " + project.troubles() + " starts " + project.starts()
            + " settled " + desk.settled(project.id()))
        .toList()
        .toString();
  }

  private boolean over(List<String> asked) {
    return asked.stream().allMatch(id -> {
      Project project = invariants.folded().get(id);
      return project != null && project.status().ended();
    });
  }

  /** fold(journal) equals the live state. */
  private void sameAfterReplay(String id) {
    Project replayed = Ledger.caughtUp(journal, Project.named(id)).result();
    Invariants.require(
        replayed.equals(invariants.folded().get(id)), "another state after replay", id);
  }

  private void ask(String id, FeatureRequested feature) {
    Future<Project> asked = desk.intend(id, project -> List.of(feature));
    if (!asked.succeeded()) {
      ask(id, feature);
    }
  }

  private void start() {
    journal.heads().result().stream()
        .filter(head -> Project.maybeOpen(head.event()))
        .forEach(head -> desk.open(head.project()));
    ROLES.forEach(role -> {
      agent(role);
      if (role.name().equals("writer")) {
        agent(role);
      }
    });
    every(Duration.ofMillis(500), () -> desk.tick());
    every(Duration.ofSeconds(20), this::help);
  }

  private void crash() {
    if (crashesLeft > 0 && random.nextInt(150) == 0) {
      crashesLeft--;
      life++;
      free.clear();
      desk = newDesk();
      start();
    }
  }

  private Desk newDesk() {
    return new Desk(journal, "node", new JumpingClock(), ROLES, places, new Desk.Listener() {
      @Override
      public void offered(String role) {
        wake(role);
      }

      @Override
      public void changed(Project project) {
        Invariants.require(
            project.hash().equals(invariants.folded().get(project.id()).hash()),
            "live state behind the journal",
            project.id());
      }
    });
  }

  /** An agent that is free waits for an offer. */
  private void agent(Role<?> role) {
    free.computeIfAbsent(role.name(), name -> new ArrayDeque<>()).add(role);
  }

  private void wake(String name) {
    Role<?> role = free.getOrDefault(name, new ArrayDeque<>()).poll();
    if (role != null) {
      in(
          random.nextInt(300),
          () -> desk.claim(role.name()).onComplete(claimed -> {
            if (claimed.failed() || claimed.result().isEmpty()) {
              agent(role);
            } else {
              work(role, claimed.result().get());
            }
          }));
    }
  }

  private <T extends Record & Task> void work(Role<T> role, Grant grant) {
    Future<List<Event>> done = role.perform(role.task().cast(grant.task()), tools);
    Invariants.require(done.isComplete(), "an unfinished task", grant);
    boolean lost = random.nextInt(100) < faultPercent;
    boolean twice = random.nextInt(100) < faultPercent;
    int delayMs = random.nextInt(100) < faultPercent ? 15_000 : random.nextInt(1_000);
    in(delayMs, () -> {
      if (!lost) {
        tell(grant, done);
      }
      if (twice) {
        tell(grant, done);
      }
      agent(role);
    });
  }

  private void tell(Grant grant, Future<List<Event>> done) {
    if (done.succeeded()) {
      desk.result(grant.id(), done.result());
    } else {
      desk.failed(grant.id(), String.valueOf(done.cause()));
    }
  }

  /** A person looks in: helps what is paused, accepts blueprints, and loses patience in the end. */
  private void help() {
    for (Project project : desk.projects()) {
      String id = project.id();
      if (project.status() == Status.AWAITING_APPROVAL && project.blueprint() != null) {
        desk.intend(id, state -> List.of(new Event.Approved(project.blueprint())));
      } else if (project.status() == Status.PAUSED && desk.settled(id)) {
        int draw = helps++ > MAX_HELPS ? 0 : random.nextInt(6);
        String file =
            project.files().isEmpty() ? "" : project.files().keySet().iterator().next();
        Event help = draw == 0
            ? new Cancelled("enough")
            : draw < 3 ? new HintGiven(file, "try") : new RetryRequested();
        desk.intend(id, state -> List.of(help));
      }
    }
  }

  private void every(Duration period, Runnable what) {
    in((int) period.toMillis(), () -> {
      what.run();
      every(period, what);
    });
  }

  private void in(int delayMs, Runnable what) {
    queue.add(new Turn(now.plusMillis(delayMs), turns++, life, what));
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
