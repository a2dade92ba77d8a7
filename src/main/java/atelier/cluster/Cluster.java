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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** This node's membership in a Hazelcast cluster: event bus, members, owner of each project. */
public final class Cluster implements Ownership, Peers {
  private static final Logger LOG = Logger.getLogger(Cluster.class.getName());

  /** Nodes with different versions of the protocol reject each other. */
  private static final int PROTOCOL = 1;

  private static final long LOOK_MS = 200;
  private static final int PING_MS = 2_000;
  private static final int MAX_GUESTS = 100;

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
  /** Members that are no nodes and were logged; for the thread that looks. */
  private final Set<UUID> guests = new HashSet<>();

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
   * Joins the running nodes, or starts a cluster. Blocking: for the start of a node.
   *
   * @throws IllegalStateException if it cannot join; the message says why and what to do
   */
  public static Cluster join(Settings.Cluster settings, String node) {
    Config config = HazelcastConfig.of(settings, node, PROTOCOL);
    HazelcastInstance hazelcast;
    try {
      hazelcast = Hazelcast.newHazelcastInstance(config);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the cluster cannot be joined on port " + settings.port() + " (" + e.getMessage()
              + "): check that no other program uses the port and that cluster.interface is an"
              + " address of this machine",
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
      if (member.localMember() || !Members.isNode(member)) {
        continue;
      }
      String protocol = member.getAttribute(Members.PROTOCOL);
      if (!Integer.toString(PROTOCOL).equals(protocol)) {
        throw new IllegalStateException(
            "node " + Members.name(member) + " has an incompatible version (protocol " + protocol
                + ", this node has " + PROTOCOL + "): use the same atelier.jar on all nodes");
      } else if (!authority.equals(member.getAttribute(Members.AUTHORITY))) {
        throw new IllegalStateException("node " + Members.name(member)
            + " uses keys of another certificate authority than this node, or only one of the two"
            + " uses TLS: create the keys of all nodes with one call of scripts/cluster-keys, and"
            + " set cluster.tls to each node's folder");
      } else if (Members.name(member).equals(node)) {
        throw new IllegalStateException("another node of the cluster, at " + member.getAddress()
            + ", is also named " + node + ": give this node another name with --set node=NAME");
      }
    }
  }

  /** Only logs a difference: nodes differ for a while when a cluster is enlarged. */
  private static void compareSizes(HazelcastInstance hazelcast, int size) {
    String own = Integer.toString(size);
    for (Member member : hazelcast.getCluster().getMembers()) {
      String other = member.getAttribute(Members.SIZE);
      if (other != null && !other.equals(own)) {
        LOG.warning("node " + Members.name(member) + " has cluster.size " + other
            + ", this node has " + own + ": set the same size on all nodes");
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
    Vertx vertx = Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(bus))
        .withClusterManager(new HazelcastClusterManager(hazelcast))
        .buildClustered()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return vertx.exceptionHandler(new UncaughtLog(System::nanoTime));
  }

  private void warnOfGuests() {
    for (Member member : hazelcast.getCluster().getMembers()) {
      if (!Members.isNode(member) && guests.size() < MAX_GUESTS && guests.add(member.getUuid())) {
        LOG.warning("a program at " + member.getAddress() + " joined the cluster and is no node of"
            + " Atelier: it is not counted. Stop it, and keep others away from port "
            + settings.port() + " or give the cluster another cluster.name");
      }
    }
  }

  /** Reads the current members; keeps the last ones if Hazelcast fails to return them. */
  private void look() {
    try {
      warnOfGuests();
      Members now = Members.of(hazelcast);
      if (!now.equals(members)) {
        members = now;
        watchers.forEach(Runnable::run);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "the members of the cluster cannot be read now", e);
    }
  }

  /** Returns the clustered Vert.x instance of this node. */
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

  /** Closes the event bus, then leaves the cluster. */
  public Future<Void> leave() {
    looking.shutdownNow();
    return vertx.close().onComplete(closed -> hazelcast.shutdown());
  }
}
