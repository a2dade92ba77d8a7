package atelier.node;

import atelier.cli.context.RunningNode;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.journal.Journal;
import atelier.llm.Llm;
import atelier.message.Ownership;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.schedule.Agents;
import atelier.schedule.SchedulerVerticle;
import atelier.schedule.StudioService;
import atelier.schedule.WorkerPool;
import atelier.studio.ProjectRequest;
import atelier.studio.QueueSnapshot;
import atelier.web.HttpServerVerticle;
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

  private final Components parts;
  private final Ownership ownership;
  private final SchedulerVerticle conductor;
  private final StudioService desk;
  private final ProgressThrottle throttle;
  private final Map<String, String> shown = new ConcurrentHashMap<>();
  private final Instant since = Instant.now();
  private @Nullable WorkerPool crew;
  private @Nullable HttpServerVerticle web;
  private volatile String asked = "";

  Node(Components parts) {
    this.parts = parts;
    ownership = parts.ground().ownership();
    conductor = new SchedulerVerticle(
        parts.journal(), ownership, parts.settings().projects(), PathGuard::findViolation, this::changed);
    desk = new StudioService(parts.vertx(), parts.journal(), ownership);
    throttle = new ProgressThrottle(desk::tell);
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
    return HttpServerModule.open(parts, desk, since)
        .onSuccess(open -> web = open)
        .mapEmpty();
  }

  @Override
  public Optional<Address> http() {
    return Optional.ofNullable(web).map(open -> {
      boolean made = open.needsToken() && !parts.settings().http().token().isSet();
      return new Address(
          open.url(), made ? Optional.of(parts.folder().httpTokenFile()) : Optional.empty());
    });
  }

  /**
   * Keeps the repository at the state of the journal, where that changes anything in it. Before the
   * blueprint there is nothing to see; whoever looks all the same has it made then.
   */
  private void changed(Project project) {
    if (project.isOpen() && project.blueprint() == null) {
      return;
    }
    String seen = project.status() + " " + project.reason() + " "
        + project.files().values().stream().mapToInt(SourceFile::committedAttempt).sum();
    if (!seen.equals(shown.put(project.id(), seen))) {
      parts
          .workspace()
          .update(project.id())
          .onFailure(problem -> LOG.log(
              Level.WARNING, "the repository of " + project.id() + " could not be shown", problem));
    }
    if (project.status().isEnded()) {
      shown.remove(project.id());
    }
  }

  @Override
  public Future<Boolean> settled(String project) {
    return desk.settled(project)
        .compose(settled -> settled
            ? parts.workspace().update(project).map(true).otherwise(true)
            : Future.succeededFuture(false));
  }

  @Override
  public Future<Void> close() {
    WorkerPool working = crew;
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
  public Optional<RunningNode.ClusterMembership> clusterMembership() {
    Settings.Cluster cluster = parts.settings().cluster();
    return parts
        .ground()
        .cluster()
        .map(joined -> new RunningNode.ClusterMembership(
            cluster.name(), joined.self(), List.copyOf(joined.nodes()), cluster.size()));
  }

  @Override
  public List<String> agentRoles() {
    WorkerPool staffed = crew;
    return staffed == null ? List.of() : staffed.roles();
  }

  @Override
  public Future<List<Entry>> history(String project) {
    return parts.history(project, new ArrayList<>());
  }

  @Override
  public Path repositoryFolder(String project) {
    return parts.workspace().folder(project);
  }

  @Override
  public Future<Void> cloneTo(String project, Path target) {
    return parts.workspace().cloneTo(project, target);
  }

  @Override
  public String recordedScript() {
    return parts.recording() == null ? "" : parts.recording().toScript(asked).toYaml();
  }

  @Override
  public Future<Project> request(String project, String spec, boolean approve) {
    asked = spec;
    return desk.request(project, spec, approve);
  }

  @Override
  public Future<Project> begin(String project, ProjectRequest wish) {
    return desk.begin(project, wish);
  }

  @Override
  public Future<Project> extend(String project, ProjectRequest wish) {
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
  public Future<QueueSnapshot> board() {
    return desk.board();
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    return desk.follow(follower);
  }

  @Override
  public Journal.Subscription watch(Consumer<LiveMessage> watcher) {
    return desk.watch(watcher);
  }
}
