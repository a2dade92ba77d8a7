package atelier.packages.egress;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fence holds, with real sockets. */
final class RegistryProxyTest {
  private static final EgressLimits LIMITS =
      new EgressLimits(2 << 20, 1 << 20, 8 << 10, 300, 2_000, 1_000, 8, 60_000);

  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger resolutions = new AtomicInteger();
  private FakeRegistry registry;
  private Path socket;
  private RegistryProxy proxy;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    socket = folder.resolve("s");
  }

  @AfterEach
  void close() throws IOException {
    await(vertx.close());
    registry.close();
  }

  /** The registry on loopback, which the user has named. */
  private String mirror() {
    return "mirror.test:" + registry.port();
  }

  private void openProxy(EgressLimits limits, String... addresses) {
    EgressRules rules =
        new EgressRules(Set.of("public.test"), Set.of(mirror(), "Intranet.test:443"));
    HostResolver resolver = host -> {
      resolutions.incrementAndGet();
      List<InetAddress> found = new ArrayList<>();
      try {
        for (String address : addresses.length == 0 ? new String[] {"127.0.0.1"} : addresses) {
          found.add(InetAddress.getByName(address));
        }
        return Future.succeededFuture(found);
      } catch (IOException e) {
        return Future.failedFuture(e);
      }
    };
    proxy = await(RegistryProxy.open(vertx, socket, rules, ProxySettings.NONE, limits, resolver));
  }

  private Traffic closeProxy() {
    return await(proxy.close());
  }

  @Test
  void connectsToAnAllowedHostAndCountsTheBytes() throws IOException {
    openProxy(LIMITS);

    try (UnixClient client = new UnixClient(socket).connect(mirror())) {
      client.send("300000\n");
      assertThat(client.read(300_000)).hasSize(300_000);
    }

    Traffic traffic = closeProxy();
    assertThat(traffic).isEqualTo(new Traffic(List.of(mirror()), List.of(), 300_000, 7));
    assertThat(resolutions).as("the address that was checked is used").hasValue(1);
    assertThat(socket).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 300_000, 1_900_000})
  void passesOnAllThatARegistrySendsBeforeItCloses(int bytes) throws Exception {
    openProxy(LIMITS);

    try (UnixClient client = new UnixClient(socket).connect(mirror())) {
      client.send(bytes + FakeRegistry.LAST + "\n");
      registry.awaitEnd();
      assertThat(client.read(bytes + 1)).hasSize(bytes);
    }
  }

  @Test
  void passesOnWhatAClientSendsWithItsRequest() throws IOException {
    openProxy(LIMITS);

    try (UnixClient client = new UnixClient(socket)) {
      client.send("CONNECT " + mirror() + " HTTP/1.1\r\n\r\n5\n");
      assertThat(client.read(44)).endsWith("\r\n\r\n\0\0\0\0\0");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      CONNECT other.test:443 HTTP/1.1         | 403 | other.test: not a registry
      CONNECT sub.public.test:443 HTTP/1.1    | 403 | sub.public.test: not a registry
      CONNECT public.test.:443 HTTP/1.1       | 403 | public.test.: not a registry
      CONNECT public.test:22 HTTP/1.1         | 403 | public.test:22: not a port of this registry
      CONNECT public.test:80 HTTP/1.1         | 403 | public.test:80: not a port of this registry
      CONNECT mirror.test:443 HTTP/1.1        | 403 | mirror.test: not a port of this registry
      CONNECT localhost:4000 HTTP/1.1         | 403 | localhost:4000: not a registry
      CONNECT 127.0.0.1:4000 HTTP/1.1         | 403 | 127.0.0.1:4000: an address instead of a name
      CONNECT 2130706433:443 HTTP/1.1         | 403 | 2130706433: an address instead of a name
      CONNECT 0x7f.1:443 HTTP/1.1             | 403 | 0x7f.1: an address instead of a name
      CONNECT [::1]:443 HTTP/1.1              | 403 | [::1]: an address instead of a name
      CONNECT public.test HTTP/1.1            | 400 | ?: a malformed CONNECT
      CONNECT public.test:0 HTTP/1.1          | 400 | public.test:0: an impossible port
      CONNECT public.test:443 HTTP/2          | 400 | ?: a malformed CONNECT
      CONNECT  public.test:443 HTTP/1.1       | 400 | ?: a malformed CONNECT
      GET https://public.test/ HTTP/1.1       | 405 | public.test: GET without encryption: use https
      PUT http://me:secret@a.test/ HTTP/1.1   | 405 | a.test: PUT without encryption: use https
      POST / HTTP/1.1                         | 405 | ?: POST without encryption: use https
      hello                                   | 400 | ?: not a request of HTTP
      """)
  void refusesEverythingElse(String request, String status, String told) throws IOException {
    openProxy(LIMITS);

    assertThat(UnixClient.exchange(socket, request + "\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);

    assertThat(closeProxy()).isEqualTo(new Traffic(List.of(), List.of(told), 0, 0));
    assertThat(resolutions).as("no name was resolved").hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, a loopback address", "10.1.2.3, a private address",
    "169.254.169.254, a link-local address", "::ffff:127.0.0.1, a loopback address",
    "fd00:ec2::254, a private address"
  })
  void refusesAPublicRegistryOnAPrivateAddress(String address, String reason) throws IOException {
    openProxy(LIMITS, address);

    assertThat(UnixClient.exchange(socket, "CONNECT public.test:443 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 403 Forbidden");

    assertThat(closeProxy().refused()).containsExactly("public.test: " + reason);
  }

  @Test
  void reportsAHostThatDoesNotAnswer() throws IOException {
    int port = registry.port();
    registry.close();
    openProxy(LIMITS);

    assertThat(UnixClient.exchange(socket, "CONNECT mirror.test:" + port + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 502 Bad Gateway");

    assertThat(closeProxy().refused()).containsExactly(mirror() + ": it did not answer");
  }

  @Test
  void cutsAnUploadAtItsBudgetAndRefusesWhatFollows() throws IOException {
    openProxy(LIMITS);

    try (UnixClient client = new UnixClient(socket).connect(mirror())) {
      assertThatThrownBy(() -> {
            for (int i = 0; i < 500; i++) {
              client.send(new byte[10_000]);
            }
          })
          .isInstanceOf(IOException.class);
    }

    assertThat(UnixClient.exchange(socket, "CONNECT " + mirror() + " HTTP/1.1\r\n\r\n"))
        .contains("403", "more than 1 MiB sent");
    Traffic traffic = closeProxy();
    assertThat(traffic.refused()).containsExactly(mirror() + ": more than 1 MiB sent");
    assertThat(traffic.sentBytes()).isLessThanOrEqualTo(1 << 20);
    assertThat(registry.receivedBytes.get()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void cutsADownloadAtItsBudgetOverAllConnections() throws IOException {
    openProxy(LIMITS);
    int total = 0;
    for (int i = 0; i < 3; i++) {
      try (UnixClient client = new UnixClient(socket).connect(mirror())) {
        client.send("1000000\n");
        total += client.read(1_000_000).length();
      }
    }

    assertThat(total).isBetween(2_000_000, 2 << 20);
    assertThat(closeProxy().refused()).containsExactly(mirror() + ": more than 2 MiB received");
  }

  @Test
  void refusesATooLargeOrTooSlowRequest() throws IOException {
    openProxy(LIMITS);

    assertThat(UnixClient.exchange(socket, "CONNECT " + "a".repeat(10_000)))
        .startsWith("HTTP/1.1 431");
    assertThat(UnixClient.exchange(socket, "CONNECT mirror")).startsWith("HTTP/1.1 408");

    assertThat(closeProxy().refused()).containsExactly("?: a request too large", "?: no request");
  }

  @Test
  void refusesTooManyConnections() throws IOException {
    openProxy(new EgressLimits(1, 1, 8 << 10, 20_000, 2_000, 20_000, 8, 60_000));
    List<UnixClient> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(new UnixClient(socket).connect(mirror()));
    }

    try (UnixClient further = new UnixClient(socket)) {
      assertThat(further.readAll()).startsWith("HTTP/1.1 503");
    }

    assertThat(closeProxy().refused()).containsExactly("?: too many connections");
    for (UnixClient client : clients) {
      assertThat(client.readAll()).as("closed with the proxy").isEmpty();
      client.close();
    }
  }

  @Test
  void closesConnectionsThatAreIdleOrOpenForTooLong() throws IOException {
    openProxy(LIMITS);
    try (UnixClient idle = new UnixClient(socket).connect(mirror())) {
      assertThat(idle.readAll()).isEmpty();
    }
    assertThat(closeProxy().refused()).isEmpty();

    openProxy(new EgressLimits(1, 1, 8 << 10, 20_000, 2_000, 20_000, 8, 500));
    try (UnixClient open = new UnixClient(socket).connect(mirror())) {
      assertThat(open.readAll()).isEmpty();
    }
    assertThat(closeProxy().refused()).containsExactly(mirror() + ": open for too long");
  }

  @Test
  void onlyTheUserOfTheSandboxMayConnect() throws IOException {
    openProxy(LIMITS);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    int own = (Integer) Files.getAttribute(folder, "unix:uid");
    assertThat(Files.getAttribute(socket, "unix:uid")).isEqualTo(own == 0 ? 65_534 : own);
  }

  @Test
  void saysThatThePathOfASocketIsTooLong() {
    socket = folder.resolve("s".repeat(120));

    assertThatThrownBy(() -> openProxy(LIMITS)).hasMessageContaining("too long");
  }
}
