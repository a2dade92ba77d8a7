package atelier.cli.doctor;

import static atelier.cli.doctor.DoctorChecks.fail;
import static atelier.cli.doctor.DoctorChecks.ok;
import static atelier.cli.doctor.DoctorChecks.warn;

import atelier.cli.doctor.DoctorChecks.Finding;
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

/** What {@code doctor} looks at where a node is meant to be one of several. */
public final class ClusterDoctorChecks {
  private static final String SUBJECT = "cluster";
  private static final int BUS_PORT_OFFSET = 100;
  private static final int CONNECT_TIMEOUT_MS = 500;
  private static final int DEFAULT_PORT = 5_701;

  private final Settings.Cluster cluster;

  public ClusterDoctorChecks(Settings.Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whether anything says so. */
  public static boolean isConfigured(Settings.Cluster cluster) {
    return cluster.enabled() || cluster.size() > 1 || !cluster.members().isEmpty();
  }

  public List<Finding> runAll() {
    List<String> ownAddresses = ownAddresses();
    List<Finding> findings = new ArrayList<>();
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
    } catch (SocketException unknown) {
      return List.of();
    }
  }

  private Finding checkInterface(List<String> ownAddresses) {
    String address = cluster.networkInterface();
    if (address.isEmpty()) {
      return warn(
          SUBJECT,
          "cluster.interface is not set: the system chooses which network nodes speak on",
          "--set cluster.interface=ADDRESS, one of " + String.join(", ", ownAddresses));
    }
    boolean valid = address.matches(".*[*-].*") || ownAddresses.contains(address);
    return valid
        ? ok(SUBJECT, "nodes speak on " + address)
        : fail(
            SUBJECT,
            "cluster.interface " + address + " is not an address of this machine",
            "--set cluster.interface=ADDRESS, one of " + String.join(", ", ownAddresses));
  }

  private Finding checkSize(List<String> ownAddresses) {
    int size = cluster.size();
    String majority = (size / 2 + 1) + " of " + size + " nodes must be here";
    if (cluster.members().isEmpty()) {
      return size > 1
          ? ok(SUBJECT, majority + "; the others are looked for by multicast")
          : warn(SUBJECT, "cluster.size is 1: each node would work alone", sizeRemedy("NUMBER"));
    }
    Set<String> members = new LinkedHashSet<>();
    cluster.members().stream().map(ClusterDoctorChecks::withPort).forEach(members::add);
    boolean includesSelf = members.stream().anyMatch(member -> isOwn(member, ownAddresses));
    int nodes = members.size() + (includesSelf ? 0 : 1);
    if (size == nodes) {
      return ok(SUBJECT, majority);
    }
    String mismatch = "cluster.size is " + size + ", and with cluster.members there are " + nodes;
    return size < nodes
        ? fail(SUBJECT, mismatch + ": two groups could both take themselves for all", sizeRemedy(nodes))
        : warn(SUBJECT, mismatch + ": more must be found through those", sizeRemedy(nodes));
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

  private List<Finding> checkPorts(List<String> ownAddresses) {
    String host = ownAddresses.contains(cluster.networkInterface()) ? cluster.networkInterface() : "0.0.0.0";
    return Stream.of(cluster.port(), cluster.port() + BUS_PORT_OFFSET)
        .map(port -> {
          try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
            return ok(SUBJECT, "port " + port + " is free");
          } catch (IOException | IllegalArgumentException e) {
            return warn(
                SUBJECT,
                "port " + port + " is in use: by a node that runs already?",
                "--set cluster.port=NUMBER; the one 100 above it must be free too");
          }
        })
        .toList();
  }

  private Finding checkTlsKeys() {
    if (cluster.tlsFolder().isEmpty()) {
      return warn(
          SUBJECT,
          "cluster.tls is not set: whoever reaches port " + (cluster.port() + BUS_PORT_OFFSET)
              + " may speak as a node",
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

  private Finding checkMembers(List<String> ownAddresses) {
    List<String> others = cluster.members().stream()
        .map(ClusterDoctorChecks::withPort)
        .filter(member -> !isOwn(member, ownAddresses))
        .toList();
    List<String> unreachable = others.stream().filter(member -> !isReachable(member)).toList();
    return unreachable.isEmpty()
        ? ok(SUBJECT, "all other nodes answer: " + String.join(", ", others))
        : warn(
            SUBJECT,
            "no node answers at " + String.join(", ", unreachable),
            "start Atelier there, with this cluster.name; let ports " + cluster.port() + " and "
                + (cluster.port() + BUS_PORT_OFFSET) + " through the firewall");
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
