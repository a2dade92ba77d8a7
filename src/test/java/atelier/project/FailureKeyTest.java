package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Evidence;
import atelier.event.FailedTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailureKeyTest {
  private static FailedTest failed(String test, String message, String expected, String actual) {
    return new FailedTest(test, "test_a.py", 3, message, expected, actual);
  }

  private static Evidence run(int exit, String output, FailedTest... failures) {
    return new Evidence(
        List.of("c"), exit, 1, output, "h", "t", Optional.empty(), List.of(failures));
  }

  @Test
  void valuesAndLinesDoNotMatter() {
    assertThat(FailureKey.of(failed("t", "AssertionError: 1 != 2", "2", "1")))
        .isEqualTo(
            FailureKey.of(new FailedTest("t", "test_a.py", 9, "AssertionError: 5 != 2", "2", "5")));
    assertThat(FailureKey.of(failed("t", "KeyError: 'a'", "", "")))
        .isEqualTo(FailureKey.of(failed("t", "KeyError: 'b'", "", "")));
  }

  @Test
  void anotherTestOrAnotherKindOfFailureIsAnother() {
    String key = FailureKey.of(failed("t", "AssertionError: 1 != 2", "2", "1"));

    assertThat(FailureKey.of(failed("u", "AssertionError: 1 != 2", "2", "1"))).isNotEqualTo(key);
    assertThat(FailureKey.of(failed("t", "KeyError: 'a'", "", ""))).isNotEqualTo(key);
    assertThat(FailureKey.of(failed("t", "NameError: name 'a'", "", "")))
        .isNotEqualTo(FailureKey.of(failed("t", "KeyError: 'a'", "", "")));
  }

  @Test
  void theDifferencesOfAnExampleHaveAPlace() {
    assertThat(FailureKey.of(failed("e", "step 1: exit code", "0", "1")))
        .isNotEqualTo(FailureKey.of(failed("e", "step 2: stdout", "a", "b")));
  }

  /** Once the keys differed, so a file that declined such a failure was asked again and again. */
  @Test
  void aRunWithoutFailedTestsHasOneKey() {
    Evidence run = run(2, "cc a.c\na.c:12: error\n");
    String key = FailureKey.of(run).iterator().next();

    assertThat(FailureKey.of(run(2, "cc a.c\na.c:13: error\n"))).containsExactly(key);
    assertThat(FailureKey.of(new FailedTest("", "", 0, key, "", ""))).isEqualTo(key);
    assertThat(FailureKey.of(run(1, "cc a.c\na.c:12: error\n"))).doesNotContain(key);
  }

  @Test
  void tellsAWrongValueFromACrash() {
    assertThat(FailureKey.isAssertion(failed("t", "AssertionError: 1 != 2", "2", "1")))
        .isTrue();
    assertThat(FailureKey.isAssertion(failed("t", "got 3, want 4", "", ""))).isTrue();
    assertThat(FailureKey.isAssertion(failed("t", "KeyError: 'a'", "", ""))).isFalse();
    assertThat(FailureKey.isAssertion(failed("t", "ArithmeticException: / by zero", "", "")))
        .isFalse();
  }
}
