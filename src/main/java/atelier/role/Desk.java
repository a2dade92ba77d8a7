package atelier.role;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;
import atelier.journal.Journal;
import atelier.project.Project;
import atelier.project.Status;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where work is laid out and taken: folds projects, keeps what is due and not in hand, grants it to
 * agents that ask, takes results only for tasks that are still open. Knows no threads, no clock of
 * its own and no bus, so that a simulation can drive it; not thread-safe.
 */
final class Desk {
  private final Journal journal;
  private final String node;
  private final Clock clock;
  private final List<Role<?>> roles;
  private final Listener listener;
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
  private final Map<String, Map<String, DueTask>> waiting = new LinkedHashMap<>();
  private final Hands hands;
  private final Admission admission;

  /** Who is told. */
  interface Listener {
    /** A role has something to do. */
    void offered(String role);

    /** A project's state moved on. */
    void changed(Project project);
  }

  /**
   * A desk for {@code roles}.
   *
   * @param places how many projects are worked on at a time
   */
  Desk(
      Journal journal,
      String node,
      Clock clock,
      List<Role<?>> roles,
      int places,
      Listener listener) {
    this.journal = journal;
    this.node = node;
    this.clock = clock;
    this.roles = List.copyOf(roles);
    this.listener = listener;
    hands = new Hands(node, clock);
    admission = new Admission(places);
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
        && hands.of(id).findAny().isEmpty()
        && due(ledger.project()).values().stream()
            .allMatch(one -> paused && one.readyAt().isAfter(clock.instant()));
  }

  /**
   * Gives the oldest waiting task of a role, of the project that has least in hand and, among
   * those, was served by this role longest ago. It is in the journal as started before the agent
   * has it.
   */
  Future<Optional<Grant>> claim(String role) {
    Optional<DueTask> found = waiting.keySet().stream()
        .sorted(Comparator.<String>comparingLong(project -> hands.of(project).count())
            .thenComparing(project -> hands.lastServed(role, project)))
        .flatMap(project -> waiting.getOrDefault(project, Map.of()).values().stream())
        .filter(one -> one.role().name().equals(role))
        .filter(one -> !one.readyAt().isAfter(clock.instant()))
        .findFirst();
    return found.isEmpty() ? Future.succeededFuture(Optional.empty()) : grant(found.get());
  }

  private Future<Optional<Grant>> grant(DueTask one) {
    Task task = one.task();
    waiting.getOrDefault(task.project(), Map.of()).remove(one.key());
    Ledger ledger = ledgers.get(task.project());
    if (ledger == null) {
      return Future.succeededFuture(Optional.empty());
    }
    Grant grant = hands.give(one.role().name(), one.key(), task);
    return ledger
        .append(
            one.role().name(),
            project -> due(project).containsKey(one.key())
                ? List.of(new TaskStarted(one.key(), task.file()))
                : List.of())
        .map(project -> project.starts().containsKey(one.key()))
        .onComplete(started -> {
          if (started.failed() || !started.result()) {
            hands.take(grant.id());
            lay(ledger);
          }
        })
        .map(started -> started ? Optional.of(grant) : Optional.empty());
  }

  /** The agent is alive and at work. */
  void beat(String grant) {
    hands.renew(grant);
  }

  /** What became of a task: taken if the grant is current and the task still open. */
  Future<Void> result(String grantId, List<Event> events) {
    Grant grant = hands.get(grantId).orElse(null);
    Ledger ledger = grant == null ? null : ledgers.get(grant.task().project());
    if (grant == null || ledger == null) {
      hands.take(grantId);
      return Future.succeededFuture();
    }
    return ledger
        .append(grant.role(), project -> due(project).containsKey(grant.key()) ? events : List.of())
        .onComplete(done -> {
          hands.take(grantId);
          lay(ledger);
        })
        .mapEmpty();
  }

  /** A task ended in a bug. */
  Future<Void> failed(String grantId, String reason) {
    return hands
        .get(grantId)
        .map(grant ->
            result(grantId, List.of(new TaskFailed(grant.key(), grant.task().file(), reason))))
        .orElseGet(Future::succeededFuture);
  }

  /** Takes back what no agent has given a sign about, and offers what has come due. */
  void tick() {
    if (hands.takeLost()) {
      List.copyOf(ledgers.values()).forEach(this::lay);
    }
    waiting.values().forEach(tasks -> tasks.values().forEach(this::offer));
  }

  /** What is in hand and what waits, at this moment. */
  Board board() {
    Map<String, Integer> roleCounts = new TreeMap<>();
    waiting.values().stream()
        .flatMap(tasks -> tasks.values().stream())
        .forEach(one -> roleCounts.merge(one.role().name(), 1, Integer::sum));
    return new Board(hands.running(), roleCounts, (int) queued().count());
  }

  private void moved(Ledger ledger) {
    lay(ledger);
    listener.changed(ledger.project());
  }

  /** Lays out what is due and not in hand; a project that has ended leaves the desk. */
  private void lay(Ledger ledger) {
    Project project = ledger.project();
    boolean admitted = admission.admits(project);
    if (project.status().ended() && ledger.idle()) {
      leave(ledger);
      return;
    }
    Map<String, DueTask> tasks = admitted ? due(project) : new LinkedHashMap<>();
    hands.of(project.id()).map(Grant::key).forEach(tasks::remove);
    ledgers.putIfAbsent(project.id(), ledger);
    waiting.put(project.id(), tasks);
    tasks.values().forEach(this::offer);
    admitNext();
  }

  private void leave(Ledger ledger) {
    String id = ledger.project().id();
    ledgers.remove(id, ledger);
    waiting.remove(id);
    hands.forget(id);
    admission.leave(id);
    admitNext();
  }

  /** The oldest of the projects that wait for a place is given the one that is free. */
  private void admitNext() {
    if (!admission.isFull()) {
      queued().findFirst().ifPresent(this::lay);
    }
  }

  private Stream<Ledger> queued() {
    return ledgers.values().stream().filter(ledger -> admission.keepsWaiting(ledger.project()));
  }

  private void offer(DueTask one) {
    if (!one.readyAt().isAfter(clock.instant())) {
      listener.offered(one.role().name());
    }
  }

  private Map<String, DueTask> due(Project project) {
    return DueTask.of(project, roles);
  }
}
