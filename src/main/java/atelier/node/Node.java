package atelier.node;

import atelier.cli.context.RunningNode;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.journal.Journal;
import atelier.llm.Llm;
import atelier.message.Ownership;
import atelier.project.Project;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running node: connects the {@link Components} with the scheduler, the agents and the studio,
 * and delegates what people do to the studio. {@link Bootstrap} starts it.
 */
final class Node implements RunningNode {
  private final Components components;
  private final Ownership ownership;
  private final SchedulerVerticle scheduler;
  private final StudioService studio;
  private final ProgressThrottle progressThrottle;
  private final Instant startedAt = Instant.now();
  private @Nullable WorkerPool workerPool;
  private @Nullable HttpServerVerticle httpServer;
  private volatile String recordedSpec = "";

  Node(Components components) {
    this.components = components;
    ownership = components.transport().ownership();
    scheduler = new SchedulerVerticle(
        components.journal(),
        ownership,
        components.settings().maxActiveProjects(),
        PathGuard::findViolation,
        new RepositoryUpdates(components.workspace())::onStateChanged);
    SandboxModule.releaseEndedProjects(components.journal(), components.sandbox());
    studio = new StudioService(components.vertx(), components.journal(), ownership);
    studio.refuseAfter(components.workspace()::handWork);
    progressThrottle = new ProgressThrottle(studio::publish);
  }

  /** Deploys the agents, their worker pool and the scheduler. */
  Future<Void> deployAgents() {
    return Agents.deploy(
            components.vertx(),
            components.journal(),
            ownership,
            scheduler,
            components.tools(progressThrottle),
            components.settings().agentCounts(),
            components::modelSlots)
        .map(pool -> {
          workerPool = pool;
          return null;
        });
  }

  /** Starts the HTTP server. */
  Future<Void> startHttp() {
    return HttpServerModule.start(components, studio, startedAt)
        .onSuccess(server -> httpServer = server)
        .mapEmpty();
  }

  @Override
  public Optional<Address> http() {
    return Optional.ofNullable(httpServer).map(server -> {
      boolean generatedToken =
          server.needsToken() && !components.settings().http().token().isSet();
      return new Address(
          server.url(),
          generatedToken ? Optional.of(components.folder().httpTokenFile()) : Optional.empty());
    });
  }

  @Override
  public Future<Boolean> isIdle(String project) {
    return studio
        .isIdle(project)
        .compose(idle -> idle
            ? components.workspace().update(project).map(true).otherwise(true)
            : Future.succeededFuture(false));
  }

  @Override
  public Future<Void> close() {
    WorkerPool pool = workerPool;
    Future<Void> handedOver =
        pool == null ? Future.succeededFuture() : Agents.handOver(pool, scheduler, ownership);
    // A replicated journal must finish its appends before the transport that it uses is closed.
    return handedOver
        .eventually(components.sandbox()::close)
        .eventually(() -> components.transport().cluster().isPresent()
            ? components.journal().close()
            : Future.succeededFuture())
        .eventually(components.transport()::close)
        .eventually(components::close);
  }

  @Override
  public Future<List<Llm.Health>> health() {
    return components.llm().health();
  }

  @Override
  public Optional<RunningNode.ClusterMembership> clusterMembership() {
    Settings.Cluster cluster = components.settings().cluster();
    return components
        .transport()
        .cluster()
        .map(joined -> new RunningNode.ClusterMembership(
            cluster.name(), joined.self(), List.copyOf(joined.nodes()), cluster.size()));
  }

  @Override
  public List<String> agentRoles() {
    WorkerPool pool = workerPool;
    return pool == null ? List.of() : pool.roles();
  }

  @Override
  public Future<List<Entry>> history(String project) {
    return components.readHistory(project, new ArrayList<>());
  }

  @Override
  public Path repositoryFolder(String project) {
    return components.workspace().folder(project);
  }

  @Override
  public Future<Void> cloneTo(String project, Path target) {
    return components.workspace().cloneTo(project, target);
  }

  @Override
  public String recordedScript() {
    return components.recording() == null
        ? ""
        : components.recording().toScript(recordedSpec).toYaml();
  }

  @Override
  public Future<Project> createOrExtend(String project, String spec, boolean approve) {
    recordedSpec = studio.redact(spec);
    return studio.createOrExtend(project, spec, approve);
  }

  @Override
  public Future<Project> create(String project, ProjectRequest request) {
    return studio.create(project, request);
  }

  @Override
  public Future<Project> extend(String project, ProjectRequest request) {
    return studio.extend(project, request);
  }

  @Override
  public Future<Project> approve(String project, Optional<String> editedBlueprint) {
    return studio.approve(project, editedBlueprint);
  }

  @Override
  public Future<Project> cancel(String project, String reason, String queued) {
    return studio.cancel(project, reason, queued);
  }

  @Override
  public Future<Project> retry(String project) {
    return studio.retry(project);
  }

  @Override
  public Future<Project> verify(String project) {
    return studio.verify(project);
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return studio.hint(project, file, text);
  }

  @Override
  public Future<Project> project(String id) {
    return studio.project(id);
  }

  @Override
  public Future<List<Project>> activeProjects() {
    return studio.activeProjects();
  }

  @Override
  public Future<QueueSnapshot> queueSnapshot() {
    return studio.queueSnapshot();
  }

  @Override
  public Journal.Subscription subscribe(Consumer<Entry> subscriber) {
    return studio.subscribe(subscriber);
  }

  @Override
  public Journal.Subscription subscribeLive(Consumer<LiveMessage> subscriber) {
    return studio.subscribeLive(subscriber);
  }
}
