package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FailedTest;
import atelier.proof.Disagreement.Vote;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MaskedAssertionTest {
  private static Optional<MaskedAssertion> mask(
      String expected, String actual, String excerpt, String... lines) {
    FailedTest test =
        new FailedTest("t", "test_a.py", lines.length, "AssertionError", expected, actual);
    return MaskedAssertion.of(test, lines.length, excerpt, String.join("\n", lines) + "\n");
  }

  private static Vote vote(String expected, String actual, String value) {
    return mask(expected, actual, "", "assert f() == " + expected).orElseThrow().vote(value);
  }

  @Test
  void hidesTheExpectedValue() {
    MaskedAssertion assertion = mask(
            "3",
            "4",
            "",
            "class T:",
            "    def test_pages(self):",
            "        # 3 pages",
            "        self.assertEqual(pages(7, 3), 3)")
        .orElseThrow();

    assertThat(assertion.code()).contains("def test_pages", "pages(7, 3), <VALUE>)");
    assertThat(assertion.expected()).isEqualTo("3");
    assertThat(assertion.actual()).isEqualTo("4");
  }

  @Test
  void takesTheSideThatIsALiteralForTheExpectedOne() {
    assertThat(
            mask("got", "'x'", "", "self.assertEqual('x', got)").orElseThrow().expected())
        .isEqualTo("got");
    assertThat(
            mask("4", "3", "", "self.assertEqual(3, pages(7, 3))").orElseThrow().code())
        .contains("assertEqual(<VALUE>, pages");
  }

  @Test
  void findsTheValuesInTheWordsOfOtherTools() {
    assertThat(mask("", "", "days_test.go:7: got 42, want 48", "if got := Days(6); got != 48 {"))
        .hasValueSatisfying(found -> assertThat(found.expected()).isEqualTo("48"));
    assertThat(
            mask("", "", "days_test.go:7: Days(6) = 42, want 48", "t.Errorf(\"%d\", Days(6), 48)"))
        .hasValueSatisfying(found -> assertThat(found.actual()).isEqualTo("42"));
    assertThat(mask("", "", "E       assert 4 == 3", "assert pages(7, 3) == 3"))
        .hasValueSatisfying(found -> assertThat(found.expected()).isEqualTo("3"));
  }

  @Test
  void hidesNothingIfTheValueIsNotWrittenThere() {
    assertThat(mask("2", "3", "", "self.assertEqual(result, expected)")).isEmpty();
    assertThat(mask("", "", "", "self.assertTrue(valid('a'))")).isEmpty();
  }

  @Test
  void anAnswerTakesASide() {
    assertThat(vote("48", "42", "42")).isEqualTo(Vote.EXPECTATION_IS_WRONG);
    assertThat(vote("48", "42", "48")).isEqualTo(Vote.CODE_IS_WRONG);
    assertThat(vote("48", "42", "40")).isEqualTo(Vote.SILENT);
    assertThat(vote("'a'", "'b'", "\"a\"")).isEqualTo(Vote.CODE_IS_WRONG);
    assertThat(vote("true", "False", "false")).isEqualTo(Vote.EXPECTATION_IS_WRONG);
    assertThat(vote("2.50", "3", "2.5")).isEqualTo(Vote.CODE_IS_WRONG);
  }

  /** Once the answer 3.0 counted for the side of 3, since both are the same number. */
  @Test
  void whatDiffersInItsFormIsComparedAsItIs() {
    assertThat(vote("'3'", "'3.0'", "'3.0'")).isEqualTo(Vote.EXPECTATION_IS_WRONG);
    assertThat(vote("'3'", "'3.0'", "'3'")).isEqualTo(Vote.CODE_IS_WRONG);
    assertThat(vote("'3'", "'3.0'", "'3.00'")).isEqualTo(Vote.SILENT);
  }
}
