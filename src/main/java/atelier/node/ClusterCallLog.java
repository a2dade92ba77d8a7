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

/** The calls of all nodes: each keeps its own, and tells the others of them when asked. */
public final class ClusterCallLog implements ModelCallLog {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(1_500);
  private static final int ABSENT = 404;
  private static final int FAULT = 500;
  private static final Comparator<Call> OLDEST_FIRST =
      Comparator.comparing(Call::at).thenComparing(Call::node).thenComparingInt(Call::number);

  private final Vertx vertx;
  private final Ownership ownership;
  private final CallLog own;
  private final Supplier<Set<String>> gone;

  /**
   * The calls of a node and its neighbours.
   *
   * @param gone the nodes that were here and are not
   */
  public ClusterCallLog(Vertx vertx, Ownership ownership, CallLog own, Supplier<Set<String>> gone) {
    this.vertx = vertx;
    this.ownership = ownership;
    this.own = own;
    this.gone = gone;
  }

  /** What a node is asked: all calls of a project where the number is 0, else that one. */
  record Question(String project, int number) {}

  /** What it answers to a question for all. */
  record Kept(List<Call> calls) {}

  /** Answers others from now on. */
  public Future<Void> begin() {
    return vertx
        .eventBus()
        .<String>consumer(
            address(ownership.self()),
            asked ->
                answer(asked.body()).onSuccess(asked::reply).onFailure(why -> fail(asked, why)))
        .completion();
  }

  private static String address(String node) {
    return "calls." + node;
  }

  private Future<String> answer(String body) {
    try {
      Question question = JSON.readValue(body, Question.class);
      if (!ProjectId.isValid(question.project())) {
        throw new NoSuchElementException("there is no project of that name");
      }
      return question.number() == 0
          ? own.calls(question.project()).map(calls -> JSON.writeValueAsString(new Kept(calls)))
          : own.call(question.project(), question.number()).map(JSON::writeValueAsString);
    } catch (RuntimeException malformed) {
      return Future.failedFuture(malformed);
    }
  }

  private static void fail(Message<String> asked, Throwable why) {
    int code = why instanceof NoSuchElementException ? ABSENT : FAULT;
    asked.fail(code, String.valueOf(why.getMessage()));
  }

  @Override
  public Future<Calls> of(String project) {
    List<String> nodes = new ArrayList<>(new TreeSet<>(ownership.nodes()));
    List<Future<List<Call>>> asked =
        nodes.stream().map(node -> callsOf(node, project)).toList();
    return Future.join(asked).transform(joined -> {
      List<Call> calls = new ArrayList<>();
      Set<String> absent = new TreeSet<>(gone.get());
      for (int i = 0; i < nodes.size(); i++) {
        if (asked.get(i).succeeded()) {
          calls.addAll(asked.get(i).result());
        } else if (nodes.get(i).equals(self())) {
          return Future.failedFuture(asked.get(i).cause());
        } else {
          absent.add(nodes.get(i));
        }
      }
      calls.sort(OLDEST_FIRST);
      return Future.succeededFuture(new Calls(calls, List.copyOf(absent)));
    });
  }

  private Future<List<Call>> callsOf(String node, String project) {
    return node.equals(self())
        ? own.calls(project)
        : ask(node, new Question(project, 0))
            .map(answer -> JSON.readValue(answer, Kept.class).calls());
  }

  @Override
  public Future<Conversation> one(String project, String node, int number) {
    if (node.equals(self())) {
      return own.call(project, number);
    } else if (gone.get().contains(node)) {
      return Future.failedFuture(ModelCallLog.unavailable(node));
    } else if (!ownership.nodes().contains(node)) {
      return Future.failedFuture(
          new NoSuchElementException("no node of that name is here: the list of calls names them"));
    }
    return ask(node, new Question(project, number))
        .map(answer -> JSON.readValue(answer, Conversation.class))
        .recover(why -> Future.failedFuture(
            isAbsent(why)
                ? new NoSuchElementException(
                    "node " + node + " keeps no call " + number + " of the project")
                : ModelCallLog.unavailable(node)));
  }

  private static boolean isAbsent(Throwable why) {
    return why instanceof ReplyException failure
        && failure.failureType() == ReplyFailure.RECIPIENT_FAILURE
        && failure.failureCode() == ABSENT;
  }

  private Future<String> ask(String node, Question question) {
    return vertx
        .eventBus()
        .<String>request(address(node), JSON.writeValueAsString(question), SOON)
        .map(Message::body);
  }

  @Override
  public String self() {
    return ownership.self();
  }
}
