package atelier.cluster;

import atelier.config.Settings;
import atelier.consensus.Peers;
import atelier.journal.Acceptor;
import atelier.message.Ownership;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** This node's membership: the bus it shares with others, who they are, who conducts what. */
public final class Cluster implements Ownership, Peers {
  private static final Logger LOG = Logger.getLogger(Cluster.class.getName());

  /** Nodes that do not speak alike refuse each other. */
  private static final int PROTOCOL = 1;

  private static final long LOOK_MS = 200;
  private static final int PING_MS = 2_000;

  private final Settings.Cluster settings;
  private final String self;
  private final HazelcastInstance hazelcast;
  private final Vertx vertx;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "cluster-members");
        thread.setDaemon(true);
        return thread;
      });
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Acceptor> acceptors = new ConcurrentHashMap<>();
  private volatile Members members;

  private Cluster(
      Settings.Cluster settings, String self, HazelcastInstance hazelcast, Vertx vertx) {
    this.settings = settings;
    this.self = self;
    this.hazelcast = hazelcast;
    this.vertx = vertx;
    members = Members.of(hazelcast);
    var unused =
        looking.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Joins the nodes that are there, or begins a cluster. Blocking: for the start of a node.
   *
   * @throws IllegalStateException when it cannot; the message says what is in the way
   */
  public static Cluster join(Settings.Cluster settings, String node) {
    Config config = HazelcastConfig.of(settings, node, PROTOCOL);
    HazelcastInstance hazelcast;
    try {
      hazelcast = Hazelcast.newHazelcastInstance(config);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the cluster cannot be joined on port " + settings.port() + " (" + e.getMessage()
              + "): is another node on it, and is cluster.interface an address of this machine?",
          e);
    }
    try {
      requireFit(hazelcast, node, MutualTls.authority(settings.tlsFolder()));
      compareSizes(hazelcast, settings.size());
      return new Cluster(settings, node, hazelcast, onBus(settings, hazelcast));
    } catch (RuntimeException e) {
      hazelcast.shutdown();
      throw e;
    }
  }

  private static void requireFit(HazelcastInstance hazelcast, String node, String authority) {
    for (Member member : hazelcast.getCluster().getMembers()) {
      if (member.localMember()) {
        continue;
      }
      String protocol = member.getAttribute(Members.PROTOCOL);
      if (!Integer.toString(PROTOCOL).equals(protocol)) {
        throw new IllegalStateException(
            "node " + Members.name(member) + " is of a version that does not work with this one"
                + " (it speaks protocol " + protocol + ", this node " + PROTOCOL
                + "): use the same atelier.jar on all nodes");
      } else if (!authority.equals(member.getAttribute(Members.AUTHORITY))) {
        throw new IllegalStateException("node " + Members.name(member) + " speaks with keys of "
            + "another authority than this node, or only one of the two with any: give each node"
            + " a folder that one call of scripts/cluster-keys made, and name it in cluster.tls");
      } else if (Members.name(member).equals(node)) {
        throw new IllegalStateException("another node of the cluster, at " + member.getAddress()
            + ", is called " + node + " too: give this one a name with --set node=NAME");
      }
    }
  }

  /** Only said: while a cluster is made larger, its nodes differ for a while. */
  private static void compareSizes(HazelcastInstance hazelcast, int size) {
    String own = Integer.toString(size);
    for (Member member : hazelcast.getCluster().getMembers()) {
      String other = member.getAttribute(Members.SIZE);
      if (other != null && !other.equals(own)) {
        LOG.warning("node " + Members.name(member) + " counts majorities from a cluster.size of "
            + other + ", this one from " + own + ": set the same on all nodes");
      }
    }
  }

  private static Vertx onBus(Settings.Cluster settings, HazelcastInstance hazelcast) {
    EventBusOptions bus = new EventBusOptions()
        .setHost(hazelcast.getCluster().getLocalMember().getAddress().getHost())
        .setPort(settings.busPort())
        .setClusterPingInterval(PING_MS)
        .setClusterPingReplyInterval(PING_MS)
        .setConnectTimeout(PING_MS);
    if (!settings.tlsFolder().isEmpty()) {
      MutualTls.set(bus, settings.tlsFolder());
    }
    return Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(bus))
        .withClusterManager(new HazelcastClusterManager(hazelcast))
        .buildClustered()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /** While Hazelcast is at odds with itself, what was seen last goes on to hold. */
  private void look() {
    try {
      Members now = Members.of(hazelcast);
      if (!now.equals(members)) {
        members = now;
        watchers.forEach(Runnable::run);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "the members cannot be seen now", e);
    }
  }

  /** What everything of this node runs on. */
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public String ownerOf(String project) {
    return members.ownerOf(project);
  }

  @Override
  public void watch(Runnable changed) {
    watchers.add(changed);
  }

  @Override
  public Set<String> nodes() {
    return members.nodes();
  }

  @Override
  public Set<String> present() {
    Set<String> others = new LinkedHashSet<>(members.nodes());
    others.remove(self);
    return others;
  }

  @Override
  public Acceptor of(String node) {
    return acceptors.computeIfAbsent(node, name -> new RemoteAcceptor(vertx.eventBus(), name));
  }

  @Override
  public int size() {
    return settings.size();
  }

  /** Leaves: closes the bus, then the membership. */
  public Future<Void> leave() {
    looking.shutdownNow();
    return vertx.close().onComplete(closed -> hazelcast.shutdown());
  }
}
