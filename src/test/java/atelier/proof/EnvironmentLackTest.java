package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import atelier.event.FailedTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine does not have is no fault of a file. */
final class EnvironmentLackTest {
  private static final List<String> PATHS =
      List.of("app.py", "store.py", "shop/cart.py", "src/util.js", "tool.sh", "package.json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ModuleNotFoundError: No module named 'flask' | pip install flask",
        "ModuleNotFoundError: No module named 'google.cloud' | pip install google",
        "/usr/bin/python3: No module named pytest | pip install pytest",
        "Error: Cannot find module 'express' | npm install express",
        "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@vue/test-utils' imported from"
            + " /work/a.js | npm install @vue/test-utils",
        "Error: Cannot find module 'lodash/fp' | npm install lodash",
        "in `require': cannot load such file -- rspec (LoadError) | gem install rspec",
        "sh: 1: jest: not found | install jest",
        "/bin/sh: 1: tsc: not found | install tsc",
        "`> todo@1.0.0 test\n> vitest run\n\nsh: 1: vitest: not found`"
            + " | vitest, which a script of npm runs is missing here; npm install",
        "bash: line 1: cargo: command not found | install cargo",
        "make: gcc: No such file or directory | install gcc",
        "sh: 1: exec: cargo: not found | install cargo",
        "env: \u2018deno\u2019: No such file or directory | install deno",
        "exec: \"protoc\": executable file not found in $PATH | install protoc",
        "Error: spawn chromium ENOENT | install chromium",
        "getaddrinfo ENOTFOUND registry.npmjs.org | runner.network",
        "curl: (6) Could not resolve host: example.com | runner.network",
        "socket.gaierror: [Errno -3] Temporary failure in name resolution | runner.network",
        "java.net.UnknownHostException: repo.example.org | runner.network",
        "dial tcp: lookup proxy.golang.org: no such host | runner.network",
        "_tkinter.TclError: no display name and no $DISPLAY environment variable | desktop",
        "java.awt.HeadlessException | desktop",
        "_curses.error: setupterm: could not find terminal | in a terminal",
        "termios.error: (25, 'Inappropriate ioctl for device') | in a terminal",
        "`  token = os.environ[\"BOT_TOKEN\"]\n  File \"<frozen os>\", line 679\nKeyError:"
            + " 'BOT_TOKEN'` | BOT_TOKEN set",
        "Error: API_KEY is required | API_KEY set",
        "`  name = input()\nEOFError: EOF when reading a line\n` | its input from a file",
        "`usage: app.py [-h] file\napp.py: error: the following arguments are required: file\n`"
            + " | argument of the command (file)",
        "set BOT_TOKEN first | BOT_TOKEN set",
        "npm ERR! The `npm ci` can only install with an existing package-lock.json | lock file",
      })
  void aLackHasARemedy(String output, String remedy) {
    assertThat(EnvironmentLack.find(output, List.of(), PATHS))
        .as(output)
        .hasValueSatisfying(lack -> assertThat(lack.reason()).contains(remedy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ModuleNotFoundError: No module named 'store'",
        "ModuleNotFoundError: No module named 'shop.basket'",
        "Error: Cannot find module './util'",
        "Error: Cannot find module '/work/src/missing.js'",
        "sh: 1: ./tool.sh: not found",
        "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'",
        "getaddrinfo ENOTFOUND localhost",
        "KeyError: 'TITLE'",
        "AssertionError: 3 != 4",
        "the title is required",
      })
  void aFaultOfTheProjectIsNoLack(String output) {
    assertThat(EnvironmentLack.find(output, List.of(), PATHS)).isEmpty();
  }

  @Test
  void aTestThatFailsForAnotherReasonCounts() {
    String output = "ModuleNotFoundError: No module named 'flask'\nAssertionError: 3 != 4";
    FailedTest lacking = failure("ModuleNotFoundError: No module named 'flask'");
    FailedTest wrong = failure("AssertionError: 3 != 4");

    assertThat(EnvironmentLack.find(output, List.of(lacking, wrong), PATHS)).isEmpty();
    assertThat(EnvironmentLack.find(output, List.of(lacking), PATHS)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "A", "A_", "a.", "/a", "@", " ", "'", "12:", "set A_", "refused", "lib", "Mongo"
      })
  void aLongOutputIsReadQuickly(String part) {
    String output = part.repeat((256 << 10) / part.length());
    List<LackRow> rows = Stream.of(PackageLacks.ROWS, CompilerLacks.ROWS, MachineLacks.ROWS)
        .flatMap(List::stream)
        .toList();

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> rows.forEach(row -> row.find(output, PATHS)));
  }

  private static FailedTest failure(String message) {
    return new FailedTest("t", "test_app.py", 1, message, "", "");
  }
}
