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
  private final Map<String, ProjectWriter> ledgers = new LinkedHashMap<>();

  /** Who is told. */
  interface Listener {
    void opened(ProjectWriter ledger);

    void moved(ProjectWriter ledger);

    /** A project is not this node's any more; {@code lost} where the journal said so first. */
    void released(String project, boolean lost);
  }

  OpenProjects(Journal journal, Ownership ownership, Clock clock, Listener listener) {
    this.journal = journal;
    this.ownership = ownership;
    this.clock = clock;
    this.listener = listener;
  }

  @Nullable
  ProjectWriter get(String id) {
    return ledgers.get(id);
  }

  /** The open ones, oldest first; what is told meanwhile may change them. */
  List<ProjectWriter> all() {
    return List.copyOf(ledgers.values());
  }

  Stream<ProjectWriter> stream() {
    return ledgers.values().stream();
  }

  /** Leads and opens those of these projects that are this node's and not open yet. */
  Future<Void> open(Collection<String> ids) {
    List<String> wanted = ids.stream()
        .filter(id -> !ledgers.containsKey(id) && ownership.isOwn(id))
        .toList();
    return wanted.isEmpty()
        ? Future.succeededFuture()
        : journal
            .lead(wanted)
            .compose(led -> Future.join(wanted.stream().map(this::folded).toList()))
            .mapEmpty();
  }

  /** The hold on a project that is this node's, whether it was open or not. */
  Future<ProjectWriter> open(String id) {
    ProjectWriter open = ledgers.get(id);
    if (open != null) {
      return Future.succeededFuture(open);
    }
    return ownership.isOwn(id)
        ? journal.lead(List.of(id)).compose(led -> folded(id))
        : Future.failedFuture(new MessageBus.NotLeader(id));
  }

  private Future<ProjectWriter> folded(String id) {
    return ProjectWriter.caughtUp(journal, Project.empty(id)).compose(project -> {
      if (!ownership.isOwn(id)) {
        return Future.failedFuture(new MessageBus.NotLeader(id));
      }
      ProjectWriter ledger = new ProjectWriter(journal, clock, project, this);
      ProjectWriter other = ledgers.putIfAbsent(id, ledger);
      if (other == null) {
        listener.opened(ledger);
      }
      return Future.succeededFuture(other == null ? ledger : other);
    });
  }

  /** A project that had left has come back to life. */
  void keep(ProjectWriter ledger) {
    ledgers.putIfAbsent(ledger.project().id(), ledger);
  }

  /** A project has ended: there is nothing to do in it. */
  void close(ProjectWriter ledger) {
    ledgers.remove(ledger.project().id(), ledger);
  }

  /** Lets go of what has become another node's. */
  void releaseForeign() {
    all().stream()
        .filter(ledger -> !ownership.isOwn(ledger.project().id()))
        .forEach(ledger -> release(ledger, false));
  }

  void releaseAll() {
    all().forEach(ledger -> release(ledger, false));
  }

  private void release(ProjectWriter ledger, boolean lost) {
    String id = ledger.project().id();
    boolean open = ledgers.remove(id, ledger);
    ledger.release();
    if (open) {
      listener.released(id, lost);
    }
  }

  @Override
  public void moved(ProjectWriter ledger) {
    if (!ledger.released()) {
      listener.moved(ledger);
    }
  }

  @Override
  public void lost(ProjectWriter ledger) {
    release(ledger, true);
  }
}
