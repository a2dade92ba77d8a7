package atelier.node;

import atelier.event.LiveMessage;
import atelier.message.Ownership;
import atelier.studio.QueueSnapshot;
import atelier.web.ClusterView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** The nodes that are here, as each tells of itself; and who comes and goes. */
final class ClusterNodes {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(1_500);

  private final Vertx vertx;
  private final Ownership ownership;
  private final int size;
  private final NodeStatus portrait;
  private final Consumer<LiveMessage> told;
  private final Map<String, Set<String>> agents = new HashMap<>();
  private final Set<String> gone = new TreeSet<>();
  private Set<String> known = Set.of();

  /**
   * The neighbours of a node, and itself.
   *
   * @param size how many nodes there are meant to be
   * @param told hears of everybody who comes or goes
   */
  ClusterNodes(
      Vertx vertx, Ownership ownership, int size, NodeStatus portrait, Consumer<LiveMessage> told) {
    this.vertx = vertx;
    this.ownership = ownership;
    this.size = size;
    this.portrait = portrait;
    this.told = told;
  }

  /** Answers others from now on, and watches for them. */
  Future<Void> begin() {
    var asked = vertx
        .eventBus()
        .consumer(
            address(ownership.self()),
            call -> portrait
                .taken()
                .onSuccess(taken -> call.reply(JSON.writeValueAsString(taken)))
                .onFailure(problem -> call.fail(500, problem.getMessage())));
    known = Set.copyOf(ownership.nodes());
    ownership.watch(this::look);
    return asked.completion();
  }

  private static String address(String node) {
    return "portrait." + node;
  }

  private synchronized void look() {
    Set<String> now = Set.copyOf(ownership.nodes());
    Set<String> left = new HashSet<>(known);
    left.removeAll(now);
    Set<String> joined = new HashSet<>(now);
    joined.removeAll(known);
    known = now;
    gone.addAll(left);
    gone.removeAll(now);
    for (String node : left) {
      Set<String> gone = agents.getOrDefault(node, Set.of());
      agents.remove(node);
      gone.forEach(agent -> tell("agent_left", node, agent));
      tell("node_left", node, "");
    }
    for (String node : joined) {
      tell("node_joined", node, "");
      portraitOf(node).onSuccess(one -> one.ifPresent(this::met));
    }
  }

  /** The nodes that were here since this one started, and are not now. */
  synchronized Set<String> gone() {
    return new TreeSet<>(gone);
  }

  private synchronized void met(ClusterView.Node node) {
    Set<String> there = new TreeSet<>();
    node.roles().forEach((role, number) -> {
      if (number > 0) {
        there.add(role);
      }
    });
    agents.put(node.name(), there);
    there.forEach(agent -> tell("agent_joined", node.name(), agent));
  }

  private void tell(String type, String node, String agent) {
    told.accept(new LiveMessage(type, "", node, agent, "", 0, ""));
  }

  /** All nodes, what they do and what waits; one that does not answer is told to be silent. */
  Future<ClusterView> seen(Future<QueueSnapshot> board) {
    List<Future<Optional<ClusterView.Node>>> asked = new ArrayList<>();
    asked.add(portrait.taken().map(Optional::of));
    Set<String> present = ownership.nodes();
    present.stream()
        .filter(node -> !node.equals(ownership.self()))
        .sorted()
        .forEach(node -> asked.add(portraitOf(node)));
    return Future.all(Future.all(asked), board).map(all -> {
      QueueSnapshot now = board.result();
      List<ClusterView.Node> nodes =
          asked.stream().flatMap(one -> one.result().stream()).toList();
      return new ClusterView(
          ownership.self(),
          new ClusterView.Quorum(size, present.size(), present.size() >= size / 2 + 1),
          nodes,
          absent(present, nodes),
          now.running().stream()
              .map(task -> new ClusterView.Task(
                  task.project(), task.role(), task.file(), task.task(), task.node(), task.since()))
              .toList(),
          new ClusterView.Waiting(now.waiting(), now.queued()));
    });
  }

  private List<ClusterView.Absent> absent(Set<String> present, List<ClusterView.Node> nodes) {
    Set<String> silent = new TreeSet<>(present);
    nodes.forEach(node -> silent.remove(node.name()));
    List<ClusterView.Absent> absent = new ArrayList<>();
    silent.forEach(name -> absent.add(new ClusterView.Absent(name, "silent")));
    gone().forEach(name -> absent.add(new ClusterView.Absent(name, "gone")));
    return absent;
  }

  private Future<Optional<ClusterView.Node>> portraitOf(String node) {
    return vertx
        .eventBus()
        .<String>request(address(node), "", SOON)
        .map(reply -> Optional.of(JSON.readValue(reply.body(), ClusterView.Node.class)))
        .otherwise(Optional.empty());
  }
}
