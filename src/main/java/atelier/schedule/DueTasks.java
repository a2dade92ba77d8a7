package atelier.schedule;

import atelier.journal.Journal;
import atelier.message.LeasedTask;
import atelier.message.Ownership;
import atelier.project.Project;
import atelier.role.Role;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lays out what is due and not in hand, in the projects that are worked on. */
final class DueTasks implements OpenProjects.Listener {
  private final Clock clock;
  private final List<Role<?>> roles;
  private final Scheduler.Listener listener;
  private final OpenProjects books;
  private final Leases hands;
  private final TaskQueue waiting;
  private final Admission admission;

  DueTasks(
      Journal journal,
      Ownership ownership,
      Clock clock,
      List<Role<?>> roles,
      Leases hands,
      Admission admission,
      Scheduler.Listener listener) {
    this.clock = clock;
    this.roles = List.copyOf(roles);
    this.hands = hands;
    this.admission = admission;
    this.listener = listener;
    books = new OpenProjects(journal, ownership, clock, this);
    waiting = new TaskQueue(clock, hands);
  }

  OpenProjects books() {
    return books;
  }

  TaskQueue waiting() {
    return waiting;
  }

  @Override
  public void opened(ProjectWriter ledger) {
    lay(ledger);
  }

  @Override
  public void moved(ProjectWriter ledger) {
    lay(ledger);
    listener.changed(ledger.project());
  }

  @Override
  public void released(String project, boolean lost) {
    hands.release(project);
    waiting.remove(project);
    admission.leave(project);
    admitNext();
    if (lost) {
      listener.lost(project);
    }
  }

  void layAll() {
    books.all().forEach(this::lay);
  }

  /** Lays out what is due and not in hand; a project that has ended leaves the desk. */
  void lay(ProjectWriter ledger) {
    Project project = ledger.project();
    if (ledger.released()) {
      return;
    }
    boolean admitted = admission.admits(project);
    if (project.status().isEnded() && ledger.idle()) {
      leave(ledger);
      return;
    }
    Map<String, DueTask> tasks = admitted ? due(project) : new LinkedHashMap<>();
    hands.of(project.id()).map(LeasedTask::key).forEach(tasks::remove);
    books.keep(ledger);
    waiting.put(project.id(), tasks);
    tasks.values().forEach(this::offer);
    admitNext();
  }

  private void leave(ProjectWriter ledger) {
    String id = ledger.project().id();
    books.close(ledger);
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

  Stream<ProjectWriter> queued() {
    return books.stream().filter(ledger -> admission.keepsWaiting(ledger.project()));
  }

  void offer(DueTask one) {
    if (one.isReady(clock.instant())) {
      listener.offered(one.role().name());
    }
  }

  Map<String, DueTask> due(Project project) {
    return DueTask.of(project, roles, clock.instant());
  }
}
