package atelier.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with a host for each node. As root each is a network namespace with two cables: {@code
 * eth0} to a bridge, where the nodes speak with each other and which can be cut, {@code eth1} to
 * the tester, who can always ask. Without root all are this machine's loopback, told apart by their
 * ports, and nothing can be cut.
 */
public final class TestNetwork implements AutoCloseable {
  private static final int FIRST = 10;
  private static final int FIRST_SERVICE = 140;
  private static final int TESTER = 129;
  /** Nobody's: what is sent to it is lost without a word. */
  private static final String NOBODY = "02:00:00:00:00:01";

  private final String name = "at" + ProcessHandle.current().pid();
  private final int hosts;
  private final boolean real;
  private final int net;
  private final int port;

  private TestNetwork(int hosts, boolean real, int net, int port) {
    this.hosts = hosts;
    this.real = real;
    this.net = net;
    this.port = port;
  }

  /** A network of so many hosts; all gone with {@link #close}. */
  public static TestNetwork of(int hosts) {
    TestNetwork lan = new TestNetwork(hosts, mayMake(), freeNet(), freePorts(hosts));
    if (lan.real) {
      Runtime.getRuntime().addShutdownHook(new Thread(lan::remove));
      lan.remove();
      lan.make();
    }
    return lan;
  }

  /** One on loopback, whoever we are. */
  public static TestNetwork loopback(int hosts) {
    return new TestNetwork(hosts, false, 0, freePorts(hosts));
  }

  private static boolean mayMake() {
    String probe = "at" + ProcessHandle.current().pid() + "probe";
    boolean made = Shell.tried("", "ip", "netns", "add", probe).exit() == 0;
    return made && Shell.tried("", "ip", "netns", "del", probe).exit() == 0;
  }

  private static int freeNet() {
    String taken = Shell.tried("", "ip", "-br", "address").output();
    int first = (int) (ProcessHandle.current().pid() % 250);
    for (int i = 0; i < 250; i++) {
      int net = 1 + (first + i) % 250;
      if (!taken.contains(" 10.77." + net + ".")) {
        return net;
      }
    }
    throw new IllegalStateException("all of 10.77 is taken: remove what old runs have left");
  }

  /** The first of a row of ports that are free: the cluster's, the bus's, HTTP's. */
  private static int freePorts(int hosts) {
    int first = (int) (ProcessHandle.current().pid() % 100);
    for (int i = 0; i < 100; i++) {
      int port = 20_000 + (first + i) % 100 * 300;
      if (isFree(port, hosts) && isFree(port + 100, hosts) && isFree(port + 200, hosts)) {
        return port;
      }
    }
    throw new IllegalStateException("no free ports for " + hosts + " nodes");
  }

  private static boolean isFree(int from, int count) {
    for (int port = from; port < from + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }

  private void make() {
    List<String> lines = new ArrayList<>();
    for (String bridge : List.of(name + "l", name + "s")) {
      lines.add("link add " + bridge + " type bridge");
      lines.add("link set " + bridge + " up");
    }
    lines.add("address add 10.77." + net + "." + TESTER + "/25 dev " + name + "s");
    for (int i = 0; i < hosts; i++) {
      lines.add("netns add " + space(i));
      cable(lines, i, "l", "eth0");
      cable(lines, i, "s", "eth1");
    }
    Shell.ip(lines);
    for (int i = 0; i < hosts; i++) {
      inside(
          i,
          List.of(
              "address add " + address(i) + "/25 dev eth0",
              "address add " + service(i) + "/25 dev eth1",
              "link set lo up",
              "link set eth0 up",
              "link set eth1 up"));
    }
  }

  private void cable(List<String> lines, int host, String bridge, String device) {
    String end = name + bridge + host;
    lines.add("link add " + end + " type veth peer name " + device + " netns " + space(host));
    lines.add("link set " + end + " master " + name + bridge);
    lines.add("link set " + end + " up");
  }

  private void inside(int host, List<String> lines) {
    String input = String.join("\n", lines) + "\n";
    Shell.Ended ended = Shell.tried(input, "ip", "-n", space(host), "-batch", "-");
    if (ended.exit() != 0) {
      throw new UncheckedIOException(new IOException(lines + " failed: " + ended.output()));
    }
  }

  private String space(int host) {
    return name + "n" + host;
  }

  /** Whether cables can be pulled here. */
  public boolean canCut() {
    return real;
  }

  /** Where a host speaks with the others. */
  String address(int host) {
    return real ? "10.77." + net + "." + (FIRST + host) : "127.0.0.1";
  }

  /** Where a host answers the tester. */
  String service(int host) {
    return real ? "10.77." + net + "." + (FIRST_SERVICE + host) : "127.0.0.1";
  }

  /** Where the tester answers the hosts. */
  String tester() {
    return real ? "10.77." + net + "." + TESTER : "127.0.0.1";
  }

  int clusterPort(int host) {
    return real ? 5_701 : port + host;
  }

  int busPort(int host) {
    return clusterPort(host) + 100;
  }

  int httpPort(int host) {
    return real ? 4_000 : port + 200 + host;
  }

  /** What goes before a command so that it is run on a host. */
  List<String> on(int host) {
    return real ? List.of("ip", "netns", "exec", space(host)) : List.of();
  }

  /** Pulls a host's cable. */
  public void unplug(int host) {
    requireReal();
    Shell.run("ip", "link", "set", name + "l" + host, "down");
  }

  /** Puts it in again. */
  public void plug(int host) {
    requireReal();
    Shell.run("ip", "link", "set", name + "l" + host, "up");
  }

  /** What two hosts send each other is lost from now on. */
  public void part(int one, int other) {
    requireReal();
    lose(one, other);
    lose(other, one);
  }

  private void lose(int from, int to) {
    inside(
        from,
        List.of("neigh replace " + address(to) + " lladdr " + NOBODY + " dev eth0 nud permanent"));
  }

  /** Two hosts hear each other again. */
  public void join(int one, int other) {
    requireReal();
    Shell.tried("", "ip", "-n", space(one), "neigh", "del", address(other), "dev", "eth0");
    Shell.tried("", "ip", "-n", space(other), "neigh", "del", address(one), "dev", "eth0");
  }

  /** All hear each other again. */
  public void heal() {
    for (int one = 0; one < hosts; one++) {
      plug(one);
      for (int other = 0; other < one; other++) {
        join(one, other);
      }
    }
  }

  private void requireReal() {
    if (!real) {
      throw new IllegalStateException("nothing can be cut on loopback: run this as root");
    }
  }

  private void remove() {
    for (int i = 0; i < hosts; i++) {
      Shell.tried("", "ip", "netns", "del", space(i));
      Shell.tried("", "ip", "link", "del", name + "l" + i);
      Shell.tried("", "ip", "link", "del", name + "s" + i);
    }
    Shell.tried("", "ip", "link", "del", name + "l");
    Shell.tried("", "ip", "link", "del", name + "s");
  }

  @Override
  public void close() {
    if (real) {
      remove();
    }
  }
}
