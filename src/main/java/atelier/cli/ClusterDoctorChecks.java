package atelier.cli;

import static atelier.cli.DoctorChecks.fail;
import static atelier.cli.DoctorChecks.ok;
import static atelier.cli.DoctorChecks.warn;

import atelier.cli.DoctorChecks.Found;
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
final class ClusterDoctorChecks {
  private static final String SUBJECT = "cluster";
  private static final int BUS_PORT_OFFSET = 100;
  private static final int CONNECT_MS = 500;
  private static final int USUAL_PORT = 5_701;

  private final Settings.Cluster cluster;

  ClusterDoctorChecks(Settings.Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whether anything says so. */
  static boolean isWanted(Settings.Cluster cluster) {
    return cluster.enabled() || cluster.size() > 1 || !cluster.members().isEmpty();
  }

  List<Found> all() {
    List<String> own = ownAddresses();
    List<Found> found = new ArrayList<>();
    found.add(network(own));
    found.add(size(own));
    found.addAll(ports(own));
    found.add(keys());
    if (!cluster.members().isEmpty()) {
      found.add(others(own));
    }
    return found;
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

  private Found network(List<String> own) {
    String wanted = cluster.networkInterface();
    if (wanted.isEmpty()) {
      return warn(
          SUBJECT,
          "cluster.interface is not set: the system chooses which network nodes speak on",
          "--set cluster.interface=ADDRESS, one of " + String.join(", ", own));
    }
    boolean there = wanted.matches(".*[*-].*") || own.contains(wanted);
    return there
        ? ok(SUBJECT, "nodes speak on " + wanted)
        : fail(
            SUBJECT,
            "cluster.interface " + wanted + " is not an address of this machine",
            "--set cluster.interface=ADDRESS, one of " + String.join(", ", own));
  }

  private Found size(List<String> own) {
    int size = cluster.size();
    String majority = (size / 2 + 1) + " of " + size + " nodes must be here";
    if (cluster.members().isEmpty()) {
      return size > 1
          ? ok(SUBJECT, majority + "; the others are looked for by multicast")
          : warn(SUBJECT, "cluster.size is 1: each node would work alone", sized("NUMBER"));
    }
    Set<String> named = new LinkedHashSet<>();
    cluster.members().stream().map(ClusterDoctorChecks::withPort).forEach(named::add);
    boolean selfNamed = named.stream().anyMatch(member -> isOwn(member, own));
    int nodes = named.size() + (selfNamed ? 0 : 1);
    if (size == nodes) {
      return ok(SUBJECT, majority);
    }
    String counted = "cluster.size is " + size + ", and with cluster.members there are " + nodes;
    return size < nodes
        ? fail(SUBJECT, counted + ": two groups could both take themselves for all", sized(nodes))
        : warn(SUBJECT, counted + ": more must be found through those", sized(nodes));
  }

  private static String sized(Object size) {
    return "--set cluster.size=" + size + ", the same on all nodes";
  }

  private static String withPort(String member) {
    return member.matches(".*:\\d+") ? member : member + ":" + USUAL_PORT;
  }

  private static String host(String member) {
    return member.substring(0, member.lastIndexOf(':'));
  }

  private static int port(String member) {
    return Integer.parseInt(member.substring(member.lastIndexOf(':') + 1));
  }

  private boolean isOwn(String member, List<String> own) {
    return port(member) == cluster.port()
        && (host(member).equals(cluster.networkInterface()) || own.contains(host(member)));
  }

  private List<Found> ports(List<String> own) {
    String host = own.contains(cluster.networkInterface()) ? cluster.networkInterface() : "0.0.0.0";
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

  private Found keys() {
    if (cluster.tls().isEmpty()) {
      return warn(
          SUBJECT,
          "cluster.tls is not set: whoever reaches port " + (cluster.port() + BUS_PORT_OFFSET)
              + " may speak as a node",
          "scripts/cluster-keys DIR NODE…, then --set cluster.tls=DIR/NODE");
    }
    List<String> missing = Stream.of("ca.pem", "node.pem", "node-key.pem")
        .filter(file -> !Files.isReadable(Path.of(cluster.tls(), file)))
        .toList();
    return missing.isEmpty()
        ? ok(SUBJECT, "keys in " + cluster.tls())
        : fail(
            SUBJECT,
            String.join(", ", missing) + " cannot be read in " + cluster.tls(),
            "scripts/cluster-keys DIR NODE…, then --set cluster.tls=DIR/NODE");
  }

  private Found others(List<String> own) {
    List<String> others = cluster.members().stream()
        .map(ClusterDoctorChecks::withPort)
        .filter(member -> !isOwn(member, own))
        .toList();
    List<String> silent = others.stream().filter(member -> !answers(member)).toList();
    return silent.isEmpty()
        ? ok(SUBJECT, "all other nodes answer: " + String.join(", ", others))
        : warn(
            SUBJECT,
            "no node answers at " + String.join(", ", silent),
            "start Atelier there, with this cluster.name; let ports " + cluster.port() + " and "
                + (cluster.port() + BUS_PORT_OFFSET) + " through the firewall");
  }

  private static boolean answers(String member) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(member), port(member)), CONNECT_MS);
      return true;
    } catch (IOException | IllegalArgumentException absent) {
      return false;
    }
  }
}
