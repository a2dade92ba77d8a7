package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox is a machine with names, users, services and settings, as programs expect it. */
final class MachineTest {
  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void choose() {
    vertx = Vertx.vertx();
    sandbox = await(SandboxFactory.create(
        vertx, new Settings.Runner("bubblewrap", Duration.ofSeconds(60), 1L << 30, false)));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static void assumeInstalled(String tool) {
    assumeTrue(
        Stream.of("/usr/bin", "/usr/local/bin", "/usr/local/go/bin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
        tool + " is not installed under /usr");
  }

  private static String output(Map<String, String> files, String... command) {
    JobResult result = await(sandbox.run(new Job(List.of(command), files, Duration.ofSeconds(60))));
    assertThat(result.succeeded()).as(result.toString()).isTrue();
    return result.output().strip();
  }

  private static String shell(String command) {
    return output(Map.of(), "sh", "-c", command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sorted({a[4][0] for a in socket.getaddrinfo('localhost', 80)}) | ['127.0.0.1', '::1']",
        "socket.gethostbyname('localhost') | 127.0.0.1",
        "socket.gethostname() | sandbox",
        "socket.gethostbyname(socket.gethostname()) | 127.0.0.1",
        "socket.getservbyname('https') | 443",
        "socket.getservbyport(25) | smtp",
        "socket.getprotobyname('udp') | 17",
        "getpass.getuser() | sandbox",
        "pwd.getpwuid(os.getuid()).pw_name | sandbox",
        "grp.getgrgid(os.getgid()).gr_name | sandbox",
        "os.path.expanduser('~') == os.path.expanduser('~sandbox') | True",
        "os.stat('.').st_uid == os.getuid() | True",
        "os.stat('/usr').st_uid == os.getuid() | False",
        "resource.getrlimit(resource.RLIMIT_NOFILE) | (4096, 4096)",
        "len([open('/dev/null') for _ in range(2000)]) | 2000",
        "tempfile.gettempdir() | /tmp",
        "os.environ['TERM'] | dumb",
        "os.environ['SHELL'] | /bin/sh",
        "sys.getfilesystemencoding() + locale.getpreferredencoding() | utf-8UTF-8",
        "mimetypes.guess_type('a.html')[0] | text/html"
      })
  void pythonFinds(String expression, String value) {
    String program = "import getpass, grp, locale, mimetypes, os, pwd, resource, socket, sys\n"
        + "import tempfile\nprint(" + expression + ")\n";

    assertThat(output(Map.of("main.py", program), "python3", "main.py")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "whoami, sandbox",
    "id -un, sandbox",
    "id -gn, sandbox",
    "echo ~sandbox, /tmp",
    "echo $USER $LOGNAME, sandbox sandbox",
    "hostname, sandbox",
    "python -c 'print(1)', 1",
    "python --version | grep -o 'Python 3', Python 3",
    "locale charmap, UTF-8"
  })
  void aShellFinds(String command, String value) {
    assertThat(shell(command)).isEqualTo(value);
  }

  @Test
  void aNameThatDoesNotExistIsUnknownAtOnce() {
    String program = """
        import socket
        try:
            socket.getaddrinfo('www.example.org', 80)
        except socket.gaierror as error:
            print(error.errno == socket.EAI_NONAME)
        """;

    assertThat(output(Map.of("main.py", program), "python3", "main.py")).isEqualTo("True");
  }

  @Test
  void hasNothingOfTheHostsNamesAndUsers() {
    assertThat(shell("cat /etc/hosts /etc/hostname /etc/passwd /etc/group; ls -R /etc"))
        .doesNotContain("shadow", "machine-id", "settings.xml", "npmrc", "pip.conf", "private")
        .contains("sandbox:x:1000:1000:");
    JobResult write = await(sandbox.run(
        new Job(List.of("sh", "-c", "echo >> /etc/hosts"), Map.of(), Duration.ofSeconds(5))));
    assertThat(write.succeeded()).isFalse();
  }

  @Test
  void javaFindsItsHostItsUserAndItsSettings() {
    assumeInstalled("java");
    String program = """
        import java.net.*;
        public class Main {
          public static void main(String[] args) throws Exception {
            System.out.println(InetAddress.getLocalHost().getHostName() + " "
                + InetAddress.getByName("localhost").isLoopbackAddress() + " "
                + System.getProperty("user.name") + " "
                + java.security.Security.getProviders().length
                + " " + javax.net.ssl.SSLContext.getDefault().getProtocol());
          }
        }
        """;

    assertThat(output(Map.of("Main.java", program), "java", "Main.java"))
        .matches("sandbox true sandbox [1-9][0-9]* Default");
  }

  @Test
  void nodeReachesItsOwnServerOnLocalhost() {
    assumeInstalled("node");
    String program = """
        const server = require('node:http').createServer((q, r) => r.end('served'));
        server.listen(0, 'localhost', async () => {
          const reply = await fetch(`http://localhost:${server.address().port}/`);
          console.log(await reply.text(), require('node:os').userInfo().username);
          server.close();
        });
        """;

    assertThat(output(Map.of("main.js", program), "node", "main.js")).isEqualTo("served sandbox");
  }

  @Test
  void perlAndRubyFindTheUserAndTheServices() {
    assumeInstalled("perl");
    assertThat(shell("perl -e 'print scalar(getpwuid($<)), getservbyname(\"http\", \"tcp\")'"))
        .startsWith("sandboxhttp");
    assumeInstalled("ruby");
    assertThat(shell("ruby -retc -rsocket -e 'puts Etc.getlogin || Etc.getpwuid.name,"
            + " Addrinfo.tcp(\"localhost\", 80).ip?, Socket.getservbyname(\"https\")'"))
        .isEqualTo("sandbox\ntrue\n443");
  }

  @Test
  void gitAndMavenStart() {
    assumeInstalled("git");
    assertThat(shell("git init -q . && git status --porcelain && echo ok")).isEqualTo("ok");
    assumeInstalled("mvn");
    assertThat(shell("mvn --version")).contains("Apache Maven");
  }
}
