package atelier.role;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;
import atelier.journal.Journal;
import atelier.project.Needs;
import atelier.project.Project;
import atelier.project.Status;
import atelier.project.Trouble;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where work is laid out and taken: folds projects, keeps what is due and not in hand, grants it to
 * agents that ask, takes results only for tasks that are still open. Knows no threads, no clock of
 * its own and no bus, so that a simulation can drive it; not thread-safe.
 */
final class Desk {
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final Journal journal;
  private final String node;
  private final Clock clock;
  private final List<Role<?>> roles;
  private final Listener listener;
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
  private final Map<String, Map<String, Waiting>> waiting = new LinkedHashMap<>();
  private final Map<String, Held> held = new LinkedHashMap<>();
  private long grants;

  /** Who is told. */
  interface Listener {
    /** A role has something to do. */
    void offered(String role);

    /** A project's state moved on. */
    void changed(Project project);
  }

  /** A task that lies on the desk; not to be taken before {@code readyAt}. */
  private record Waiting(Role<?> role, Task task, String key, Instant readyAt) {}

  /** A task in hand, until its lease runs out. */
  private record Held(Grant grant, Instant until) {}

  Desk(Journal journal, String node, Clock clock, List<Role<?>> roles, Listener listener) {
    this.journal = journal;
    this.node = node;
    this.clock = clock;
    this.roles = List.copyOf(roles);
    this.listener = listener;
  }

  /** Opens a project, or gives the one that is open. */
  Future<Ledger> open(String id) {
    Ledger open = ledgers.get(id);
    if (open != null) {
      return Future.succeededFuture(open);
    }
    return Ledger.open(journal, node, clock, id, this::moved).map(ledger -> {
      Ledger other = ledgers.putIfAbsent(id, ledger);
      if (other == null) {
        lay(ledger);
      }
      return other == null ? ledger : other;
    });
  }

  /** Appends a person's intent; {@code decide} may refuse by throwing. */
  Future<Project> intend(String id, Function<Project, List<Event>> decide) {
    return open(id)
        .compose(ledger -> ledger.append("user", decide).onFailure(refused -> {
          if (ledger.project().seq() == 0) {
            ledgers.remove(id);
          }
        }));
  }

  /** The projects that are open here, oldest first. */
  List<Project> projects() {
    return ledgers.values().stream().map(Ledger::project).toList();
  }

  /**
   * Whether nothing of a project is in hand, due now or due later; for a paused one a look at
   * whether it may go on by itself, some time, does not count.
   */
  boolean settled(String id) {
    Ledger ledger = ledgers.get(id);
    if (ledger == null) {
      return true;
    }
    boolean paused = ledger.project().status() == Status.PAUSED;
    return ledger.idle()
        && inHand(id) == 0
        && due(ledger.project()).values().stream()
            .allMatch(one -> paused && one.readyAt().isAfter(clock.instant()));
  }

  /**
   * Gives the oldest waiting task of a role, of the project that has least in hand. It is in the
   * journal as started before the agent has it.
   */
  Future<Optional<Grant>> claim(String role) {
    Optional<Waiting> found = waiting.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> inHand(entry.getKey())))
        .flatMap(entry -> entry.getValue().values().stream())
        .filter(one -> one.role().name().equals(role))
        .filter(one -> !one.readyAt().isAfter(clock.instant()))
        .findFirst();
    return found.isEmpty() ? Future.succeededFuture(Optional.empty()) : grant(found.get());
  }

  private Future<Optional<Grant>> grant(Waiting one) {
    Task task = one.task();
    String id = node + "-" + ++grants;
    Grant grant = new Grant(id, one.role().name(), one.key(), task);
    held.put(id, new Held(grant, clock.instant().plus(LEASE)));
    waiting.getOrDefault(task.project(), Map.of()).remove(one.key());
    Ledger ledger = ledgers.get(task.project());
    if (ledger == null) {
      held.remove(id);
      return Future.succeededFuture(Optional.empty());
    }
    return ledger
        .append(
            one.role().name(),
            project -> due(project).containsKey(one.key())
                ? List.of(new TaskStarted(one.key(), task.file()))
                : List.of())
        .map(project -> project.starts().containsKey(one.key()))
        .onComplete(started -> {
          if (started.failed() || !started.result()) {
            held.remove(id);
            lay(ledger);
          }
        })
        .map(started -> started ? Optional.of(grant) : Optional.empty());
  }

  /** The agent is alive and at work. */
  void beat(String grant) {
    held.computeIfPresent(
        grant, (id, one) -> new Held(one.grant(), clock.instant().plus(LEASE)));
  }

  /** What became of a task: taken if the grant is current and the task still open. */
  Future<Void> result(String grantId, List<Event> events) {
    Held one = held.get(grantId);
    Ledger ledger = one == null ? null : ledgers.get(one.grant().task().project());
    if (one == null || ledger == null) {
      held.remove(grantId);
      return Future.succeededFuture();
    }
    Grant grant = one.grant();
    return ledger
        .append(grant.role(), project -> due(project).containsKey(grant.key()) ? events : List.of())
        .onComplete(done -> {
          held.remove(grantId);
          lay(ledger);
        })
        .mapEmpty();
  }

  /** A task ended in a bug. */
  Future<Void> failed(String grantId, String reason) {
    Held one = held.get(grantId);
    return one == null
        ? Future.succeededFuture()
        : result(
            grantId,
            List.of(new TaskFailed(one.grant().key(), one.grant().task().file(), reason)));
  }

  /** Takes back what no agent has given a sign about, and offers what has come due. */
  void tick() {
    Instant now = clock.instant();
    if (held.values().removeIf(one -> one.until().isBefore(now))) {
      List.copyOf(ledgers.values()).forEach(this::lay);
    }
    waiting.values().forEach(tasks -> tasks.values().forEach(this::offer));
  }

  private void moved(Ledger ledger) {
    lay(ledger);
    listener.changed(ledger.project());
  }

  /** Lays out what is due and not in hand; a project that has ended leaves the desk. */
  private void lay(Ledger ledger) {
    Project project = ledger.project();
    if (project.status().ended() && ledger.idle()) {
      ledgers.remove(project.id(), ledger);
      waiting.remove(project.id());
      return;
    }
    Map<String, Waiting> tasks = due(project);
    held.values().forEach(one -> {
      if (one.grant().task().project().equals(project.id())) {
        tasks.remove(one.grant().key());
      }
    });
    ledgers.putIfAbsent(project.id(), ledger);
    waiting.put(project.id(), tasks);
    tasks.values().forEach(this::offer);
  }

  private void offer(Waiting one) {
    if (!one.readyAt().isAfter(clock.instant())) {
      listener.offered(one.role().name());
    }
  }

  /** What every role says is due, less what must wait for a person; delayed by past troubles. */
  private Map<String, Waiting> due(Project project) {
    Map<String, Waiting> tasks = new LinkedHashMap<>();
    for (Role<?> role : roles) {
      role.due(project).forEach(task -> {
        String key = Asking.key(role.name(), task);
        if (!Needs.blocks(project, key)) {
          tasks.put(key, new Waiting(role, task, key, readyAt(project, task, key)));
        }
      });
    }
    return tasks;
  }

  private static Instant readyAt(Project project, Task task, String key) {
    Trouble trouble = project.troubles().get(key);
    Instant after = trouble == null ? Instant.EPOCH : trouble.notBefore();
    return after.isAfter(task.notBefore()) ? after : task.notBefore();
  }

  private long inHand(String project) {
    return held.values().stream()
        .filter(one -> one.grant().task().project().equals(project))
        .count();
  }
}
