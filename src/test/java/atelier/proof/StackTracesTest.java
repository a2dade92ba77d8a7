package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StackTracesTest {
  private static final List<String> PATHS =
      List.of("store.py", "app/server.py", "test_store.py", "lib/a.js", "lib/a.test.js");

  @Test
  void findsTheLastFileThatIsNotATest() {
    String output = """
        Traceback (most recent call last):
          File "/work/test_store.py", line 9, in test_add
            self.store.add("x")
          File "/work/app/server.py", line 3, in add
          File "/work/store.py", line 12, in add
        KeyError: 'x'
        """;

    assertThat(StackTraces.findCause(output, PATHS)).contains("store.py");
  }

  @Test
  void readsTracesOfOtherLanguages() {
    assertThat(
            StackTraces.findCause("    at add (/work/lib/a.js:3:9)\n at lib/a.test.js:1:2", PATHS))
        .contains("lib/a.js");
  }

  @Test
  void findsNoCauseIfOnlyTestsAreNamed() {
    String output = "File \"/work/test_store.py\", line 9\nAssertionError: 1 != 2";

    assertThat(StackTraces.findCause(output, PATHS)).isEmpty();
    assertThat(StackTraces.findTests(output, PATHS)).containsExactly("test_store.py");
  }

  @Test
  void ignoresAPathThatIsPartOfAnother() {
    assertThat(StackTraces.findCause("File \"/work/my-store.py\", line 3", PATHS))
        .isEmpty();
  }

  @Test
  void ignoresPathsWithoutALineNumber() {
    assertThat(StackTraces.findCause("store.py is a file", PATHS)).isEmpty();
  }
}
