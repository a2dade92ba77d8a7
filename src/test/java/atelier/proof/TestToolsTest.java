package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FailedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports that the tools themselves printed, in src/test/resources/test-reports. */
final class TestToolsTest {
  private static String report(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/test-reports", name + ".txt"));
  }

  @ParameterizedTest
  @CsvSource({
    "bats, TAP, 2, 1, 1",
    "bats-pretty, exunit, 2, 1, 1",
    "cargo, cargo test, 2, 1, 1",
    "ctest, ctest, 2, 1, 0",
    "go, go test, 4, 1, 1",
    "jest, jest, 2, 1, 1",
    "minitest, minitest, 2, 1, 1",
    "mocha, mocha, 2, 1, 1",
    "node, node --test, 2, 1, 2",
    "node-spec, node --test, 2, 1, 2",
    "node-tap, node --test, 2, 1, 2",
    "prove, prove, 2, 0, 0",
    "pytest, pytest, 3, 2, 2",
    "pytest-quiet, pytest, 3, 2, 2",
    "rspec, rspec, 2, 1, 1",
    "unittest, unittest, 3, 2, 2",
    "unittest-none, unittest, 0, 0, 0",
    "vitest, vitest, 2, 1, 1"
  })
  void countsTheTestsOfEachTool(String name, String tool, int run, int failed, int skipped)
      throws IOException {
    TestReport report = TestTools.parse(report(name));

    assertThat(report.tool()).isEqualTo(tool);
    assertThat(List.of(report.run(), report.failed(), report.skipped()))
        .containsExactly(run, failed, skipped);
  }

  @ParameterizedTest
  @CsvSource({
    "cargo, tests::bad, src/lib.rs, 4",
    "go, TestBad, sum_test.go, 4",
    "jest, sums \u203a bad, a.test.cjs, 3",
    "minitest, SumTest#test_bad, mini.rb, 4",
    "node-spec, bad, sum.test.js, 4",
    "pytest, SumTest::test_bad, test_sum.py, 4",
    "rspec, sums bad, a_spec.rb, 3",
    "vitest, a.test.js > bad, a.test.js, 3"
  })
  void namesTheTestThatFailedWithItsPlace(String name, String test, String file, int line)
      throws IOException {
    FailedTest failed = TestTools.parse(report(name)).failures().get(0);

    assertThat(failed.test()).isEqualTo(test);
    assertThat(failed.file()).isEqualTo(file);
    assertThat(failed.line()).isEqualTo(line);
  }

  @Test
  void namesWhatWasExpectedAndWhatCame() throws IOException {
    FailedTest unittest = TestTools.parse(report("unittest")).failures().get(1);
    assertThat(List.of(unittest.expected(), unittest.actual())).containsExactly("3", "2");
    FailedTest cargo = TestTools.parse(report("cargo")).failures().get(0);
    assertThat(List.of(cargo.expected(), cargo.actual())).containsExactly("3", "2");
  }

  @Test
  void countsWhatAnyProgramPrintsOnALineOfItsOwn() {
    assertThat(TestTools.parse("x\n3 passed, 1 failed\n").run()).isEqualTo(4);
    assertThat(TestTools.parse("checks: 3 passed, 0 failed, 2 skipped\n").skipped())
        .isEqualTo(2);
    assertThat(TestTools.parse("Results: 3 passed, 1 failed\n").failed()).isEqualTo(1);
    assertThat(TestTools.parse("Passed: 2\nFailed: 0\n").run()).isEqualTo(2);
    assertThat(TestTools.parse("All 4 tests passed!\n").run()).isEqualTo(4);
    assertThat(TestTools.parse("the tests passed\n").hasExecuted()).isFalse();
  }

  @Test
  void addsUpSeveralToolsBehindOneCommand() throws IOException {
    TestReport both = TestTools.parse(report("unittest") + "\n" + report("node-tap"));

    assertThat(both.run()).isEqualTo(5);
    assertThat(both.tool()).contains("unittest").contains("node --test");
  }

  @Test
  void aFileWithoutTestsIsNoTest() {
    String output = """
        TAP version 13
        # Subtest: /work/cli.test.js
        ok 1 - /work/cli.test.js
        1..1
        # tests 1
        # suites 0
        # pass 1
        # fail 0
        # cancelled 0
        # skipped 0
        # todo 0
        """;

    assertThat(TestTools.parse(output).hasExecuted()).isFalse();
  }
}
