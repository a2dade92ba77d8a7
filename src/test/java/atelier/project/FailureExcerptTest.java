package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FailedTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One block of real output for each test tool. */
final class FailureExcerptTest {
  private static String excerpt(String test, String output) {
    return FailureExcerpt.of(output, new FailedTest(test, "", 0, "the message", "", ""));
  }

  @Test
  void unittest() {
    String output = """
        FF
        ======================================================================
        FAIL: test_one (test_a.ATest.test_one)
        ----------------------------------------------------------------------
        Traceback (most recent call last):
          File "/work/test_a.py", line 5, in test_one
        AssertionError: 1 != 2

        ======================================================================
        FAIL: test_two (test_a.ATest.test_two)
        ----------------------------------------------------------------------
        AssertionError: 3 != 4

        ----------------------------------------------------------------------
        Ran 2 tests in 0.001s
        """;

    assertThat(excerpt("test_one (test_a.ATest.test_one)", output))
        .startsWith("FAIL: test_one")
        .contains("1 != 2")
        .doesNotContain("test_two");
    assertThat(excerpt("test_two (test_a.ATest.test_two)", output))
        .contains("3 != 4")
        .doesNotContain("Ran 2");
  }

  @Test
  void pytest() {
    String output = """
        =================================== FAILURES ===================================
        ___________________________________ test_one ___________________________________

            def test_one():
        >       assert 1 == 2
        E       assert 1 == 2

        test_a.py:2: AssertionError
        ___________________________________ test_two ___________________________________

        >       assert 3 == 4
        =========================== short test summary info ============================
        FAILED test_a.py::test_one - assert 1 == 2
        """;

    assertThat(excerpt("test_one", output))
        .contains("assert 1 == 2", "test_a.py:2")
        .doesNotContain("3 == 4", "short test");
  }

  @Test
  void nodeInTheTestAnythingProtocol() {
    String output = """
        TAP version 13
        # Subtest: one
        not ok 1 - one
          ---
          location: '/work/a.test.js:6:1'
          error: 'Expected values to be strictly equal: 1 !== 2'
          ...
        # Subtest: two
        not ok 2 - two
          ---
          error: 'x'
          ...
        1..2
        """;

    assertThat(excerpt("one", output)).contains("1 !== 2").doesNotContain("two");
  }

  @Test
  void nodeWithAFileThatCannotBeLoaded() {
    String output = """
        TAP version 13
        # Subtest: first
        ok 1 - first
        # /work/a.test.js:6
        #   add(1, 2), 3;
        # SyntaxError: missing ) after argument list
        # Subtest: /work/a.test.js
        not ok 2 - /work/a.test.js
          ---
          error: 'test failed'
          ...
        1..2
        # tests 2
        """;

    assertThat(excerpt("/work/a.test.js", output))
        .startsWith("# /work/a.test.js:6")
        .contains("SyntaxError: missing )", "not ok 2")
        .doesNotContain("first", "# tests");
  }

  @Test
  void nodeWithItsSpecReporter() {
    String output = """
        \u2716 failing tests:

        test at a.test.js:6:1
        \u2716 one (1.5ms)
          AssertionError: 1 !== 2

        test at a.test.js:9:1
        \u2716 two (1.5ms)
          AssertionError: 3 !== 4
        """;

    assertThat(excerpt("one", output)).contains("1 !== 2").doesNotContain("3 !== 4");
  }

  @Test
  void goTest() {
    String output = """
        === RUN   TestOne
            a_test.go:7: got 1, want 2
        --- FAIL: TestOne (0.00s)
        === RUN   TestTwo
        --- PASS: TestTwo (0.00s)
        FAIL
        """;

    assertThat(excerpt("TestOne", output))
        .contains("got 1, want 2", "--- FAIL")
        .doesNotContain("TestTwo");
  }

  @Test
  void cargoTest() {
    String output = """
        ---- tests::one stdout ----
        thread 'tests::one' panicked at src/lib.rs:9:5:
          left: 1
         right: 2

        ---- tests::two stdout ----
        thread 'tests::two' panicked at src/lib.rs:12:5:

        failures:
            tests::one
        """;

    assertThat(excerpt("tests::one", output)).contains("left: 1").doesNotContain("lib.rs:12");
  }

  @Test
  void surefire() {
    String output = """
        [ERROR] Failures:
        [ERROR]   ATest.one:7 expected: <2> but was: <1>
        [ERROR]   ATest.two:9 expected: <4> but was: <3>
        [INFO]
        """;

    assertThat(excerpt("ATest.one", output)).contains("expected: <2>").doesNotContain("two");
  }

  @Test
  void jest() {
    String output = """
          \u25cf sums \u203a one

            Expected: 2
            Received: 1

          \u25cf sums \u203a two

            Expected: 4

        Test Suites: 1 failed, 1 total
        """;

    assertThat(excerpt("sums \u203a one", output)).contains("Expected: 2").doesNotContain("4");
  }

  @Test
  void bats() {
    String output = """
        1..2
        not ok 1 one
        # (in test file a.bats, line 3)
        #   `[ "$output" = "Hello Ann" ]' failed
        ok 2 two
        """;

    assertThat(excerpt("one", output)).contains("line 3", "failed").doesNotContain("two");
  }

  @Test
  void anUnknownFormIsWhatTheToolSaysAboutTheTest() {
    assertThat(excerpt("one", "all is lost")).isEqualTo("one: the message");
  }

  @Test
  void aLongBlockIsCutInItsMiddle() {
    String lines =
        IntStream.range(0, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

    assertThat(excerpt("one", "FAIL: one\n" + lines))
        .contains("line 1\n", "\u2026", "line 99")
        .doesNotContain("line 50");
  }
}
