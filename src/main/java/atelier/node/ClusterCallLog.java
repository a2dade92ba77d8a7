package atelier.node;

import atelier.llm.CallLog;
import atelier.llm.CallLog.Call;
import atelier.llm.CallLog.Conversation;
import atelier.message.Ownership;
import atelier.studio.ProjectId;
import atelier.web.ModelCallLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists the model calls of all nodes. Each node stores its own calls and sends them to others on
 * request, as JSON over the event bus.
 */
final class ClusterCallLog implements ModelCallLog {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DeliveryOptions REQUEST_OPTIONS =
      new DeliveryOptions().setSendTimeout(1_500);
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;
  private static final Comparator<Call> OLDEST_FIRST =
      Comparator.comparing(Call::at).thenComparing(Call::node).thenComparingInt(Call::number);

  private final Vertx vertx;
  private final Ownership ownership;
  private final CallLog localCalls;
  private final Supplier<Set<String>> departedNodes;

  /**
   * Creates the call log of a node.
   *
   * @param departedNodes returns the nodes that have left the cluster
   */
  ClusterCallLog(
      Vertx vertx, Ownership ownership, CallLog localCalls, Supplier<Set<String>> departedNodes) {
    this.vertx = vertx;
    this.ownership = ownership;
    this.localCalls = localCalls;
    this.departedNodes = departedNodes;
  }

  /** Requests all calls of a project if {@code number} is 0, else that call. */
  record CallRequest(String project, int number) {}

  /** The reply to a request for all calls. */
  record CallList(List<Call> calls) {}

  /** Starts replying to other nodes. */
  Future<Void> start() {
    return vertx
        .eventBus()
        .<String>consumer(
            address(ownership.self()),
            message -> handle(message.body())
                .onSuccess(message::reply)
                .onFailure(problem -> replyFailure(message, problem)))
        .completion();
  }

  private static String address(String node) {
    return "calls." + node;
  }

  private Future<String> handle(String body) {
    try {
      CallRequest request = JSON.readValue(body, CallRequest.class);
      if (!ProjectId.isValid(request.project())) {
        throw new NoSuchElementException("there is no project with that id");
      }
      return request.number() == 0
          ? localCalls
              .calls(request.project())
              .map(calls -> JSON.writeValueAsString(new CallList(calls)))
          : localCalls.call(request.project(), request.number()).map(JSON::writeValueAsString);
    } catch (RuntimeException malformed) {
      return Future.failedFuture(malformed);
    }
  }

  private static void replyFailure(Message<String> message, Throwable problem) {
    int code = problem instanceof NoSuchElementException ? NOT_FOUND : FAILED;
    message.fail(code, String.valueOf(problem.getMessage()));
  }

  @Override
  public Future<Calls> list(String project) {
    List<String> nodes = new ArrayList<>(new TreeSet<>(ownership.nodes()));
    List<Future<List<Call>>> replies =
        nodes.stream().map(node -> callsOf(node, project)).toList();
    return Future.join(replies).transform(joined -> {
      List<Call> calls = new ArrayList<>();
      Set<String> absent = new TreeSet<>(departedNodes.get());
      for (int i = 0; i < nodes.size(); i++) {
        if (replies.get(i).succeeded()) {
          calls.addAll(replies.get(i).result());
        } else if (nodes.get(i).equals(localNode())) {
          return Future.failedFuture(replies.get(i).cause());
        } else {
          absent.add(nodes.get(i));
        }
      }
      calls.sort(OLDEST_FIRST);
      return Future.succeededFuture(new Calls(calls, List.copyOf(absent)));
    });
  }

  private Future<List<Call>> callsOf(String node, String project) {
    return node.equals(localNode())
        ? localCalls.calls(project)
        : request(node, new CallRequest(project, 0))
            .map(reply -> JSON.readValue(reply, CallList.class).calls());
  }

  @Override
  public Future<Conversation> find(String project, String node, int number) {
    if (node.equals(localNode())) {
      return localCalls.call(project, number);
    } else if (departedNodes.get().contains(node)) {
      return Future.failedFuture(ModelCallLog.unavailable(node));
    } else if (!ownership.nodes().contains(node)) {
      return Future.failedFuture(new NoSuchElementException(
          "no node with that name is online: the list of calls contains the names"));
    }
    return request(node, new CallRequest(project, number))
        .map(reply -> JSON.readValue(reply, Conversation.class))
        .recover(problem -> Future.failedFuture(
            isNotFound(problem)
                ? new NoSuchElementException(
                    "node " + node + " has no call " + number + " of the project")
                : ModelCallLog.unavailable(node)));
  }

  private static boolean isNotFound(Throwable problem) {
    return problem instanceof ReplyException failure
        && failure.failureType() == ReplyFailure.RECIPIENT_FAILURE
        && failure.failureCode() == NOT_FOUND;
  }

  private Future<String> request(String node, CallRequest request) {
    return vertx
        .eventBus()
        .<String>request(address(node), JSON.writeValueAsString(request), REQUEST_OPTIONS)
        .map(Message::body);
  }

  @Override
  public String localNode() {
    return ownership.self();
  }
}
