package atelier.web;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.project.Project;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** A project's journal in pages, as lines, as server-sent events; and the WebSocket feed. */
final class EventHandlers {
  private static final int USUAL_PAGE = 100;
  private static final int MAX_PAGE = 1_000;
  private static final long MAX_PAGE_CHARS = 16L << 20;

  private final Journal journal;
  private final ProjectIndex states;
  private final FeedBroadcaster feed;

  EventHandlers(Journal journal, ProjectIndex states, FeedBroadcaster feed) {
    this.journal = journal;
    this.states = states;
    this.feed = feed;
  }

  /** A page, or, where that is accepted, every line to the end of the project. */
  void events(RoutingContext routing, RequestDispatcher calls) {
    String accept = String.valueOf(routing.request().getHeader("accept"));
    if (accept.contains("application/x-ndjson")) {
      lines(routing);
    } else {
      calls.answering(this::page).handle(routing);
    }
  }

  private Future<Reply> page(RoutingContext routing) {
    String id = ProjectHandlers.id(routing);
    long after = QueryParameters.number(routing, "after", 0);
    int limit = QueryParameters.limit(routing, USUAL_PAGE, MAX_PAGE);
    return states
        .project(id)
        .compose(project ->
            journal.read(id, after, limit).map(entries -> page(fitting(entries), project)));
  }

  /** Of large entries fewer than were asked for, but always one. */
  private static List<Entry> fitting(List<Entry> entries) {
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

  private void lines(RoutingContext routing) {
    long limit = QueryParameters.number(routing, "limit", Long.MAX_VALUE);
    long after = QueryParameters.number(routing, "after", 0);
    boolean passing = QueryParameters.text(routing, "passing").equals("true");
    String id = ProjectHandlers.id(routing);
    states.project(id).onComplete(project -> {
      if (project.failed() || limit < 1) {
        routing.fail(project.failed() ? project.cause() : Problem.badRequest("\"limit\" is 0"));
        return;
      }
      FeedSink outlet = HttpStreamFeedSink.ndjson(routing.response(), passing);
      attach(routing, reader(id, after, limit, seq -> hasEnded(id, seq), outlet));
    });
  }

  private boolean hasEnded(String id, long seq) {
    Future<Project> project = states.project(id);
    return project.succeeded()
        && project.result().status().isEnded()
        && project.result().seq() <= seq;
  }

  private FeedReader reader(
      String project, long after, long limit, LongPredicate over, FeedSink outlet) {
    return new FeedReader(journal, project, after, limit, over, outlet);
  }

  /** {@code GET /api/events}: where the feed is wanted without a WebSocket. */
  void serverSent(RoutingContext routing) {
    String project = QueryParameters.text(routing, "project");
    long after = after(routing, project);
    refuseMore();
    whenThere(routing, project, () -> {
      FeedSink outlet = HttpStreamFeedSink.serverSent(routing.response());
      attach(routing, listener(project, after, outlet));
    });
  }

  /** What {@code EventSource} sends when it comes back counts for more than what it first asked. */
  private static long after(RoutingContext routing, String project) {
    long after = QueryParameters.number(routing, "after", 0);
    if (project.isEmpty() && !QueryParameters.text(routing, "after").isEmpty()) {
      throw Problem.badRequest("\"after\" is a place in one project: name it with \"project\"");
    }
    String last = routing.request().getHeader("last-event-id");
    return last != null && last.matches("\\d{1,18}")
        ? Math.max(after, Long.parseLong(last))
        : after;
  }

  private void attach(RoutingContext routing, FeedListener listener) {
    routing.response().exceptionHandler(gone -> feed.remove(listener));
    routing.addEndHandler(ended -> feed.remove(listener));
    feed.add(listener);
  }

  private FeedListener listener(String project, long after, FeedSink outlet) {
    return project.isEmpty()
        ? new LiveFeedListener(outlet)
        : reader(project, after, Long.MAX_VALUE, seq -> false, outlet);
  }

  /** {@code GET /feed}. */
  void feed(RoutingContext routing) {
    if (!"websocket".equalsIgnoreCase(routing.request().getHeader("upgrade"))) {
      routing.response().putHeader("upgrade", "websocket");
      throw new Problem(426, "this is a WebSocket; without one, use /api/events");
    }
    String project = QueryParameters.text(routing, "project");
    long after = after(routing, project);
    refuseMore();
    routing.request().pause();
    whenThere(
        routing,
        project,
        () -> routing
            .request()
            .toWebSocket()
            .onSuccess(socket -> {
              WebSocketFeedSink outlet =
                  new WebSocketFeedSink(routing.request().connection(), socket);
              FeedListener listener = listener(project, after, outlet);
              outlet.whenClosed(() -> feed.remove(listener));
              feed.add(listener);
            })
            .onFailure(routing::fail));
  }

  private void refuseMore() {
    if (feed.isFull()) {
      throw new Problem(503, "this node has as many listeners as it takes: try again later");
    }
  }

  private void whenThere(RoutingContext routing, String project, Runnable next) {
    if (project.isEmpty()) {
      next.run();
      return;
    }
    states.project(project).onComplete(found -> {
      if (found.succeeded()) {
        next.run();
      } else {
        routing.request().resume();
        routing.fail(found.cause());
      }
    });
  }
}
