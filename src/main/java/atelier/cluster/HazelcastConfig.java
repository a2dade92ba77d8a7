package atelier.cluster;

import atelier.config.Settings;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.YamlConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Configures Hazelcast: few threads, fast failure detection, closed to everyone but members. The
 * values were measured with Hazelcast 5.6 and are explained in {@code docs/cluster.md}.
 */
final class HazelcastConfig {
  /** The attribute in which Vert.x expects its node id if it has not created the member itself. */
  private static final String VERTX_NODE = "__vertx.nodeId";

  /**
   * The classes that may be deserialised from another member, also as arrays: every exception
   * contains an array, and a caller whose exception cannot be read waits for ever.
   */
  private static final String[] READABLE = Stream.of(
          "java.lang.", "java.util.", "com.hazelcast.", "io.vertx.")
      .flatMap(name -> Stream.of(name, "[L" + name))
      .toArray(String[]::new);

  /** The exceptions of other packages that a member may send. */
  private static final String[] READABLE_FAILURES = {
    "java.io.IOException", "java.io.EOFException", "java.io.NotSerializableException",
    "java.net.ConnectException", "java.net.SocketException", "java.net.SocketTimeoutException",
    "java.nio.channels.ClosedChannelException"
  };

  /** Few partitions suffice for few nodes: each one that moves when a node joins takes time. */
  private static final Map<String, String> PROPERTIES = Map.ofEntries(
      Map.entry("hazelcast.partition.count", "71"),
      Map.entry("hazelcast.phone.home.enabled", "false"),
      Map.entry("hazelcast.socket.bind.any", "false"),
      Map.entry("hazelcast.wait.seconds.before.join", "1"),
      Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
      Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
      Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
      Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
      Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
      Map.entry("hazelcast.operation.backup.timeout.millis", "2000"),
      Map.entry("hazelcast.logging.type", "jdk"),
      Map.entry("hazelcast.logging.details.enabled", "false"),
      Map.entry("hazelcast.health.monitoring.level", "OFF"),
      Map.entry("hazelcast.slow.operation.detector.enabled", "false"),
      Map.entry("hazelcast.shutdownhook.enabled", "false"),
      Map.entry("hazelcast.graceful.shutdown.max.wait", "10"),
      Map.entry("hazelcast.io.thread.count", "1"),
      Map.entry("hazelcast.event.thread.count", "1"),
      Map.entry("hazelcast.operation.response.thread.count", "1"),
      Map.entry("hazelcast.operation.generic.thread.count", "2"),
      Map.entry("hazelcast.operation.thread.count", "2"));

  private HazelcastConfig() {}

  /** Configures a member named {@code node}, based on {@code conf/hazelcast.yaml} if it exists. */
  static Config of(Settings.Cluster settings, String node, int protocol) {
    Config config = baseConfig(settings.hazelcastFile());
    config.setClusterName(settings.name());
    PROPERTIES.forEach((name, value) -> {
      if (config.getProperty(name) == null) {
        config.setProperty(name, value);
      }
    });
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config
        .getMemberAttributeConfig()
        .setAttribute(Members.NODE, node)
        .setAttribute(Members.PROTOCOL, Integer.toString(protocol))
        .setAttribute(Members.SIZE, Integer.toString(settings.size()))
        .setAttribute(Members.AUTHORITY, MutualTls.authority(settings.tlsFolder()))
        .setAttribute(VERTX_NODE, UUID.randomUUID().toString());
    network(config, settings);
    filter(config);
    config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
        .setBackupCount(1)
        .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
    return config;
  }

  private static Config baseConfig(Path file) {
    if (!Files.isRegularFile(file)) {
      return new Config();
    }
    try {
      return new YamlConfigBuilder(file.toString()).build();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          file + " is not a valid Hazelcast configuration: " + e.getMessage(), e);
    }
  }

  /** Accepts members only: no client, no REST, no other service. */
  private static void network(Config config, Settings.Cluster settings) {
    var network = config.getAdvancedNetworkConfig().setEnabled(true);
    var endpoint = new ServerSocketEndpointConfig()
        .setPort(settings.port())
        .setPortAutoIncrement(false)
        .setReuseAddress(true);
    if (!settings.networkInterface().isEmpty()) {
      endpoint.getInterfaces().setEnabled(true).addInterface(settings.networkInterface());
    }
    network.setMemberEndpointConfig(endpoint);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(settings.members().isEmpty());
    join.getTcpIpConfig()
        .setEnabled(!settings.members().isEmpty())
        .setConnectionTimeoutSeconds(2)
        .setMembers(settings.members());
  }

  private static void filter(Config config) {
    var filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter.getWhitelist().addPrefixes(READABLE).addClasses(READABLE_FAILURES);
    config.getSerializationConfig().setJavaSerializationFilterConfig(filter);
  }
}
