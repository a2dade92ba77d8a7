package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.JobResult.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by input, output and descriptors; the numbers are the rows of docs/sandbox.md. */
final class OutputEscapeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void row19AFloodIsCutAndStopped(int descriptor) {
    JobResult result =
        Attack.sandbox().python("while True: os.write(%d, b'x' * 65536)".formatted(descriptor));

    assertThat(result.end()).isEqualTo(End.TOO_MUCH_OUTPUT);
    assertThat(result.output().length()).isLessThanOrEqualTo(256 * 1024);
    assertThat(result.errorOutput().length()).isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void row22ThereIsNoTerminalToTypeInto() {
    JobResult result = Attack.sandbox().python("""
        import fcntl
        attempt('tty', lambda: os.open('/dev/tty', os.O_RDWR))
        attempt('console', lambda: os.open('/dev/console', os.O_RDWR))
        for descriptor in range(3):
            attempt('type', lambda: fcntl.ioctl(descriptor, 0x5412, b'x'))
        own, other = os.openpty()
        attempt('own', lambda: fcntl.ioctl(other, 0x541c, b'\\3'))
        """);

    assertThat(result.output()).contains("tty ENXIO").doesNotContain("DONE");
    assertThat(result.output().lines().filter(line -> line.startsWith("type ")).toList())
        .hasSize(3)
        .allMatch(line -> line.matches("type (ENOTTY|EPERM|EBADF)"));
  }

  @Test
  void row32HasNoDescriptorsOfTheNode() {
    JobResult result = Attack.sandbox().python("""
        for pid in sorted(name for name in os.listdir('/proc') if name.isdigit()):
            try:
                for number in os.listdir(f'/proc/{pid}/fd'):
                    path = f'/proc/{pid}/fd/{number}'
                    try:
                        print(os.readlink(path))
                        if pid != '1' and number in '12': open(path, 'r').close()
                    except OSError:
                        pass
            except OSError:
                pass
        """);

    assertThat(result.output().lines())
        .isNotEmpty()
        .allMatch(line -> line.matches(
            "pipe:.*|/dev/null|anon_inode:\\[eventfd\\]|/proc/[0-9]+/fd" + "|/work/main.py"));
  }

  @Test
  void row36EscapesAndForgedLinesStayData() {
    String hostile = "\u001b]52;c;eA==\u0007\u001b[2J\u0000SEVERE forged\r\u202etxt";
    JobResult result = Attack.sandbox().python("""
        os.write(1, '\\x1b]52;c;eA==\\x07\\x1b[2J\\0SEVERE forged\\r\\u202etxt'.encode())
        os.write(1, b'\\xff\\xfe')
        """);

    assertThat(result.end()).isEqualTo(End.EXITED);
    assertThat(result.output()).startsWith(hostile);
  }

  @Test
  void row37TheInputIsEmpty() {
    JobResult result = Attack.sandbox().python("print(os.read(0, 10), os.isatty(0))");

    assertThat(result.output()).isEqualTo("b'' False\n");
  }
}
