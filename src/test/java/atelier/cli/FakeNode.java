package atelier.cli;

import atelier.cli.context.RunningNode;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.LiveMessage;
import atelier.journal.Journal.Subscription;
import atelier.llm.Llm;
import atelier.project.Project;
import atelier.studio.ProjectRequest;
import atelier.studio.QueueSnapshot;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A node that answers each request with the events it was given beforehand. */
final class FakeNode implements RunningNode {
  final List<Entry> journal = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  final List<Event> afterRequest = new ArrayList<>();
  final List<Event> afterApproval = new ArrayList<>();
  final List<Event> afterRetry = new ArrayList<>();
  final List<LiveMessage> passing = new ArrayList<>();
  Runnable whenRequested = () -> {};
  Runnable whenAskedForActive = () -> {};
  List<Llm.Health> health = List.of(new Llm.Health("m", "http://localhost:1", true, "", ""));

  private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
  private final List<Consumer<LiveMessage>> watchers = new CopyOnWriteArrayList<>();

  @Override
  public java.util.Optional<ClusterMembership> clusterMembership() {
    return java.util.Optional.empty();
  }

  void happened(String project, Event... events) {
    append(project, List.of(events));
  }

  @Override
  public Future<Project> createOrExtend(String project, String spec, boolean approve) {
    calls.add("request " + project + " " + spec + " " + approve);
    append(project, List.of(new Event.FeatureRequested(spec, approve)));
    passing.forEach(message -> watchers.forEach(watcher -> watcher.accept(message)));
    return after(project, afterRequest).onSuccess(done -> whenRequested.run());
  }

  @Override
  public Future<Project> create(String project, ProjectRequest wish) {
    return createOrExtend(project, wish.spec(), wish.approve());
  }

  @Override
  public Future<Project> extend(String project, ProjectRequest wish) {
    return createOrExtend(project, wish.spec(), wish.approve());
  }

  @Override
  public Future<QueueSnapshot> queueSnapshot() {
    return Future.succeededFuture(new QueueSnapshot(List.of(), Map.of(), 0));
  }

  @Override
  public Future<Project> approve(String project, Optional<String> edited) {
    calls.add("approve " + project);
    return after(project, afterApproval);
  }

  @Override
  public Future<Project> cancel(String project, String reason) {
    calls.add("cancel " + project);
    return after(project, List.of(new Event.Cancelled(reason)));
  }

  @Override
  public Future<Project> retry(String project) {
    calls.add("retry " + project);
    append(project, List.of(new Event.RetryRequested()));
    return after(project, afterRetry);
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return Future.failedFuture(new Refused("no hints here"));
  }

  @Override
  public Future<Project> project(String id) {
    return Future.succeededFuture(Project.empty(id));
  }

  @Override
  public Future<List<Project>> activeProjects() {
    whenAskedForActive.run();
    return Future.succeededFuture(List.of(Project.empty("a"), Project.empty("b")));
  }

  @Override
  public Future<Boolean> isIdle(String project) {
    return Future.succeededFuture(true);
  }

  @Override
  public Subscription subscribe(Consumer<Entry> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public Subscription subscribeLive(Consumer<LiveMessage> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  @Override
  public Future<Void> close() {
    calls.add("close");
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Llm.Health>> health() {
    return Future.succeededFuture(health);
  }

  @Override
  public Optional<Address> http() {
    return Optional.of(new Address("http://localhost:4000", Optional.empty()));
  }

  @Override
  public List<String> agentRoles() {
    return List.of("architect", "writer");
  }

  @Override
  public Future<List<Entry>> history(String project) {
    return Future.succeededFuture(
        journal.stream().filter(entry -> entry.project().equals(project)).toList());
  }

  @Override
  public Path repositoryFolder(String project) {
    return Path.of("/data/projects", project);
  }

  @Override
  public Future<Void> cloneTo(String project, Path target) {
    try {
      Files.createDirectories(target);
      Files.writeString(target.resolve("MANIFEST.md"), project);
      return Future.succeededFuture();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String recordedScript() {
    return "recorded";
  }

  private Future<Project> after(String project, List<Event> events) {
    append(project, events);
    return Future.succeededFuture(Project.empty(project));
  }

  private void append(String project, List<Event> events) {
    for (var event : events) {
      var before =
          journal.stream().filter(entry -> entry.project().equals(project)).toList();
      var prev =
          before.isEmpty() ? Entry.GENESIS : before.get(before.size() - 1).hash();
      var at = Instant.parse("2026-01-01T00:00:00Z");
      var entry = EventCodec.seal(project, before.size() + 1L, at, "node", "writer", event, prev);
      journal.add(entry);
      followers.forEach(follower -> follower.accept(entry));
    }
  }
}
