package atelier.web;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.project.Project;
import atelier.studio.ProjectId;
import atelier.web.feed.FeedBroadcaster;
import atelier.web.feed.FeedListener;
import atelier.web.feed.FeedReader;
import atelier.web.feed.FeedSink;
import atelier.web.feed.HttpStreamFeedSink;
import atelier.web.feed.LiveFeedListener;
import atelier.web.feed.WebSocketFeedSink;
import atelier.web.http.HttpProblem;
import atelier.web.http.QueryParameters;
import atelier.web.http.Reply;
import atelier.web.http.ReplySender;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Sends a project's journal as pages, NDJSON lines or server-sent events; opens the feed. */
final class EventStreamHandlers {
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1_000;
  private static final long MAX_PAGE_CHARS = 16L << 20;

  private final Journal journal;
  private final ProjectIndex projectIndex;
  private final FeedBroadcaster feed;

  EventStreamHandlers(Journal journal, ProjectIndex projectIndex, FeedBroadcaster feed) {
    this.journal = journal;
    this.projectIndex = projectIndex;
    this.feed = feed;
  }

  /**
   * {@code GET /api/projects/ID/events}: a page; or, if the client accepts NDJSON, every entry
   * until the project has ended.
   */
  void readEvents(RoutingContext routing, ReplySender replySender) {
    String accept = String.valueOf(routing.request().getHeader("accept"));
    boolean isHead = HttpMethod.HEAD.equals(routing.request().method());
    if (accept.contains("application/x-ndjson") && !isHead) {
      streamLines(routing);
    } else {
      replySender.asHandler(this::page).handle(routing);
    }
  }

  private Future<Reply> page(RoutingContext routing) {
    String id = ProjectHandlers.projectId(routing);
    long after = QueryParameters.number(routing, "after", 0);
    int limit = QueryParameters.limit(routing, DEFAULT_PAGE, MAX_PAGE);
    QueryParameters.bool(routing, "passing");
    return projectIndex
        .project(id)
        .compose(project ->
            journal.read(id, after, limit).map(entries -> page(limitSize(entries), project)));
  }

  /** Shortens a page of large entries, to one entry at least. */
  private static List<Entry> limitSize(List<Entry> entries) {
    long chars = 0;
    for (int i = 0; i < entries.size(); i++) {
      chars += entries.get(i).json().length();
      if (chars > MAX_PAGE_CHARS && i > 0) {
        return entries.subList(0, i);
      }
    }
    return entries;
  }

  private static Reply page(List<Entry> entries, Project project) {
    long last =
        entries.isEmpty() ? project.seq() : entries.get(entries.size() - 1).seq();
    String next = last < project.seq() ? Long.toString(last) : "null";
    String lines = entries.stream().map(Entry::json).collect(Collectors.joining(","));
    return new Reply(
        200,
        Map.of("content-type", "application/json; charset=utf-8"),
        Buffer.buffer("{\"events\":[" + lines + "],\"next\":" + next + "}"));
  }

  private void streamLines(RoutingContext routing) {
    boolean isLimited = !routing.queryParam("limit").isEmpty();
    long limit =
        isLimited ? QueryParameters.limit(routing, DEFAULT_PAGE, MAX_PAGE) : Long.MAX_VALUE;
    long after = QueryParameters.number(routing, "after", 0);
    boolean includeLive = QueryParameters.bool(routing, "passing");
    String id = ProjectHandlers.projectId(routing);
    projectIndex.project(id).onComplete(project -> {
      if (project.failed()) {
        routing.fail(project.cause());
        return;
      }
      FeedSink sink = HttpStreamFeedSink.ndjson(routing.response(), includeLive);
      attach(routing, newReader(id, after, limit, seq -> hasEnded(id, seq), sink));
    });
  }

  private boolean hasEnded(String id, long seq) {
    Future<Project> project = projectIndex.project(id);
    return project.succeeded()
        && project.result().status().isEnded()
        && project.result().seq() <= seq;
  }

  private FeedReader newReader(
      String project, long after, long limit, LongPredicate isComplete, FeedSink sink) {
    return new FeedReader(journal, project, after, limit, isComplete, sink);
  }

  /** {@code GET /api/events}: the feed as server-sent events. */
  void followEvents(RoutingContext routing) {
    String project = QueryParameters.text(routing, "project");
    long after = startSeq(routing, project);
    requireCapacity();
    ifProjectExists(routing, project, () -> {
      FeedSink sink = HttpStreamFeedSink.serverSent(routing.response());
      attach(routing, newListener(project, after, sink));
    });
  }

  /** The seq to start after; a reconnecting {@code EventSource} sends the last id that it has. */
  private static long startSeq(RoutingContext routing, String project) {
    if (!project.isEmpty() && !ProjectId.isValid(project)) {
      throw HttpProblem.badRequest("\"project\" is not an id of a project");
    }
    long after = QueryParameters.number(routing, "after", 0);
    if (project.isEmpty() && !QueryParameters.text(routing, "after").isEmpty()) {
      throw HttpProblem.badRequest("\"after\" needs \"project\": it is a position in its journal");
    }
    String lastEventId = routing.request().getHeader("last-event-id");
    return lastEventId != null && lastEventId.matches("\\d{1,18}")
        ? Math.max(after, Long.parseLong(lastEventId))
        : after;
  }

  private void attach(RoutingContext routing, FeedListener listener) {
    routing.response().exceptionHandler(failure -> feed.remove(listener));
    routing.addEndHandler(ended -> feed.remove(listener));
    feed.add(listener);
  }

  private FeedListener newListener(String project, long after, FeedSink sink) {
    return project.isEmpty()
        ? new LiveFeedListener(sink)
        : newReader(project, after, Long.MAX_VALUE, seq -> false, sink);
  }

  /** {@code GET /feed}: the feed as a WebSocket. */
  void openFeed(RoutingContext routing) {
    String project = QueryParameters.text(routing, "project");
    long after = startSeq(routing, project);
    if (!"websocket".equalsIgnoreCase(routing.request().getHeader("upgrade"))) {
      routing.response().putHeader("upgrade", "websocket");
      throw new HttpProblem(
          426, "this path is a WebSocket; use /api/events for server-sent events");
    }
    requireCapacity();
    routing.request().pause();
    ifProjectExists(
        routing,
        project,
        () -> routing
            .request()
            .toWebSocket()
            .onSuccess(socket -> {
              WebSocketFeedSink sink =
                  new WebSocketFeedSink(routing.request().connection(), socket);
              FeedListener listener = newListener(project, after, sink);
              sink.onClose(() -> feed.remove(listener));
              feed.add(listener);
            })
            .onFailure(routing::fail));
  }

  private void requireCapacity() {
    if (feed.isFull()) {
      throw new HttpProblem(503, "the feed has the maximum number of clients: try again later");
    }
  }

  private void ifProjectExists(RoutingContext routing, String project, Runnable next) {
    if (project.isEmpty()) {
      next.run();
      return;
    }
    projectIndex.project(project).onComplete(result -> {
      if (result.succeeded()) {
        next.run();
      } else {
        routing.request().resume();
        routing.fail(result.cause());
      }
    });
  }
}
