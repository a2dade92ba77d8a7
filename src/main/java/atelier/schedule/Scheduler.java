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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Schedules the tasks of the projects that this node leads: keeps the queue of due tasks, grants
 * them to agents that claim them, and accepts results only for tasks that are still due. Has no
 * threads, no bus and no clock of its own, so that a simulation can drive it. Not thread-safe.
 */
final class Scheduler {
  private static final Logger LOG = Logger.getLogger(Scheduler.class.getName());

  private final Ownership ownership;
  private final Clock clock;
  private final Listener listener;
  private final Leases leases;
  private final DueTasks dueTasks;
  private final OpenProjects openProjects;
  private final TaskQueue taskQueue;

  /** Is notified about tasks and projects. */
  interface Listener {
    /** A role has at least one ready task. */
    void onTaskReady(String role);

    /** An agent works on a task that is no longer due, or whose result is known. */
    void onTaskWithdrawn(LeasedTask task);

    /** A project has a new state. */
    void onStateChanged(Project project);

    /** The journal refused an append to a project, which was released. */
    void onLeadershipLost(String project);
  }

  /**
   * Creates a scheduler for the tasks of {@code roles}.
   *
   * @param maxProjects how many projects are worked on at a time
   */
  Scheduler(
      Journal journal,
      Ownership ownership,
      Clock clock,
      List<Role<?>> roles,
      int maxProjects,
      Listener listener) {
    this.ownership = ownership;
    this.clock = clock;
    this.listener = listener;
    leases = new Leases(ownership.self(), clock);
    dueTasks = new DueTasks(
        journal, ownership, clock, roles, leases, new Admission(maxProjects), listener);
    openProjects = dueTasks.openProjects();
    taskQueue = dueTasks.taskQueue();
  }

  /** The projects that are open here. */
  OpenProjects openProjects() {
    return openProjects;
  }

  /** Makes the tasks of nodes that have left available again. */
  void revokeLeasesOfAbsentNodes(Set<String> presentNodes) {
    if (leases.revokeFromAbsentNodes(presentNodes)) {
      dueTasks.updateAll();
    }
  }

  /** Appends the events of a person's command; {@code decide} may refuse it by throwing. */
  Future<Project> appendCommand(String id, Function<Project, List<Event>> decide) {
    return openProjects
        .open(id)
        .compose(projectWriter -> projectWriter
            .append(ownership.self(), "user", decide)
            .onFailure(problem -> {
              if (projectWriter.project().seq() == 0) {
                openProjects.close(projectWriter);
              }
            }));
  }

  /** The projects that are open here, oldest first. */
  List<Project> projects() {
    return openProjects.stream().map(ProjectWriter::project).toList();
  }

  /**
   * Whether a project has neither leased nor due tasks. In a paused project, a later task that
   * checks whether it can resume is not counted.
   */
  boolean isIdle(String id) {
    ProjectWriter projectWriter = openProjects.get(id);
    if (projectWriter == null) {
      return true;
    }
    boolean paused = projectWriter.project().status() == Status.PAUSED;
    return projectWriter.isIdle()
        && leases.tasksOf(id).findAny().isEmpty()
        && dueTasks.findDue(projectWriter.project()).values().stream()
            .allMatch(dueTask -> paused && !dueTask.isReady(clock.instant()));
  }

