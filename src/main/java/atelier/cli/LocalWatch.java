package atelier.cli;

import atelier.cli.ProjectSummary.Status;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one project until it rests, and tells its story. Everything that happens is put into one
 * queue and taken from there by the command's own thread.
 */
final class LocalWatch {
  private static final int MOST_PASSING = 1_000;
  private static final int ANSWER_SECONDS = 60;

  /** Why the watching ended. */
  enum End {
    RESTS,
    NO_MODEL,
    INTERRUPTED
  }

  private final RunningNode node;
  private final RunRequest order;
  private final CommandOutput screen;
  private final boolean json;
  private final InputStream in;
  private final BlockingQueue<Runnable> moments;
  private final ProgressLine progress = new ProgressLine(System::nanoTime);
  private final Set<String> joined = new HashSet<>();
  private ProjectSummary standing = ProjectSummary.unknown();
  private boolean infrastructureFound;
  private boolean decided;
  private @Nullable End end;

  LocalWatch(
      RunningNode node, RunRequest order, CommandOutput screen, boolean json, InputStream in) {
    this.node = node;
    this.order = order;
    this.screen = screen;
    this.json = json;
    this.in = in;
    this.moments = new LinkedBlockingQueue<>();
  }

  /** May be called from any thread. */
  void interrupt() {
    moments.add(() -> end = End.INTERRUPTED);
  }

  ProjectSummary standing() {
    return standing;
  }

  /** Asks for what is wanted, then watches. */
  @SuppressWarnings("try") // what is opened is to last, not to be used
  End play() {
    try (var entries = node.follow(entry -> moments.add(() -> heard(entry)));
        var passing = node.watch(this::overheard)) {
      begin();
      while (end == null) {
        takeNext();
      }
      return end;
    } finally {
      screen.progress("");
    }
  }

  private void begin() {
    for (var entry : Await.await(node.history(order.project()), ANSWER_SECONDS, "the journal")) {
      standing = standing.apply(entry);
    }
    var spec = order.spec();
    if (standing.status() == Status.UNKNOWN || standing.ended()) {
      request(spec.orElseThrow(() -> CommandFailure.usage(nothingToDo())));
    } else if (spec.isPresent() && !spec.get().equals(standing.spec().strip())) {
      throw CommandFailure.usage("project " + order.project()
          + " is not finished, and was asked for" + " something else: go on with \"" + order.goOn()
          + "\", or choose another --project");
    } else {
      introduce("🔁 Going on with project " + order.project());
      if (standing.status() == Status.PAUSED) {
        Await.await(node.retry(order.project()), ANSWER_SECONDS, "trying again");
      }
    }
  }

  private void request(String spec) {
    introduce("🚀 Starting project " + order.project());
    standing = new ProjectSummary(Status.RUNNING, spec, "", "", null, standing.seq());
    Await.await(
        node.request(order.project(), spec, order.ask()), ANSWER_SECONDS, "accepting the spec");
  }

  private void introduce(String words) {
    screen.tell(StyledLine.plain(words));
    node.agents().forEach(this::join);
  }

  private String nothingToDo() {
    return standing.status() == Status.UNKNOWN
        ? "there is no project " + order.project() + " here yet: give a spec"
        : "project " + order.project() + " has ended: give a spec to ask for a further feature";
  }

  private void takeNext() {
    try {
      var next = moments.poll(500, TimeUnit.MILLISECONDS);
      if (next != null) {
        next.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end = End.INTERRUPTED;
      return;
    }
    screen.progress(progress.line());
    if (end == null && standing.status() == Status.AWAITING_APPROVAL && !decided) {
      decide();
    } else if (end == null && standing.resting() && moments.isEmpty() && settled()) {
      end = standing.cause().equals("infrastructure") ? End.NO_MODEL : End.RESTS;
    }
  }

  private boolean settled() {
    return Await.await(node.settled(order.project()), ANSWER_SECONDS, "asking how it stands");
  }

  private void heard(Entry entry) {
    if (!entry.project().equals(order.project()) || entry.seq() <= standing.seq()) {
      return;
    }
    standing = standing.apply(entry);
    progress.heard(entry);
    if (json) {
      screen.data(entry.json());
    }
    screen.tell(ConsoleReporter.of(entry));
    if (entry.event() instanceof Event.InfraReady) {
      infrastructureFound = true;
    } else if (entry.event() instanceof Event.InfraError && !infrastructureFound) {
      end = End.NO_MODEL;
    } else if (entry.event() instanceof Event.ApprovalRequested) {
      decided = false;
    }
  }

  private void overheard(LiveMessage passing) {
    if (moments.size() < MOST_PASSING) {
      moments.add(() -> {
        if (passing.type().equals("agent_joined")) {
          join(passing.agent());
        } else if (passing.project().isEmpty() || passing.project().equals(order.project())) {
          progress.heard(passing);
          screen.tell(ConsoleReporter.of(passing));
        }
      });
    }
  }

  private void join(String agent) {
    if (joined.add(agent)) {
      screen.tell(ConsoleReporter.joined(TerminalText.line(agent, 40), order.project()));
    }
  }

  private void decide() {
    decided = true;
    if (!order.ask()) {
      Await.await(node.approve(order.project()), ANSWER_SECONDS, "approving");
      return;
    }
    screen.tell(ApprovalPrompt.question(standing.blueprint()));
    ApprovalPrompt.read(in, yes -> moments.add(() -> answer(yes)));
  }

  private void answer(boolean yes) {
    var project = order.project();
    Await.await(
        yes ? node.approve(project) : node.cancel(project, "the blueprint was declined"),
        ANSWER_SECONDS,
        "the answer");
  }
}
