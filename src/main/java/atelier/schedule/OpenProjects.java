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

/** The projects that this node conducts: led in the journal, folded, let go again. */
final class OpenProjects implements ProjectWriter.Listener {
  private final Journal journal;
  private final Ownership ownership;
  private final Clock clock;
  private final Listener listener;
  private final Map<String, ProjectWriter> projectWriters = new LinkedHashMap<>();

  /** Who is told. */
  interface Listener {
    void onOpened(ProjectWriter projectWriter);

    void onStateChanged(ProjectWriter projectWriter);

    /** A project is not this node's any more; {@code lost} where the journal said so first. */
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

  /** The open ones, oldest first; what is told meanwhile may change them. */
  List<ProjectWriter> all() {
    return List.copyOf(projectWriters.values());
  }

  Stream<ProjectWriter> stream() {
    return projectWriters.values().stream();
  }

  /** Leads and opens those of these projects that are this node's and not open yet. */
  Future<Void> open(Collection<String> ids) {
    List<String> unopened = ids.stream()
        .filter(id -> !projectWriters.containsKey(id) && ownership.isOwn(id))
        .toList();
    return unopened.isEmpty()
        ? Future.succeededFuture()
        : journal
            .lead(unopened)
            .compose(leading -> Future.join(unopened.stream().map(this::openWriter).toList()))
            .mapEmpty();
  }

  /** The hold on a project that is this node's, whether it was open or not. */
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

  /** A project that had left has come back to life. */
  void reopen(ProjectWriter projectWriter) {
    projectWriters.putIfAbsent(projectWriter.project().id(), projectWriter);
  }

  /** A project has ended: there is nothing to do in it. */
  void close(ProjectWriter projectWriter) {
    projectWriters.remove(projectWriter.project().id(), projectWriter);
  }

  /** Lets go of what has become another node's. */
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
