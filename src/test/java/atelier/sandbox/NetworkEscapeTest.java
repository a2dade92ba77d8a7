package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks by the network; the numbers are the rows of docs/sandbox.md. */
final class NetworkEscapeTest {
  @TempDir
  private Path folder;

  @Test
  void row4ReachesNoAddressOfTheHostOrTheWorld() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocketChannel tcp = ServerSocketChannel.open();
        DatagramChannel udp = DatagramChannel.open()) {
      tcp.bind(new InetSocketAddress("0.0.0.0", 0)).configureBlocking(false);
      udp.bind(new InetSocketAddress(loopback, 0)).configureBlocking(false);
      JobResult result = Attack.sandbox().python("""
          TCP, UDP = %d, %d
          def connect(address):
              socket.create_connection(address, 2)
          for address in ('127.0.0.1', '127.1.2.3', '0.0.0.0', '1.1.1.1', '169.254.169.254', %s):
              attempt(address, lambda: connect((address, TCP)))
          attempt('::1', lambda: connect(('::1', TCP)))
          attempt('mapped', lambda: connect(('::ffff:127.0.0.1', TCP)))
          datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          attempt('udp', lambda: datagrams.sendto(b'x', ('127.0.0.1', UDP)) and None)
          attempt('world', lambda: datagrams.sendto(b'x', ('1.1.1.1', 53)))
          try:
              print('DONE', socket.getaddrinfo('example.org', 80))
          except socket.gaierror:
              print('dns', 'refused')
          """.formatted(
              ((InetSocketAddress) tcp.getLocalAddress()).getPort(),
              ((InetSocketAddress) udp.getLocalAddress()).getPort(),
              addressesOfTheHost()));

      assertThat(tcp.accept()).isNull();
      assertThat(udp.receive(ByteBuffer.allocate(10))).isNull();
      assertThat(result.output()).contains("dns refused", "world ENETUNREACH");
      // A datagram to the loopback of the sandbox is sent, to nobody.
      assertThat(result.output().replace("udp DONE None", "")).doesNotContain("DONE");
    }
  }

  /** The IPv4 addresses of the interfaces: the host's name need not have one of them. */
  private static String addressesOfTheHost() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address)
        .map(address -> "'" + address.getHostAddress() + "'")
        .collect(Collectors.joining(", "));
  }

  @Test
  void row5CreatesOnlySocketsOfUnixAndTheInternet() {
    JobResult result = Attack.sandbox().python("""
        for family in range(0, 64):
            for kind in (1, 2, 3, 5, 10):
                try:
                    socket.socket(family, kind).close()
                    print(family, kind)
                except OSError:
                    pass
        """);

    assertThat(result.output().lines().map(line -> line.split(" ", 2)[0]).distinct())
        .isSubsetOf("1", "2", "10");
    assertThat(result.output().lines()).contains("1 1", "2 1").doesNotContain("2 3", "10 3");
  }

  @Test
  void row5NoRawOrPacketSockets() {
    JobResult result = Attack.sandbox().python("""
        attempt('raw', lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
        attempt('raw 6', lambda: socket.socket(socket.AF_INET6, socket.SOCK_RAW, 58))
        attempt('packet', lambda: socket.socket(17, socket.SOCK_RAW, 0))
        attempt('xdp', lambda: socket.socket(44, socket.SOCK_RAW, 0))
        """);

    assertThat(result.output().lines()).hasSize(4).noneMatch(line -> line.contains("DONE"));
  }

  @Test
  void row6ReachesNoUnixSocketOfTheHost() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path path = folder.resolve("s");
    String name = "atelier-escape-" + ProcessHandle.current().pid();
    Process listener = new ProcessBuilder("/usr/bin/python3", "-uc", """
            import socket, sys
            server = socket.socket(socket.AF_UNIX)
            server.bind('\\0' + sys.argv[1])
            server.listen()
            print('ready')
            server.accept()
            print('reached')
            """, name).start();
    try (ServerSocketChannel named = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      named.bind(UnixDomainSocketAddress.of(path)).configureBlocking(false);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(listener.inputReader().readLine()).isEqualTo("ready");
      JobResult result = Attack.sandbox().python("""
          for address in ('\\0%s', '%s', '/var/run/docker.sock', '/run/docker.sock',
                          '/run/dbus/system_bus_socket', '/run/systemd/private',
                          '/run/containerd/containerd.sock', '\\0/tmp/.X11-unix/X0'):
              attempt('socket', lambda: socket.socket(socket.AF_UNIX).connect(address))
          """.formatted(name, path));

      assertThat(result.output().lines())
          .hasSize(8)
          .containsOnly("socket ECONNREFUSED", "socket ENOENT");
      assertThat(named.accept()).isNull();
    } finally {
      // Not the process itself: that would discard what it printed.
      listener.toHandle().destroyForcibly();
      listener.waitFor();
    }
    assertThat(listener.inputReader().readLine()).isNull();
  }
}
