package atelier.schedule;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;
import atelier.journal.Journal;
import atelier.message.LeasedTask;
import atelier.message.Ownership;
import atelier.message.TaskGrant;
import atelier.message.TaskOffer;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Task;
import atelier.studio.QueueSnapshot;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where work is laid out and taken: folds the projects that are this node's to conduct, keeps what
 * is due and not in hand, grants it to agents that ask, takes results only for tasks that are still
 * due. Knows no threads, no clock of its own and no bus, so that a simulation can drive it; not
 * thread-safe.
 */
final class Scheduler {
  private final Ownership ownership;
  private final Clock clock;
  private final Leases hands;
  private final DueTasks layout;
  private final OpenProjects books;
  private final TaskQueue waiting;

  /** Who is told. */
  interface Listener {
    /** A role has something to do. */
    void offered(String role);

    /** A project's state moved on. */
    void changed(Project project);

    /** The journal refused this node's word for a project that it held: it was let go. */
    void lost(String project);
  }

  /**
   * A desk for {@code roles}.
   *
   * @param places how many projects are worked on at a time
   */
  Scheduler(
      Journal journal,
      Ownership ownership,
      Clock clock,
      List<Role<?>> roles,
      int places,
      Listener listener) {
    this.ownership = ownership;
    this.clock = clock;
    hands = new Leases(ownership.self(), clock);
    layout = new DueTasks(journal, ownership, clock, roles, hands, new Admission(places), listener);
    books = layout.books();
    waiting = layout.waiting();
  }

  /** The projects that are open here. */
  OpenProjects books() {
    return books;
  }

  /** Takes back what nodes have in hand that are not here any more. */
  void present(Set<String> nodes) {
    if (hands.takeFromAllBut(nodes)) {
      layout.layAll();
    }
  }

  /** Appends a person's intent; {@code decide} may refuse by throwing. */
  Future<Project> intend(String id, Function<Project, List<Event>> decide) {
    return books
        .open(id)
        .compose(ledger -> ledger.append(ownership.self(), "user", decide).onFailure(refused -> {
          if (ledger.project().seq() == 0) {
            books.close(ledger);
          }
        }));
  }

  /** The projects that are open here, oldest first. */
  List<Project> projects() {
    return books.stream().map(ProjectWriter::project).toList();
  }

  /**
   * Whether nothing of a project is in hand, due now or due later; for a paused one a look at
   * whether it may go on by itself, some time, does not count.
   */
  boolean settled(String id) {
    ProjectWriter ledger = books.get(id);
    if (ledger == null) {
      return true;
    }
    boolean paused = ledger.project().status() == Status.PAUSED;
    return ledger.idle()
        && hands.of(id).findAny().isEmpty()
        && layout.due(ledger.project()).values().stream()
            .allMatch(one -> paused && !one.isReady(clock.instant()));
  }

  /**
   * Gives the task whose turn it is to a node that can do it. It is in the journal as started
   * before the agent has it.
   *
   * @param present what the nodes that are here can do
   */
  Future<Optional<TaskGrant>> claim(
      String role, Capabilities claimant, Collection<Capabilities> present) {
    return waiting
        .next(role, one -> claimant.isEligible(role, one.task().requirements(), present))
        .map(one -> grant(one, claimant.node()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<TaskGrant>> grant(DueTask one, String holder) {
    Task task = one.task();
    waiting.take(one);
    ProjectWriter ledger = books.get(task.project());
    if (ledger == null) {
      return Future.succeededFuture(Optional.empty());
    }
    TaskGrant grant = hands.give(holder, one.role().name(), one.key(), task);
    return ledger
        .append(
            holder,
            one.role().name(),
            project -> layout.due(project).containsKey(one.key())
                ? List.of(new TaskStarted(one.key(), task.file()))
                : List.of())
        .map(project -> Optional.of(grant.at(project.seq()))
            .filter(given -> project.taskAttempts().containsKey(one.key())))
        .onComplete(started -> {
          if (started.failed() || started.result().isEmpty()) {
            hands.drop(grant.id());
            layout.lay(ledger);
          }
        });
  }

  /**
   * A node's agents are alive and at work, possibly in projects that are not open here yet: they
   * became this node's a moment ago.
   */
  void beat(String holder, List<LeasedTask> tasks) {
    for (LeasedTask task : tasks) {
      ProjectWriter ledger = books.get(task.project());
      if (hands.renew(holder, task) && ledger != null) {
        layout.lay(ledger);
      }
    }
  }

  /** A task is given back undone: others may have it. */
  void returned(LeasedTask task) {
    hands.take(task.grant());
    Optional.ofNullable(books.get(task.project())).ifPresent(layout::lay);
  }

  /** What became of a task, whoever gave it: taken if it is still due, once for each giving. */
  Future<Void> result(LeasedTask task, List<Event> events) {
    if (hands.isTaken(task.grant())) {
      return Future.succeededFuture();
    }
    return books
        .open(task.project())
        .compose(ledger -> ledger
            .append(
                task.node(),
                task.role(),
                project ->
                    layout.due(project).containsKey(task.key()) && !hands.isTaken(task.grant())
                        ? events
                        : List.of())
            .onSuccess(done -> {
              hands.take(task.grant());
              layout.lay(ledger);
            }))
        .mapEmpty();
  }

  /** A task ended in a bug. */
  Future<Void> failed(LeasedTask task, String reason) {
    return result(task, List.of(new TaskFailed(task.key(), task.file(), reason)));
  }

  /** Takes back what no agent has given a sign about, and offers what has come due. */
  void tick() {
    if (hands.takeLost()) {
      layout.layAll();
    }
    waiting.all().forEach(layout::offer);
  }

  /** What there is for a role at this moment. */
  Optional<TaskOffer> offer(String role) {
    return waiting.offer(role);
  }

  /** What is in hand and what waits, at this moment. */
  QueueSnapshot board() {
    List<QueueSnapshot.Running> running =
        hands.running().stream().filter(task -> ownership.isOwn(task.project())).toList();
    return new QueueSnapshot(running, waiting.counts(), (int) layout.queued().count());
  }
}
