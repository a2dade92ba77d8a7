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

/**
 * Holds the state of a project that this node leads, and appends its events one batch at a time.
 * Not thread-safe.
 */
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

  /** Is notified about the project. */
  interface Listener {
    /** The project has a new state. */
    void onStateChanged(ProjectWriter projectWriter);

    /** The journal refuses this node's entries: another node leads the project. */
    void onLeadershipLost(ProjectWriter projectWriter);
  }

  /** An append that waits for its turn; {@code decide} is then called with the current state. */
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

  /** Applies the journal's entries after a state to it. */
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

  /** Stops, since another node leads the project now: pending appends fail. */
  void release() {
    released = true;
    List<PendingAppend> refused = List.copyOf(pendingAppends);
    pendingAppends.clear();
    refused.forEach(append -> append.promise().fail(new MessageBus.NotLeader(project.id())));
  }

  /**
   * Appends the events that {@code decide} returns for the state at that time; {@code node} and
   * {@code agent} are recorded as their author. An empty list appends nothing. Returns the state
   * afterwards, or fails with what {@code decide} threw.
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

  /** Reads new entries if the journal has an event that was not appended by this writer. */
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
          project.id(),
          ++seq,
          clock.instant(),
          append.node(),
          append.agent(),
          journal.redact(event),
          prev);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }

  /** After a failed append: reads what the journal has, and decides again if the state changed. */
  private void retryOrFail(PendingAppend append, Throwable problem) {
    catchUp(journal, project).onComplete(read -> {
      busy = false;
      boolean stateChanged = read.succeeded() && read.result().seq() > project.seq();
      if (read.succeeded()) {
        project = read.result();
      }
      if (stateChanged && append.retries() < MAX_RETRIES && !released) {
        pendingAppends.addFirst(new PendingAppend(
            append.node(),
            append.agent(),
            append.decide(),
            append.promise(),
            append.retries() + 1));
      } else {
        append.promise().fail(problem);
      }
      if (stateChanged) {
        listener.onStateChanged(this);
      } else if (problem instanceof Journal.Conflict) {
        // The journal has nothing new and still reports a conflict: another node leads the project.
        listener.onLeadershipLost(this);
      }
      runNext();
    });
  }
}
