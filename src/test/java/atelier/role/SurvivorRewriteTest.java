package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.DiagnosisEvent.RewriteRejected;
import atelier.event.DiagnosisEvent.SurvivorsReported;
import atelier.event.Event.CodeReady;
import atelier.event.Event.Paused;
import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Survivor;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Manifest;
import atelier.project.MutationScore;
import atelier.project.SourceFile;
import atelier.project.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A weak test whose survivors go to its Writer, in the real sandbox. */
@Tag("slow")
final class SurvivorRewriteTest {
  private static final String CODE =
      "def allowed(n):\n    return n < 10\n\n\ndef twice(n):\n    return n + n\n";
  private static final String WEAK = test("self.assertTrue(allowed(5))");
  private static final String STRONG =
      test("self.assertTrue(allowed(9))\n        self.assertFalse(allowed(10))");

  /** Fails without a stack trace that would name a file. */
  private static final String WRONG = test("import os\n        os._exit(3)");

  private static RealSandbox real;

  @BeforeAll
  static void open() {
    real = RealSandbox.open();
  }

  @AfterAll
  static void close() {
    real.close();
  }

  private static String test(String body) {
    return "import unittest\nfrom limit import allowed, twice\n\n\n"
        + "class LimitTest(unittest.TestCase):\n"
        + "    def test_limit(self):\n        " + body
        + "\n        self.assertEqual(twice(3), 6)\n";
  }

  private static String answer(String content) {
    return "Commit: Write it\n```python\n" + content + "```\n";
  }

  /** Plays the project with a weak test; {@code rewrite} answers the question about survivors. */
  private static PlayedProject play(Function<Prompt, String> rewrite) {
    Function<Prompt, String> answers = prompt -> prompt.file().equals("limit.py")
        ? answer(CODE)
        : prompt.attempt() == 1 ? answer(WEAK) : rewrite.apply(prompt);
    Map<String, List<String>> files =
        new TreeMap<>(Map.of("limit.py", List.of(), "test_limit.py", List.of("limit.py")));
    return new PlayedProject(real.sandbox(), real.toolchains(), answers)
        .play(files, List.of("python3", "-m", "unittest"));
  }

  private static MutationScore score(PlayedProject played) {
    return Objects.requireNonNull(played.project().mutationScore());
  }

  private static SourceFile testFile(PlayedProject played) {
    return Objects.requireNonNull(played.project().files().get("test_limit.py"));
  }

  private static void requireWeakTestsKept(PlayedProject played) {
    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(Objects.requireNonNull(testFile(played).accepted()).content()).isEqualTo(WEAK);
    assertThat(testFile(played).repairStep()).isZero();
    assertThat(score(played).survivors()).isNotEmpty();
    assertThat(played.project().reason()).contains("small faults");
    assertThat(played.events(Paused.class)).isEmpty();
    assertThat(played.events(SurvivorsReported.class)).hasSize(1);
    assertThat(Objects.requireNonNull(played.project().files().get("limit.py")).attempts())
        .isEqualTo(1);
  }

  @Test
  void betterTestsAreKept() {
    PlayedProject played = play(prompt -> answer(STRONG));

    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(Objects.requireNonNull(testFile(played).accepted()).content()).isEqualTo(STRONG);
    assertThat(score(played).survivors()).isEmpty();
    assertThat(played.events(MutantsTried.class)).hasSize(8);
    assertThat(played.events(SurvivorsReported.class)).hasSize(1);
    assertThat(played.events(RewriteRejected.class)).isEmpty();
    Prompt asked = played.prompts.get(played.prompts.size() - 1);
    assertThat(asked.purpose()).isEqualTo(Purpose.MUTANTS);
    assertThat(asked.task())
        .contains("no test notices that `<` became `<=` in limit.py:2", CODE, WEAK);
  }

  @Test
  void testsThatFailAreNotKept() {
    PlayedProject played = play(prompt -> answer(WRONG));

    requireWeakTestsKept(played);
    assertThat(played.events(RewriteRejected.class))
        .extracting(RewriteRejected::reason)
        .allMatch(reason -> reason.contains("check \"unit\""))
        .hasSize(1);
    List<CodeReady> versions = played.events(CodeReady.class);
    CodeReady restored = versions.get(versions.size() - 1);
    assertThat(restored.content()).isEqualTo(WEAK);
    assertThat(restored.message()).isEqualTo("Restore the tests of limit.py");
    assertThat(testFile(played).committedAttempt()).isEqualTo(restored.attempt());
    assertThat(played.prompts).extracting(Prompt::purpose).doesNotContain(Purpose.CAUSE);
    // The evidence about the same files was not made again.
    assertThat(played.events(MutantsTried.class)).hasSize(4);
  }

  @Test
  void testsThatNoticeNoMoreAreNotKept() {
    PlayedProject played = play(prompt -> answer(WEAK + "\n# the same\n"));

    requireWeakTestsKept(played);
    assertThat(played.events(RewriteRejected.class))
        .extracting(RewriteRejected::reason)
        .containsExactly("the checks do not notice more than before");
  }

  @Test
  void aVersionThatIsRejectedTwiceIsNotKept() {
    PlayedProject played = play(prompt -> answer("def broken(:\n"));

    requireWeakTestsKept(played);
    assertThat(testFile(played).attempts()).isEqualTo(3);
    assertThat(testFile(played).committedAttempt()).isEqualTo(1);
    assertThat(testFile(played).problems()).isEmpty();
  }

  @Test
  void aModelThatFailsNeitherPausesNorChangesTheProject() {
    PlayedProject played = play(prompt -> "");

    requireWeakTestsKept(played);
    assertThat(played.events(RewriteRejected.class))
        .extracting(RewriteRejected::reason)
        .containsExactly("no answer");
    assertThat(testFile(played).attempts()).isEqualTo(1);
  }

  @Test
  void claimsAreToldAndNotBelieved() {
    PlayedProject played =
        play(prompt -> "Equivalent: limit.py:2 `<` → `<=`: nobody asks for 10\n" + answer(WEAK));

    requireWeakTestsKept(played);
    assertThat(score(played).survivors()).contains(new Survivor("limit.py", 2, "<", "<="));
    assertThat(played.events(CodeReady.class)).hasSize(3);
    assertThat(testFile(played).committedAttempt()).isEqualTo(1);
    assertThat(Manifest.of(played.project()).get("MANIFEST.md"))
        .contains("  - claimed by the Writer, not verified: limit.py:2 `<` and `<=` are"
            + " equivalent: nobody asks for 10\n");
  }
}
