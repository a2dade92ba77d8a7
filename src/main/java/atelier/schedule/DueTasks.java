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

/** Keeps the queue of due tasks without a lease up to date, for the projects that are admitted. */
final class DueTasks implements OpenProjects.Listener {
  private final Clock clock;
  private final List<Role<?>> roles;
  private final Scheduler.Listener listener;
  private final OpenProjects openProjects;
  private final Leases leases;
  private final TaskQueue taskQueue;
  private final Admission admission;

  DueTasks(
      Journal journal,
      Ownership ownership,
      Clock clock,
      List<Role<?>> roles,
      Leases leases,
      Admission admission,
      Scheduler.Listener listener) {
    this.clock = clock;
    this.roles = List.copyOf(roles);
    this.leases = leases;
    this.admission = admission;
    this.listener = listener;
    openProjects = new OpenProjects(journal, ownership, clock, this);
    taskQueue = new TaskQueue(clock, leases);
  }

  OpenProjects openProjects() {
    return openProjects;
  }

  TaskQueue taskQueue() {
    return taskQueue;
  }

  @Override
  public void onOpened(ProjectWriter projectWriter) {
    update(projectWriter);
  }

  @Override
  public void onStateChanged(ProjectWriter projectWriter) {
    update(projectWriter);
    listener.onStateChanged(projectWriter.project());
  }

  @Override
  public void onReleased(String project, boolean leadershipLost) {
    leases.releaseProject(project);
    taskQueue.removeProject(project);
    admission.remove(project);
    admitNext();
    if (leadershipLost) {
      listener.onLeadershipLost(project);
    }
  }

  void updateAll() {
    openProjects.all().forEach(this::update);
  }

  /** Updates the queue after a project changed; removes a project that has ended. */
  void update(ProjectWriter projectWriter) {
    Project project = projectWriter.project();
    if (projectWriter.isReleased()) {
      return;
    }
    boolean admitted = admission.tryAdmit(project);
    Map<String, DueTask> tasks =
        admitted || leases.tasksOf(project.id()).findAny().isPresent()
            ? findDue(project)
            : new LinkedHashMap<>();
    leases.withdrawOthers(project.id(), tasks.keySet()).forEach(listener::onTaskWithdrawn);
    if (project.status().isEnded() && projectWriter.isIdle()) {
      removeEnded(projectWriter);
      return;
    }
    if (!admitted) {
      tasks.clear();
    }
    leases.tasksOf(project.id()).map(LeasedTask::key).forEach(tasks::remove);
    openProjects.reopen(projectWriter);
    taskQueue.replaceTasks(project.id(), tasks);
    tasks.values().forEach(this::offerIfReady);
    admitNext();
  }

  private void removeEnded(ProjectWriter projectWriter) {
    String id = projectWriter.project().id();
    openProjects.close(projectWriter);
    taskQueue.removeProject(id);
    leases.forgetProject(id);
    admission.remove(id);
    admitNext();
  }

  /** Admits the oldest queued project if there is capacity. */
  private void admitNext() {
    if (!admission.isFull()) {
      queuedProjects().findFirst().ifPresent(this::update);
    }
  }

  Stream<ProjectWriter> queuedProjects() {
    return openProjects.stream()
        .filter(projectWriter -> admission.isQueued(projectWriter.project()));
  }

  void offerIfReady(DueTask dueTask) {
    if (dueTask.isReady(clock.instant())) {
      listener.onTaskReady(dueTask.role().name());
    }
  }

  Map<String, DueTask> findDue(Project project) {
    return DueTask.byKey(project, roles, clock.instant());
  }
}
