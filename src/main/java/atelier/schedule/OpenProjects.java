package atelier.schedule;

import atelier.journal.Journal;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.project.Project;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The projects that this node leads and that have not ended: becomes their leader in the journal,
 * reads their state, and releases them. Not thread-safe.
 */
final class OpenProjects implements ProjectWriter.Listener {
  private final Journal journal;
  private final Ownership ownership;
  private final Clock clock;
  private final Listener listener;
  private final Map<String, ProjectWriter> projectWriters = new LinkedHashMap<>();

  /** Is notified about projects. */
  interface Listener {
    void onOpened(ProjectWriter projectWriter);

    void onStateChanged(ProjectWriter projectWriter);

    /** Another node leads the project; {@code leadershipLost} if the journal refused an append. */
    void onReleased(String project, boolean leadershipLost);
  }

  OpenProjects(Journal journal, Ownership ownership, Clock clock, Listener listener) {
    this.journal = journal;
    this.ownership = ownership;
    this.clock = clock;
    this.listener = listener;
  }

  @Nullable
  ProjectWriter get(String id) {
    return projectWriters.get(id);
  }

  /** A copy of the open projects, oldest first: listeners may change the original. */
  List<ProjectWriter> all() {
    return List.copyOf(projectWriters.values());
  }

  Stream<ProjectWriter> stream() {
    return projectWriters.values().stream();
  }

  /** Opens those projects that this node should lead and that are not open yet. */
  Future<Void> open(Collection<String> ids) {
    List<String> unopened = ids.stream()
        .filter(id -> !projectWriters.containsKey(id) && ownership.isOwn(id))
        .toList();
    return unopened.isEmpty()
        ? Future.succeededFuture()
        : journal
            .lead(unopened)
            .compose(
                leading -> Future.join(unopened.stream().map(this::openWriter).toList()))
            .mapEmpty();
  }

  /** The writer of a project, which is opened if necessary; fails if another node leads it. */
  Future<ProjectWriter> open(String id) {
    ProjectWriter projectWriter = projectWriters.get(id);
    if (projectWriter != null) {
      return Future.succeededFuture(projectWriter);
    }
    return ownership.isOwn(id)
        ? journal.lead(List.of(id)).compose(leading -> openWriter(id))
        : Future.failedFuture(new MessageBus.NotLeader(id));
  }

  private Future<ProjectWriter> openWriter(String id) {
    return ProjectWriter.catchUp(journal, Project.empty(id)).compose(project -> {
      if (!ownership.isOwn(id)) {
        return Future.failedFuture(new MessageBus.NotLeader(id));
      }
      ProjectWriter created = new ProjectWriter(journal, clock, project, this);
      ProjectWriter existing = projectWriters.putIfAbsent(id, created);
      if (existing == null) {
        listener.onOpened(created);
      }
      return Future.succeededFuture(existing == null ? created : existing);
    });
  }

  /** Adds a project again that had ended and got a new feature. */
  void reopen(ProjectWriter projectWriter) {
    projectWriters.putIfAbsent(projectWriter.project().id(), projectWriter);
  }

  /** Removes a project that has ended. */
  void close(ProjectWriter projectWriter) {
    projectWriters.remove(projectWriter.project().id(), projectWriter);
  }

  /** Releases the projects that other nodes lead now. */
  void releaseForeign() {
    all().stream()
        .filter(projectWriter -> !ownership.isOwn(projectWriter.project().id()))
        .forEach(projectWriter -> release(projectWriter, false));
  }

  void releaseAll() {
    all().forEach(projectWriter -> release(projectWriter, false));
  }

  private void release(ProjectWriter projectWriter, boolean leadershipLost) {
    String id = projectWriter.project().id();
    boolean wasOpen = projectWriters.remove(id, projectWriter);
    projectWriter.release();
    if (wasOpen) {
      listener.onReleased(id, leadershipLost);
    }
  }

  @Override
  public void onStateChanged(ProjectWriter projectWriter) {
    if (!projectWriter.isReleased()) {
      listener.onStateChanged(projectWriter);
    }
  }

  @Override
  public void onLeadershipLost(ProjectWriter projectWriter) {
    release(projectWriter, true);
  }
}
