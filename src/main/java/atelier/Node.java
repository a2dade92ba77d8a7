package atelier;

import atelier.cli.RunningNode;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.Passing;
import atelier.journal.Journal;
import atelier.llm.Llm;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.role.Agents;
import atelier.role.Board;
import atelier.role.Conductor;
import atelier.role.Crew;
import atelier.role.Ownership;
import atelier.role.StudioDesk;
import atelier.role.Wish;
import atelier.web.Web;
import atelier.workspace.PathGuard;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One running Atelier: the journal, the tools, the agents and the conductor, wired together. */
final class Node implements RunningNode {
  private static final Logger LOG = Logger.getLogger(Node.class.getName());

  private final Parts parts;
  private final Ownership ownership;
  private final Conductor conductor;
  private final StudioDesk desk;
  private final Throttle throttle;
  private final Map<String, String> shown = new ConcurrentHashMap<>();
  private final Instant since = Instant.now();
  private @Nullable Crew crew;
  private @Nullable Web web;
  private volatile String asked = "";

  Node(Parts parts) {
    this.parts = parts;
    ownership = parts.ground().ownership();
    conductor = new Conductor(
        parts.journal(), ownership, parts.settings().projects(), PathGuard::refusal, this::changed);
    desk = new StudioDesk(parts.vertx(), parts.journal(), ownership);
    throttle = new Throttle(desk::tell);
  }

  /** Puts the agents to work. */
  Future<Void> deploy() {
    return Agents.deploy(
            parts.vertx(),
            parts.journal(),
            ownership,
            conductor,
            parts.tools(throttle),
            parts.settings().roles(),
            parts::modelOf)
        .map(staffed -> {
          crew = staffed;
          return null;
        });
  }

  /** Lets users in. */
  Future<Void> listen() {
    return FrontDoor.open(parts, desk, since).onSuccess(open -> web = open).mapEmpty();
  }

  @Override
  public Optional<Address> http() {
    return Optional.ofNullable(web).map(open -> {
      boolean made = open.needsToken() && !parts.settings().http().token().isSet();
      return new Address(
          open.url(), made ? Optional.of(parts.folder().httpToken()) : Optional.empty());
    });
  }

  /**
   * Keeps the repository at the state of the journal, where that changes anything in it. Before the
   * blueprint there is nothing to see; whoever looks all the same has it made then.
   */
  private void changed(Project project) {
    if (project.open() && project.blueprint() == null) {
      return;
    }
    String seen = project.status() + " " + project.reason() + " "
        + project.files().values().stream().mapToInt(SourceFile::committed).sum();
    if (!seen.equals(shown.put(project.id(), seen))) {
      parts
          .workspace()
          .show(project.id())
          .onFailure(problem -> LOG.log(
              Level.WARNING, "the repository of " + project.id() + " could not be shown", problem));
    }
    if (project.status().ended()) {
      shown.remove(project.id());
    }
  }

  @Override
  public Future<Boolean> settled(String project) {
    return desk.settled(project)
        .compose(settled -> settled
            ? parts.workspace().show(project).map(true).otherwise(true)
            : Future.succeededFuture(false));
  }

  @Override
  public Future<Void> close() {
    Crew working = crew;
    Future<Void> handedOver =
        working == null ? Future.succeededFuture() : Agents.handOver(working, conductor, ownership);
    // What is appended must be, before the bus that it goes over is closed.
    return handedOver
        .eventually(() -> parts.ground().cluster().isPresent()
            ? parts.journal().close()
            : Future.succeededFuture())
        .eventually(parts.ground()::close)
        .eventually(parts::close);
  }

  @Override
  public Future<List<Llm.Health>> health() {
    return parts.llm().health();
  }

  @Override
  public Optional<RunningNode.Company> company() {
    Settings.Cluster cluster = parts.settings().cluster();
    return parts
        .ground()
        .cluster()
        .map(joined -> new RunningNode.Company(
            cluster.name(), joined.self(), List.copyOf(joined.nodes()), cluster.size()));
  }

  @Override
  public List<String> agents() {
    Crew staffed = crew;
    return staffed == null ? List.of() : staffed.roles();
  }

  @Override
  public Future<List<Entry>> history(String project) {
    return parts.history(project, new ArrayList<>());
  }

  @Override
  public Path folder(String project) {
    return parts.workspace().folder(project);
  }

  @Override
  public Future<Void> cloneTo(String project, Path target) {
    return parts.workspace().cloneTo(project, target);
  }

  @Override
  public String recordedScript() {
    return parts.recording() == null ? "" : parts.recording().script(asked).toYaml();
  }

  @Override
  public Future<Project> request(String project, String spec, boolean approve) {
    asked = spec;
    return desk.request(project, spec, approve);
  }

  @Override
  public Future<Project> begin(String project, Wish wish) {
    return desk.begin(project, wish);
  }

  @Override
  public Future<Project> extend(String project, Wish wish) {
    return desk.extend(project, wish);
  }

  @Override
  public Future<Project> approve(String project, Optional<String> edited) {
    return desk.approve(project, edited);
  }

  @Override
  public Future<Project> cancel(String project, String reason) {
    return desk.cancel(project, reason);
  }

  @Override
  public Future<Project> retry(String project) {
    return desk.retry(project);
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return desk.hint(project, file, text);
  }

  @Override
  public Future<Project> project(String id) {
    return desk.project(id);
  }

  @Override
  public Future<List<Project>> active() {
    return desk.active();
  }

  @Override
  public Future<Board> board() {
    return desk.board();
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    return desk.follow(follower);
  }

  @Override
  public Journal.Subscription watch(Consumer<Passing> watcher) {
    return desk.watch(watcher);
  }
}
