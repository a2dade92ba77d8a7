package atelier.cli.doctor;

import static atelier.cli.doctor.DoctorFinding.fail;
import static atelier.cli.doctor.DoctorFinding.ok;
import static atelier.cli.doctor.DoctorFinding.warn;

import atelier.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of {@code doctor} for a node of a cluster. */
public final class ClusterDoctorChecks {
  private static final String SUBJECT = "cluster";
  private static final int CONNECT_TIMEOUT_MS = 500;
  private static final int DEFAULT_PORT = 5_701;

  private final Settings.Cluster cluster;

  public ClusterDoctorChecks(Settings.Cluster cluster) {
    this.cluster = cluster;
  }

  /** Returns whether any setting says that this node is part of a cluster. */
  public static boolean isConfigured(Settings.Cluster cluster) {
    return cluster.enabled() || cluster.size() > 1 || !cluster.members().isEmpty();
  }

  public List<DoctorFinding> runAll() {
    List<String> ownAddresses = ownAddresses();
    List<DoctorFinding> findings = new ArrayList<>();
    findings.add(checkInterface(ownAddresses));
    findings.add(checkSize(ownAddresses));
    findings.addAll(checkPorts(ownAddresses));
    findings.add(checkTlsKeys());
    if (!cluster.members().isEmpty()) {
      findings.add(checkMembers(ownAddresses));
    }
    return findings;
  }

  private static List<String> ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .map(address -> address.replaceFirst("%.*", ""))
          .sorted()
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  private DoctorFinding checkInterface(List<String> ownAddresses) {
    String address = cluster.networkInterface();
    if (address.isEmpty()) {
      return warn(
          SUBJECT,
          "cluster.interface is not set: the network between nodes is chosen automatically",
          "--set cluster.interface=ADDRESS, one of " + String.join(", ", ownAddresses));
    }
    boolean valid = address.matches(".*[*-].*") || ownAddresses.contains(address);
    return valid
        ? ok(SUBJECT, "nodes communicate on " + address)
        : fail(
            SUBJECT,
            "cluster.interface " + address + " is not an address of this machine",
            "--set cluster.interface=ADDRESS, one of " + String.join(", ", ownAddresses));
  }

  private DoctorFinding checkSize(List<String> ownAddresses) {
    int size = cluster.size();
    String majority = (size / 2 + 1) + " of " + size + " nodes must be online";
    if (cluster.members().isEmpty()) {
      return size > 1
          ? ok(SUBJECT, majority + "; the others are discovered by multicast")
          : warn(
              SUBJECT, "cluster.size is 1: each node would work on its own", sizeRemedy("NUMBER"));
    }
    Set<String> members = new LinkedHashSet<>();
    cluster.members().stream().map(ClusterDoctorChecks::withPort).forEach(members::add);
    boolean includesSelf = members.stream().anyMatch(member -> isOwn(member, ownAddresses));
    int nodes = members.size() + (includesSelf ? 0 : 1);
    if (size == nodes) {
      return ok(SUBJECT, majority);
    }
    String mismatch =
        "cluster.size is " + size + ", but cluster.members and this node are " + nodes;
    return size < nodes
        ? fail(
            SUBJECT,
            mismatch + ": two groups could each consider themselves the majority",
            sizeRemedy(nodes))
        : warn(
            SUBJECT,
            mismatch + ": the other nodes must be discovered through these",
            sizeRemedy(nodes));
  }

  private static String sizeRemedy(Object size) {
    return "--set cluster.size=" + size + ", the same on all nodes";
  }

  private static String withPort(String member) {
    return member.matches(".*:\\d+") ? member : member + ":" + DEFAULT_PORT;
  }

  private static String host(String member) {
    return member.substring(0, member.lastIndexOf(':'));
  }

  private static int port(String member) {
    return Integer.parseInt(member.substring(member.lastIndexOf(':') + 1));
  }

  private boolean isOwn(String member, List<String> ownAddresses) {
    return port(member) == cluster.port()
        && (host(member).equals(cluster.networkInterface()) || ownAddresses.contains(host(member)));
  }

  private List<DoctorFinding> checkPorts(List<String> ownAddresses) {
    String host =
        ownAddresses.contains(cluster.networkInterface()) ? cluster.networkInterface() : "0.0.0.0";
    return Stream.of(cluster.port(), cluster.busPort())
        .map(port -> {
          try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
            return ok(SUBJECT, "port " + port + " is free");
          } catch (IOException | IllegalArgumentException e) {
            return warn(
                SUBJECT,
                "port " + port + " is in use: is a node already running?",
                "--set cluster.port=NUMBER; the port 100 above it must be free too");
          }
        })
        .toList();
  }

  private DoctorFinding checkTlsKeys() {
    if (cluster.tlsFolder().isEmpty()) {
      return warn(
          SUBJECT,
          "cluster.tls is not set: any host that reaches port " + cluster.busPort()
              + " can act as a node",
          "scripts/cluster-keys DIR NODE…, then --set cluster.tls=DIR/NODE");
    }
    List<String> missing = Stream.of("ca.pem", "node.pem", "node-key.pem")
        .filter(file -> !Files.isReadable(Path.of(cluster.tlsFolder(), file)))
        .toList();
    return missing.isEmpty()
        ? ok(SUBJECT, "keys in " + cluster.tlsFolder())
        : fail(
            SUBJECT,
            String.join(", ", missing) + " cannot be read in " + cluster.tlsFolder(),
            "scripts/cluster-keys DIR NODE…, then --set cluster.tls=DIR/NODE");
  }

  private DoctorFinding checkMembers(List<String> ownAddresses) {
    List<String> others = cluster.members().stream()
        .map(ClusterDoctorChecks::withPort)
        .filter(member -> !isOwn(member, ownAddresses))
        .toList();
    List<String> unreachable =
        others.stream().filter(member -> !isReachable(member)).toList();
    return unreachable.isEmpty()
        ? ok(SUBJECT, "all other nodes are reachable: " + String.join(", ", others))
        : warn(
            SUBJECT,
            "no node is reachable at " + String.join(", ", unreachable),
            "start Atelier there with the same cluster.name; allow ports " + cluster.port()
                + " and " + cluster.busPort() + " in the firewall");
  }

  private static boolean isReachable(String member) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(member), port(member)), CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
