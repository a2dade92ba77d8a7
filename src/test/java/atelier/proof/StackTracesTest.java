package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StackTracesTest {
  private static final List<String> PATHS =
      List.of("store.py", "app/server.py", "test_store.py", "lib/a.js", "lib/a.test.js");

  /** The file of the innermost place. */
  private static Optional<String> innermost(String output) {
    return StackTraces.places(output, PATHS).stream()
        .map(StackTraces.Place::file)
        .reduce((outer, inner) -> inner);
  }

  @Test
  void findsTheInnermostPlaceOfATraceback() {
    String output = """
        Traceback (most recent call last):
          File "/work/test_store.py", line 9, in test_add
            self.store.add("x")
          File "/work/app/server.py", line 3, in add
          File "/work/store.py", line 12, in add
        KeyError: 'x'
        """;

    assertThat(innermost(output)).contains("store.py");
  }

  @Test
  void readsTracesOfOtherLanguages() {
    assertThat(innermost("    at add (/work/lib/a.js:3:9)\n at lib/a.test.js:1:2"))
        .contains("lib/a.js");
  }

  @Test
  void findsTheTestsThatAreNamed() {
    String output = "File \"/work/test_store.py\", line 9\nAssertionError: 1 != 2";

    assertThat(innermost(output)).contains("test_store.py");
    assertThat(StackTraces.findTests(output, PATHS)).containsExactly("test_store.py");
  }

  @Test
  void ignoresAPathThatIsPartOfAnother() {
    assertThat(innermost("File \"/work/my-store.py\", line 3")).isEmpty();
  }

  @Test
  void ignoresPathsWithoutALineNumber() {
    assertThat(innermost("store.py is a file")).isEmpty();
  }
}
