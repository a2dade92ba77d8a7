package atelier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.project.FailureExcerpt;
import atelier.project.SpecLiterals;
import atelier.project.TestFiles;
import atelier.proof.BrokenTree;
import atelier.proof.ContractNames;
import atelier.proof.EnvironmentLack;
import atelier.proof.StackTraces;
import atelier.proof.StartJudge;
import atelier.proof.TestTools;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.answer.CauseAnswer;
import atelier.role.answer.CodeAnswer;
import atelier.role.answer.CommitMessage;
import atelier.role.answer.ExamplesAnswer;
import atelier.role.answer.ExistingPlan;
import atelier.role.answer.ValueAnswer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reads untrusted text ends soon on large texts that repeat whatever hurts most. */
final class LargeInputTest {
  private static final int ANSWER_CHARS = 256 << 10;
  private static final int OUTPUT_CHARS = 128 << 10;
  private static final int SPEC_CHARS = 64 << 10;
  private static final int STACK_BYTES = 256 * 1024;

  /** Quadratic time would take minutes; linear time takes some 100 ms. */
  private static final int LIMIT_MS = 30_000;

  private static final List<String> UNITS = List.of(
      "a",
      "a.",
      "a/",
      " ",
      "\n",
      "\n ",
      "(",
      ")",
      "\"",
      "\\",
      "/",
      "1",
      "at ",
      "{",
      "}",
      "[",
      "[1,",
      "{\"a\":",
      "{\"files\":[",
      "{\"a\":1}\n",
      "{ // {",
      "```\n",
      "```a\n",
      "~~~~",
      "<think>",
      "</think>\n",
      "<",
      "- `a",
      "`",
      "\n- ",
      "a: ",
      "# a\n",
      "not ok 1 - a\n",
      "--- FAIL: a\n",
      "E   assert 1 == 2\n",
      "  File \"a.py\", line 1\n",
      "Traceback (most recent call last)\n",
      "FAILED a::b - c\n",
      "1) a\n",
      "Error: a\n",
      "at most 1 ",
      "--a ",
      "GET /a ",
      "a_b(",
      "import a\n",
      "×😀",
      "\u0000");
  private static final Blueprint PLAN = new Blueprint(
      "s",
      List.of(),
      List.of(new FilePlan("a.py", "d", List.of(), "")),
      List.of("python3", "a.py"),
      List.of(),
      List.of());

  private record Reader(String name, int chars, Function<String, Object> read) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Reader> readers() {
    FailedTest failed = new FailedTest("a", "a.py", 1, "m", "1", "2");
    List<String> paths = List.of("a.py", "tests/test_a.py");
    return Stream.of(
        answer(
            "blueprint",
            text -> BlueprintAnswer.parse(text, "s", ExistingPlan.NONE, path -> Optional.empty())),
        answer(
            "examples",
            text -> ExamplesAnswer.parse(text, "s", PLAN, List.of(), path -> Optional.empty())),
        answer("code", text -> CodeAnswer.parse(text, false, PLAN.files().get(0))),
        answer("cause", text -> CauseAnswer.parse(text, paths)),
        answer("value", text -> ValueAnswer.parse(text, "s")),
        answer("message", CommitMessage::extractSubject),
        output("tests", TestTools::parse),
        output("lack", text -> EnvironmentLack.find(text, List.of(failed), paths)),
        output("traces", text -> StackTraces.places(text, paths)),
        output("crash", StartJudge::isCrash),
        output("excerpt", text -> FailureExcerpt.of(text, failed)),
        output("framework", TestFiles::usesFramework),
        output("contract", ContractNames::extract),
        output(
            "sources",
            text -> BrokenTree.of(
                Map.of("a.py", text, "b.py", "import a\n", "Makefile", text),
                List.of("python3", "b.py"))),
        new Reader("spec", SPEC_CHARS, SpecLiterals::of),
        new Reader("wanted", SPEC_CHARS, TestFiles::areWanted));
  }

  private static Reader answer(String name, Function<String, Object> read) {
    return new Reader(name, ANSWER_CHARS, read);
  }

  private static Reader output(String name, Function<String, Object> read) {
    return new Reader(name, OUTPUT_CHARS, read);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void endsSoon(Reader reader) throws InterruptedException {
    List<String> slow = new ArrayList<>();
    for (String unit : UNITS) {
      String text = unit.repeat(reader.chars() / unit.length());
      Throwable[] failure = new Throwable[1];
      Thread thread = new Thread(null, () -> read(reader, unit, text), reader.name(), STACK_BYTES);
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((which, thrown) -> failure[0] = thrown);
      thread.start();
      thread.join(LIMIT_MS);
      assertThat(failure[0]).as("%s of %s", reader, unit).isNull();
      if (thread.isAlive()) {
        slow.add(unit + " " + List.of(thread.getStackTrace()).subList(0, 5));
      }
    }

    assertThat(slow).isEmpty();
  }

  /** With {@code -Dverbose=true} prints what takes much CPU time. */
  private static void read(Reader reader, String unit, String text) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Object unused = reader.read().apply(text);
    long ms = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    if (Boolean.getBoolean("verbose") && ms > 100) {
      System.out.println(reader + " [" + unit.strip() + "] " + ms + " ms");
    }
  }
}
