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
  private final Leases leases;
  private final DueTasks dueTasks;
  private final OpenProjects openProjects;
  private final TaskQueue taskQueue;

  /** Who is told. */
  interface Listener {
    /** A role has something to do. */
    void onTaskReady(String role);

    /** A project's state moved on. */
    void onStateChanged(Project project);

    /** The journal refused this node's word for a project that it held: it was let go. */
    void onLeadershipLost(String project);
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
      int maxProjects,
      Listener listener) {
    this.ownership = ownership;
    this.clock = clock;
    leases = new Leases(ownership.self(), clock);
    dueTasks = new DueTasks(journal, ownership, clock, roles, leases, new Admission(maxProjects), listener);
    openProjects = dueTasks.openProjects();
    taskQueue = dueTasks.taskQueue();
  }

  /** The projects that are open here. */
  OpenProjects openProjects() {
    return openProjects;
  }

  /** Takes back what nodes have in hand that are not here any more. */
  void revokeLeasesOfAbsentNodes(Set<String> presentNodes) {
    if (leases.revokeFromAbsentNodes(presentNodes)) {
      dueTasks.updateAll();
    }
  }

  /** Appends a person's intent; {@code decide} may refuse by throwing. */
  Future<Project> appendCommand(String id, Function<Project, List<Event>> decide) {
    return openProjects
        .open(id)
        .compose(projectWriter -> projectWriter.append(ownership.self(), "user", decide).onFailure(problem -> {
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
   * Whether nothing of a project is in hand, due now or due later; for a paused one a look at
   * whether it may go on by itself, some time, does not count.
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
            .allMatch(task -> paused && !task.isReady(clock.instant()));
  }

  /**
   * Gives the task whose turn it is to a node that can do it. It is in the journal as started
   * before the agent has it.
   *
   * @param present what the nodes that are here can do
   */
  Future<Optional<TaskGrant>> claim(
      String role, Capabilities claimant, Collection<Capabilities> presentNodes) {
    return taskQueue
        .findNext(role, task -> claimant.isEligible(role, task.task().requirements(), presentNodes))
        .map(task -> grant(task, claimant.node()))
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
            project -> dueTasks.findDue(project).containsKey(dueTask.key())
                ? List.of(new TaskStarted(dueTask.key(), task.file()))
                : List.of())
        .map(project -> Optional.of(grant.withSeq(project.seq()))
            .filter(started -> project.taskAttempts().containsKey(dueTask.key())))
        .onComplete(result -> {
          if (result.failed() || result.result().isEmpty()) {
            leases.revoke(grant.id());
            dueTasks.update(projectWriter);
          }
        });
  }

  /**
   * A node's agents are alive and at work, possibly in projects that are not open here yet: they
   * became this node's a moment ago.
   */
  void renewLeases(String holderNode, List<LeasedTask> tasks) {
    for (LeasedTask task : tasks) {
      ProjectWriter projectWriter = openProjects.get(task.project());
      if (leases.renew(holderNode, task) && projectWriter != null) {
        dueTasks.update(projectWriter);
      }
    }
  }

  /** A task is given back undone: others may have it. */
  void returnTask(LeasedTask task) {
    leases.complete(task.grantId());
    Optional.ofNullable(openProjects.get(task.project())).ifPresent(dueTasks::update);
  }

  /** What became of a task, whoever gave it: taken if it is still due, once for each giving. */
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
                project ->
                    dueTasks.findDue(project).containsKey(task.key()) && !leases.isCompleted(task.grantId())
                        ? events
                        : List.of())
            .onSuccess(done -> {
              leases.complete(task.grantId());
              dueTasks.update(projectWriter);
            }))
        .mapEmpty();
  }

  /** A task ended in a bug. */
  Future<Void> failTask(LeasedTask task, String reason) {
    return acceptResult(task, List.of(new TaskFailed(task.key(), task.file(), reason)));
  }

  /** Takes back what no agent has given a sign about, and offers what has come due. */
  void tick() {
    if (leases.revokeExpired()) {
      dueTasks.updateAll();
    }
    taskQueue.all().forEach(dueTasks::offerIfReady);
  }

  /** What there is for a role at this moment. */
  Optional<TaskOffer> createOffer(String role) {
    return taskQueue.createOffer(role);
  }

  /** What is in hand and what waits, at this moment. */
  QueueSnapshot queueSnapshot() {
    List<QueueSnapshot.RunningTask> running =
        leases.runningTasks().stream().filter(task -> ownership.isOwn(task.project())).toList();
    return new QueueSnapshot(running, taskQueue.countByRole(), (int) dueTasks.queuedProjects().count());
  }
}
