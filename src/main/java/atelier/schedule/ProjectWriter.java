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
  private static final int MAX_TRIES = 5;
  private static final int PAGE = 500;

  private final Journal journal;
  private final Clock clock;
  private final Listener listener;
  private final Deque<Step> steps = new ArrayDeque<>();
  private Project project;
  private long heardOf;
  private boolean busy;
  private boolean released;

  /** Who is told. */
  interface Listener {
    /** The state moved on. */
    void moved(ProjectWriter ledger);

    /** The journal takes another node's word for the project now. */
    void lost(ProjectWriter ledger);
  }

  /** What to append is decided when its turn comes, by the state as it then is. */
  private record Step(
      String node,
      String agent,
      Function<Project, List<Event>> decide,
      Promise<Project> done,
      int tries) {}

  ProjectWriter(Journal journal, Clock clock, Project project, Listener listener) {
    this.journal = journal;
    this.clock = clock;
    this.project = project;
    this.listener = listener;
  }

  /** Reads on where a state ends; where a journal has nothing, nothing is known. */
  static Future<Project> caughtUp(Journal journal, Project project) {
    return journal.read(project.id(), project.seq(), PAGE).compose(entries -> {
      Project next = project;
      for (Entry entry : entries) {
        next = next.apply(entry);
      }
      return entries.size() < PAGE ? Future.succeededFuture(next) : caughtUp(journal, next);
    });
  }

  Project project() {
    return project;
  }

  boolean idle() {
    return !busy && steps.isEmpty();
  }

  boolean released() {
    return released;
  }

  /** Another node conducts the project from now on: what still waits for its turn is refused. */
  void release() {
    released = true;
    List<Step> left = List.copyOf(steps);
    steps.clear();
    left.forEach(step -> step.done().fail(new MessageBus.NotLeader(project.id())));
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
    Promise<Project> done = Promise.promise();
    steps.add(new Step(node, agent, decide, done, 0));
    proceed();
    return done.future();
  }

  private void proceed() {
    while (!busy && !steps.isEmpty()) {
      busy = true;
      take(steps.remove());
    }
    if (!busy && !released && heardOf > project.seq()) {
      busy = true;
      readOn();
    }
  }

  /** The journal has an event of the project; possibly one that was not appended from here. */
  void heardOf(long seq) {
    heardOf = Math.max(heardOf, seq);
    proceed();
  }

  private void readOn() {
    caughtUp(journal, project).onComplete(read -> {
      busy = false;
      heardOf = 0;
      if (read.succeeded() && read.result().seq() > project.seq()) {
        project = read.result();
        listener.moved(this);
      }
      proceed();
    });
  }

  private void take(Step step) {
    List<Entry> entries;
    Project next = project;
    try {
      entries = sealed(step);
      for (Entry entry : entries) {
        next = next.apply(entry);
      }
    } catch (RuntimeException refused) {
      busy = false;
      step.done().fail(refused);
      return;
    }
    if (entries.isEmpty()) {
      busy = false;
      step.done().complete(project);
      return;
    }
    Project after = next;
    journal.append(entries).onComplete(result -> {
      if (result.succeeded()) {
        project = after;
        busy = false;
        step.done().complete(after);
        listener.moved(this);
        proceed();
      } else {
        failed(step, result.cause());
      }
    });
  }

  private List<Entry> sealed(Step step) {
    List<Entry> entries = new ArrayList<>();
    String prev = project.hash();
    long seq = project.seq();
    for (Event event : step.decide().apply(project)) {
      Entry entry = EventCodec.seal(
          project.id(), ++seq, clock.instant(), step.node(), step.agent(), event, prev);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }

  /** Whatever went wrong, the journal knows best what was written: read on, then decide again. */
  private void failed(Step step, Throwable problem) {
    caughtUp(journal, project).onComplete(read -> {
      busy = false;
      boolean moved = read.succeeded() && read.result().seq() > project.seq();
      if (read.succeeded()) {
        project = read.result();
      }
      if (moved && step.tries() < MAX_TRIES && !released) {
        steps.addFirst(
            new Step(step.node(), step.agent(), step.decide(), step.done(), step.tries() + 1));
      } else {
        step.done().fail(problem);
      }
      if (moved) {
        listener.moved(this);
      } else if (problem instanceof Journal.Conflict) {
        // Nothing new to be seen here, and yet it does not follow: somebody else is believed.
        listener.lost(this);
      }
      proceed();
    });
  }
}
