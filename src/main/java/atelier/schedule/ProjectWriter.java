package atelier.schedule;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.journal.Journal;
import atelier.message.MessageBus;
import atelier.project.Project;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** The conductor's hold on one project: its state, and one append after the other. */
final class ProjectWriter {
  private static final int MAX_RETRIES = 5;
  private static final int PAGE_SIZE = 500;

  private final Journal journal;
  private final Clock clock;
  private final Listener listener;
  private final Deque<PendingAppend> pendingAppends = new ArrayDeque<>();
  private Project project;
  private long newestSeq;
  private boolean busy;
  private boolean released;

  /** Who is told. */
  interface Listener {
    /** The state moved on. */
    void onStateChanged(ProjectWriter projectWriter);

    /** The journal takes another node's word for the project now. */
    void onLeadershipLost(ProjectWriter projectWriter);
  }

  /** What to append is decided when its turn comes, by the state as it then is. */
  private record PendingAppend(
      String node,
      String agent,
      Function<Project, List<Event>> decide,
      Promise<Project> promise,
      int retries) {}

  ProjectWriter(Journal journal, Clock clock, Project project, Listener listener) {
    this.journal = journal;
    this.clock = clock;
    this.project = project;
    this.listener = listener;
  }

  /** Reads on where a state ends; where a journal has nothing, nothing is known. */
  static Future<Project> catchUp(Journal journal, Project project) {
    return journal.read(project.id(), project.seq(), PAGE_SIZE).compose(entries -> {
      Project next = project;
      for (Entry entry : entries) {
        next = next.apply(entry);
      }
      return entries.size() < PAGE_SIZE ? Future.succeededFuture(next) : catchUp(journal, next);
    });
  }

  Project project() {
    return project;
  }

  boolean isIdle() {
    return !busy && pendingAppends.isEmpty();
  }

  boolean isReleased() {
    return released;
  }

  /** Another node conducts the project from now on: what still waits for its turn is refused. */
  void release() {
    released = true;
    List<PendingAppend> refused = List.copyOf(pendingAppends);
    pendingAppends.clear();
    refused.forEach(append -> append.promise().fail(new MessageBus.NotLeader(project.id())));
  }

  /**
   * Appends, in the name of a node's agent, what {@code decide} says of the state then; an empty
   * list appends nothing. The future gives the state afterwards, or fails with what {@code decide}
   * threw.
   */
  Future<Project> append(String node, String agent, Function<Project, List<Event>> decide) {
    if (released) {
      return Future.failedFuture(new MessageBus.NotLeader(project.id()));
    }
    Promise<Project> promise = Promise.promise();
    pendingAppends.add(new PendingAppend(node, agent, decide, promise, 0));
    runNext();
    return promise.future();
  }

  private void runNext() {
    while (!busy && !pendingAppends.isEmpty()) {
      busy = true;
      run(pendingAppends.remove());
    }
    if (!busy && !released && newestSeq > project.seq()) {
      busy = true;
      readNewEntries();
    }
  }

  /** The journal has an event of the project; possibly one that was not appended from here. */
  void catchUpTo(long seq) {
    newestSeq = Math.max(newestSeq, seq);
    runNext();
  }

  private void readNewEntries() {
    catchUp(journal, project).onComplete(read -> {
      busy = false;
      newestSeq = 0;
      if (read.succeeded() && read.result().seq() > project.seq()) {
        project = read.result();
        listener.onStateChanged(this);
      }
      runNext();
    });
  }

  private void run(PendingAppend append) {
    List<Entry> entries;
    Project next = project;
    try {
      entries = seal(append);
      for (Entry entry : entries) {
        next = next.apply(entry);
      }
    } catch (RuntimeException refused) {
      busy = false;
      append.promise().fail(refused);
      return;
    }
    if (entries.isEmpty()) {
      busy = false;
      append.promise().complete(project);
      return;
    }
    Project newState = next;
    journal.append(entries).onComplete(result -> {
      if (result.succeeded()) {
        project = newState;
        busy = false;
        append.promise().complete(newState);
        listener.onStateChanged(this);
        runNext();
      } else {
        retryOrFail(append, result.cause());
      }
    });
  }

  private List<Entry> seal(PendingAppend append) {
    List<Entry> entries = new ArrayList<>();
    String prev = project.hash();
    long seq = project.seq();
    for (Event event : append.decide().apply(project)) {
      Entry entry = EventCodec.seal(
          project.id(), ++seq, clock.instant(), append.node(), append.agent(), event, prev);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }

  /** Whatever went wrong, the journal knows best what was written: read on, then decide again. */
  private void retryOrFail(PendingAppend append, Throwable problem) {
    catchUp(journal, project).onComplete(read -> {
      busy = false;
      boolean stateChanged = read.succeeded() && read.result().seq() > project.seq();
      if (read.succeeded()) {
        project = read.result();
      }
      if (stateChanged && append.retries() < MAX_RETRIES && !released) {
        pendingAppends.addFirst(
            new PendingAppend(append.node(), append.agent(), append.decide(), append.promise(), append.retries() + 1));
      } else {
        append.promise().fail(problem);
      }
      if (stateChanged) {
        listener.onStateChanged(this);
      } else if (problem instanceof Journal.Conflict) {
        // Nothing new to be seen here, and yet it does not follow: somebody else is believed.
        listener.onLeadershipLost(this);
      }
      runNext();
    });
  }
}