  /**
   * Grants the next task of a role that the claimant can perform. Its start is written to the
   * journal before the agent receives it.
   *
   * @param presentNodes the capabilities of the nodes that are online
   */
  Future<Optional<TaskGrant>> claim(
      String role, Capabilities claimant, Collection<Capabilities> presentNodes) {
    return taskQueue
        .findNext(role, dueTask -> dueTask.isFor(claimant, presentNodes, clock.instant()))
        .map(dueTask -> grant(dueTask, claimant.node()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<TaskGrant>> grant(DueTask dueTask, String holderNode) {
    Task task = dueTask.task();
    taskQueue.remove(dueTask);
    ProjectWriter projectWriter = openProjects.get(task.project());
    if (projectWriter == null) {
      return Future.succeededFuture(Optional.empty());
    }
    TaskGrant grant = leases.grant(holderNode, dueTask.role().name(), dueTask.key(), task);
    return projectWriter
        .append(
            holderNode,
            dueTask.role().name(),
            project ->
                dueTasks.findDue(project).containsKey(dueTask.key()) ? startOf(dueTask) : List.of())
        .map(project -> Optional.of(grant.withSeq(project.seq()))
            .filter(started -> project.taskAttempts().containsKey(dueTask.key())))
        .onComplete(granted -> {
          if (granted.failed() || granted.result().isEmpty()) {
            leases.revoke(grant.id());
            dueTasks.update(projectWriter);
          }
        });
  }

  private static List<Event> startOf(DueTask dueTask) {
    List<Event> events = new ArrayList<>();
    events.add(new TaskStarted(dueTask.key(), dueTask.task().file()));
    events.addAll(dueTask.task().startEvents());
    return events;
  }

  /**
   * Renews the leases of tasks that a node's agents are working on, also in projects that this node
   * leads since a moment ago and has not opened yet. A project that it does not open in the time of
   * a lease has ended: it is opened to see which of its tasks are still due.
   */
  void renewLeases(String holderNode, List<LeasedTask> tasks) {
    for (LeasedTask task : tasks) {
      ProjectWriter projectWriter = openProjects.get(task.project());
      if (leases.isCompleted(task.grantId())) {
        listener.onTaskWithdrawn(task);
      } else if (leases.renew(holderNode, task) && projectWriter != null) {
        dueTasks.update(projectWriter);
      } else if (projectWriter == null && leases.isOld(task.grantId())) {
        openProjects
            .open(task.project())
            .onFailure(problem -> LOG.log(Level.FINE, "a project could not be opened", problem));
      }
    }
  }

  /** Makes a task available again that an agent returned without a result. */
  void returnTask(LeasedTask task) {
    leases.complete(task.grantId());
    Optional.ofNullable(openProjects.get(task.project())).ifPresent(dueTasks::update);
  }

  /**
   * Appends the events of a task if it is still due, at most once for each grant. The task may have
   * been granted by another node.
   */
  Future<Void> acceptResult(LeasedTask task, List<Event> events) {
    if (leases.isCompleted(task.grantId())) {
      return Future.succeededFuture();
    }
    return openProjects
        .open(task.project())
        .compose(projectWriter -> projectWriter
            .append(
                task.node(),
                task.role(),
                project -> dueTasks.findDue(project).containsKey(task.key())
                        && !leases.isCompleted(task.grantId())
                    ? events
                    : List.of())
            .onSuccess(done -> {
              leases.complete(task.grantId());
              dueTasks.update(projectWriter);
            }))
        .mapEmpty();
  }

  /** Records that a task failed because of a bug. */
  Future<Void> failTask(LeasedTask task, String reason) {
    return acceptResult(task, List.of(new TaskFailed(task.key(), task.file(), reason)));
  }

  /** Revokes expired leases and offers the tasks that are ready. To be called periodically. */
  void tick() {
    if (leases.revokeExpired()) {
      dueTasks.updateAll();
    }
    taskQueue.all().forEach(dueTasks::offerIfReady);
  }

  /** The current offer for a role; empty if none of its tasks is ready. */
  Optional<TaskOffer> createOffer(String role) {
    return taskQueue.createOffer(role);
  }

  /** The leased and the waiting tasks at this moment. */
  QueueSnapshot queueSnapshot() {
    List<QueueSnapshot.RunningTask> running = leases.runningTasks().stream()
        .filter(task -> ownership.isOwn(task.project()))
        .toList();
    return new QueueSnapshot(
        running, taskQueue.countByRole(), (int) dueTasks.queuedProjects().count());
  }
}
