package atelier.role;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Passing;
import atelier.journal.Journal;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Function;

/** The studio of this node: a person's wishes become events, where the state allows them. */
public final class StudioDesk implements Studio {
  private final Journal journal;
  private final Conductor conductor;
  private final Tools.PathRule paths;
  private final Set<Consumer<Passing>> watchers = new CopyOnWriteArraySet<>();

  /** A studio whose people may only edit blueprints to paths that {@code paths} lets through. */
  public StudioDesk(Journal journal, Conductor conductor, Tools.PathRule paths) {
    this.journal = journal;
    this.conductor = conductor;
    this.paths = paths;
  }

  @Override
  public Future<Project> request(String project, String spec, boolean approve) {
    Wish wish = new Wish(spec, approve);
    return wished(
        project,
        wish,
        state -> state.feature() == null ? Wishes.begin(state, wish) : Wishes.extend(state, wish));
  }

  @Override
  public Future<Project> begin(String project, Wish wish) {
    return wished(project, wish, state -> Wishes.begin(state, wish));
  }

  @Override
  public Future<Project> extend(String project, Wish wish) {
    return wished(project, wish, state -> Wishes.extend(state, wish));
  }

  private Future<Project> wished(String project, Wish wish, Function<Project, List<Event>> decide) {
    try {
      Wishes.check(project, wish);
    } catch (Refused refused) {
      return Future.failedFuture(refused);
    }
    return conductor.intend(project, decide);
  }

  @Override
  public Future<Project> approve(String project, Optional<String> edited) {
    return conductor.intend(project, state -> List.of(Wishes.approve(state, edited, paths)));
  }

  @Override
  public Future<Project> cancel(String project, String reason) {
    return conductor.intend(project, state -> List.of(Wishes.cancel(state, reason)));
  }

  @Override
  public Future<Project> retry(String project) {
    return conductor.intend(project, state -> List.of(Wishes.retry(state)));
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return conductor.intend(project, state -> List.of(Wishes.hint(state, file, text)));
  }

  @Override
  public Future<Project> project(String id) {
    return Ledger.caughtUp(journal, Project.named(id)).map(Wishes::present);
  }

  @Override
  public Future<List<Project>> active() {
    return conductor.projects();
  }

  @Override
  public Future<Board> board() {
    return conductor.board();
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
