package atelier.cli;

import atelier.cli.context.RunningNode;
import atelier.event.Cancelled;
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

/** A node that appends the events it was given for each request. */
final class FakeNode implements RunningNode {
  final List<Entry> journal = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  final List<Event> afterRequest = new ArrayList<>();
  final List<Event> afterApproval = new ArrayList<>();
  final List<Event> afterRetry = new ArrayList<>();
  final List<LiveMessage> liveMessages = new ArrayList<>();
  Runnable whenRequested = () -> {};
  Runnable whenActiveIsCalled = () -> {};
  List<Llm.Health> health = List.of(new Llm.Health("m", "http://localhost:1", true, "", ""));

  private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
  private final List<Consumer<LiveMessage>> watchers = new CopyOnWriteArrayList<>();

  @Override
  public java.util.Optional<ClusterMembership> clusterMembership() {
    return java.util.Optional.empty();
  }

  void appendEvents(String project, Event... events) {
    append(project, List.of(events));
  }

  @Override
  public Future<Project> createOrExtend(String project, String spec, boolean approve) {
    calls.add("request " + project + " " + spec + " " + approve);
    append(project, List.of(new Event.FeatureRequested(spec, approve)));
    liveMessages.forEach(message -> watchers.forEach(watcher -> watcher.accept(message)));
    return appendAndReturn(project, afterRequest).onSuccess(done -> whenRequested.run());
  }

  @Override
  public Future<Project> create(String project, ProjectRequest request) {
    return createOrExtend(project, request.spec(), request.approve());
  }

  @Override
  public Future<Project> extend(String project, ProjectRequest request) {
    return createOrExtend(project, request.spec(), request.approve());
  }

  @Override
  public Future<QueueSnapshot> queueSnapshot() {
    return Future.succeededFuture(new QueueSnapshot(List.of(), Map.of(), 0));
  }

  @Override
  public Future<Project> approve(String project, Optional<String> edited) {
    calls.add("approve " + project);
    return appendAndReturn(project, afterApproval);
  }

  @Override
  public Future<Project> cancel(String project, String reason, String queued) {
    calls.add("cancel " + project);
    return appendAndReturn(project, List.of(new Cancelled(reason)));
  }

  @Override
  public Future<Project> retry(String project) {
    calls.add("retry " + project);
    append(project, List.of(new Event.RetryRequested()));
    return appendAndReturn(project, afterRetry);
  }

  @Override
  public Future<Project> verify(String project) {
    return Future.failedFuture(new Refused("verifications are not supported"));
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return Future.failedFuture(new Refused("hints are not supported"));
  }

  @Override
  public Future<Project> project(String id) {
    return Future.succeededFuture(Project.empty(id));
  }

  @Override
  public Future<List<Project>> activeProjects() {
    whenActiveIsCalled.run();
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

  private Future<Project> appendAndReturn(String project, List<Event> events) {
    append(project, events);
    return Future.succeededFuture(Project.empty(project));
  }

  private void append(String project, List<Event> events) {
    for (var event : events) {
      var previous =
          journal.stream().filter(entry -> entry.project().equals(project)).toList();
      var previousHash =
          previous.isEmpty() ? Entry.GENESIS : previous.get(previous.size() - 1).hash();
      var at = Instant.parse("2026-01-01T00:00:00Z");
      var entry =
          EventCodec.seal(project, previous.size() + 1L, at, "node", "writer", event, previousHash);
      journal.add(entry);
      followers.forEach(follower -> follower.accept(entry));
    }
  }
}
