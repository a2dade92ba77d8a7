package atelier.role;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.Approved;
import atelier.event.Event.Cancelled;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.Passing;
import atelier.journal.Journal;
import atelier.project.Project;
import atelier.project.Status;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The studio of this node: a person's wishes become events, where the state allows them. */
public final class StudioDesk implements Studio {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_SPEC_BYTES = 64 * 1024;

  private final Journal journal;
  private final Conductor conductor;
  private final Set<Consumer<Passing>> watchers = new CopyOnWriteArraySet<>();

  public StudioDesk(Journal journal, Conductor conductor) {
    this.journal = journal;
    this.conductor = conductor;
  }

  @Override
  public Future<Project> request(String project, String spec, boolean approve) {
    if (!ID.matcher(project).matches()) {
      return refused("\"" + project + "\" cannot be a project's id: use up to 63 of a-z, 0-9 and "
          + "-, beginning with a letter or digit");
    }
    int bytes = spec.getBytes(StandardCharsets.UTF_8).length;
    if (spec.isBlank() || bytes > MAX_SPEC_BYTES) {
      return refused(
          spec.isBlank()
              ? "the spec is empty: say in a sentence what is wanted"
              : "the spec has " + bytes + " bytes; the limit is " + MAX_SPEC_BYTES);
    }
    return conductor.intend(project, state -> List.of(new FeatureRequested(spec, approve)));
  }

  @Override
  public Future<Project> approve(String project) {
    return existing(project, state -> {
      if (state.status() != Status.AWAITING_APPROVAL || state.blueprint() == null) {
        throw new Refused(project + " does not wait for approval: it is " + named(state));
      }
      return new Approved(state.blueprint());
    });
  }

  @Override
  public Future<Project> cancel(String project, String reason) {
    return existing(project, state -> {
      requireOpen(state);
      return new Cancelled(reason);
    });
  }

  @Override
  public Future<Project> retry(String project) {
    return existing(project, state -> {
      if (state.status() != Status.PAUSED) {
        throw new Refused(project + " is not paused: it is " + named(state));
      }
      return new RetryRequested();
    });
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return existing(project, state -> {
      requireOpen(state);
      if (!state.files().containsKey(file)) {
        throw new Refused(project + " has no file " + file + "; it has "
            + String.join(", ", state.files().keySet()));
      }
      if (text.isBlank()) {
        throw new Refused("the hint is empty");
      }
      return new HintGiven(file, text);
    });
  }

  private Future<Project> existing(String id, Function<Project, Event> decide) {
    return conductor.intend(id, state -> {
      if (state.feature() == null) {
        throw new Refused("there is no project " + id);
      }
      return List.of(decide.apply(state));
    });
  }

  private static void requireOpen(Project state) {
    if (!state.open()) {
      throw new Refused(state.id() + " has ended: it is " + named(state));
    }
  }

  private static String named(Project state) {
    return state.status().wireName();
  }

  @Override
  public Future<Project> project(String id) {
    return Ledger.caughtUp(journal, Project.named(id))
        .compose(project -> project.feature() == null
            ? refused("there is no project " + id)
            : Future.succeededFuture(project));
  }

  private static <T> Future<T> refused(String reason) {
    return Future.failedFuture(new Refused(reason));
  }

  @Override
  public Future<List<Project>> active() {
    return conductor.projects();
  }

  @Override
  public Future<Boolean> settled(String project) {
    return conductor.settled(project);
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    return journal.follow(follower);
  }

  @Override
  public Journal.Subscription watch(Consumer<Passing> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Tells every watcher a message of the moment. */
  public void tell(Passing passing) {
    watchers.forEach(watcher -> watcher.accept(passing));
  }
}
