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

/**
 * Collects the status of all nodes of the cluster over the event bus, and publishes live messages
 * when nodes join or leave. Thread-safe.
 */
final class ClusterNodes {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DeliveryOptions REQUEST_OPTIONS =
      new DeliveryOptions().setSendTimeout(1_500);

  private final Vertx vertx;
  private final Ownership ownership;
  private final int size;
  private final NodeStatus nodeStatus;
  private final Consumer<LiveMessage> liveMessages;
  private final Map<String, Set<String>> rolesByNode = new HashMap<>();
  private final Set<String> departed = new TreeSet<>();
  private Set<String> presentNodes = Set.of();

  /**
   * Creates the view of one node.
   *
   * @param size the configured number of nodes
   * @param liveMessages receives a message for each node that joins or leaves, and for its agents
   */
  ClusterNodes(
      Vertx vertx,
      Ownership ownership,
      int size,
      NodeStatus nodeStatus,
      Consumer<LiveMessage> liveMessages) {
    this.vertx = vertx;
    this.ownership = ownership;
    this.size = size;
    this.nodeStatus = nodeStatus;
    this.liveMessages = liveMessages;
  }

  /** Starts replying to other nodes and observing the membership. */
  Future<Void> start() {
    var consumer = vertx
        .eventBus()
        .consumer(
            address(ownership.self()),
            request -> nodeStatus
                .read()
                .onSuccess(status -> request.reply(JSON.writeValueAsString(status)))
                .onFailure(problem -> request.fail(500, problem.getMessage())));
    presentNodes = Set.copyOf(ownership.nodes());
    ownership.watch(this::updateMembership);
    return consumer.completion();
  }

  private static String address(String node) {
    return "status." + node;
  }

  private synchronized void updateMembership() {
    Set<String> now = Set.copyOf(ownership.nodes());
    Set<String> left = new HashSet<>(presentNodes);
    left.removeAll(now);
    Set<String> joined = new HashSet<>(now);
    joined.removeAll(presentNodes);
    presentNodes = now;
    departed.addAll(left);
    departed.removeAll(now);
    for (String node : left) {
      Set<String> roles = rolesByNode.getOrDefault(node, Set.of());
      rolesByNode.remove(node);
      roles.forEach(role -> publish("agent_left", node, role));
      publish("node_left", node, "");
    }
    for (String node : joined) {
      publish("node_joined", node, "");
      requestStatus(node).onSuccess(status -> status.ifPresent(this::recordAgents));
    }
  }

  /** The nodes that have left since this one started. */
  synchronized Set<String> departedNodes() {
    return new TreeSet<>(departed);
  }

  private synchronized void recordAgents(ClusterView.Node node) {
    Set<String> roles = new TreeSet<>();
    node.roles().forEach((name, count) -> {
      if (count > 0) {
        roles.add(name);
      }
    });
    rolesByNode.put(node.name(), roles);
    roles.forEach(role -> publish("agent_joined", node.name(), role));
  }

  private void publish(String type, String node, String agent) {
    liveMessages.accept(new LiveMessage(type, "", node, agent, "", 0, ""));
  }

  /** The status and the queues of all nodes; one that does not reply is listed as silent. */
  Future<ClusterView> view(Future<QueueSnapshot> queueSnapshot) {
    List<Future<Optional<ClusterView.Node>>> statuses = new ArrayList<>();
    statuses.add(nodeStatus.read().map(Optional::of));
    Set<String> present = ownership.nodes();
    present.stream()
        .filter(node -> !node.equals(ownership.self()))
        .sorted()
        .forEach(node -> statuses.add(requestStatus(node)));
    return Future.all(Future.all(statuses), queueSnapshot).map(all -> {
      QueueSnapshot now = queueSnapshot.result();
      List<ClusterView.Node> nodes =
          statuses.stream().flatMap(status -> status.result().stream()).toList();
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
    departedNodes().forEach(name -> absent.add(new ClusterView.Absent(name, "gone")));
    return absent;
  }

  private Future<Optional<ClusterView.Node>> requestStatus(String node) {
    return vertx
        .eventBus()
        .<String>request(address(node), "", REQUEST_OPTIONS)
        .map(reply -> Optional.of(JSON.readValue(reply.body(), ClusterView.Node.class)))
        .otherwise(Optional.empty());
  }
}
