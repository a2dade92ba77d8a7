package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.project.Diagnosis.RuledOut;
import atelier.project.FailureKey;
import atelier.proof.Suspect.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FaultLocalizerTest {
  private static final List<String> UNITTEST = List.of("python3", "-m", "unittest");
  private static final FailedTest ERROR =
      new FailedTest("test_a", "test_a.py", 3, "KeyError: 'x'", "", "");

  private final Map<String, FilePlan> plans = new LinkedHashMap<>();
  private final Map<String, String> contents = new TreeMap<>();
  private List<RuledOut> ruledOut = List.of();

  private FaultLocalizerTest with(String path, String contract, String content, String... uses) {
    plans.put(path, new FilePlan(path, "d", List.of(uses), contract));
    contents.put(path, content);
    return this;
  }

  private FaultLocalizerTest python() {
    return with("a.py", "add(a, b)", "def add(a, b):\n    return KEYS[a]\n")
        .with("test_a.py", "", "import a\n", "a.py");
  }

  private Optional<Suspect> locate(List<String> command, FailedTest test, String output) {
    return new FaultLocalizer(new FailedProject(plans, contents, ruledOut))
        .locate(command, test, output);
  }

  private String file(String output) {
    return locate(UNITTEST, ERROR, output).map(Suspect::file).orElse("nobody");
  }

  private Fault fault(List<String> command, String output) {
    FailedTest run = new FailedTest("", "", 0, "exit 1: " + output, "", "");
    return locate(command, run, output).map(Suspect::fault).orElse(Fault.UNKNOWN);
  }

  private static String trace(String error) {
    return lines(
            "Traceback (most recent call last):",
            "  File \"/work/test_a.py\", line 1, in test_a",
            "  File \"/work/a.py\", line 2, in add")
        + error + "\n";
  }

  @Test
  void aCrashIsTheFaultOfTheFileInWhichTheTraceEnds() {
    assertThat(python().file(trace("KeyError: 'x'"))).isEqualTo("a.py");
  }

  @Test
  void aCrashByAValueOfTheWrongTypeMayBeTheCallersFault() {
    assertThat(python().file(trace("TypeError: unsupported operand"))).isEqualTo("nobody");
  }

  @Test
  void aCrashInAFileThatUsesAnotherMayBeTheOthersFault() {
    with("b.py", "", "").with("a.py", "", "x = 1\ny = 2\n", "b.py").with("test_a.py", "", "");

    assertThat(file(trace("KeyError: 'x'"))).isEqualTo("nobody");
    assertThat(file(trace("NameError: name 'y' is not defined"))).isEqualTo("a.py");
  }

  @Test
  void anErrorOnPurposeIsNobodysFault() {
    with("a.py", "", "def add(a, b):\n    raise ValueError(a)\n").with("test_a.py", "", "");

    assertThat(file(trace("ValueError: x"))).isEqualTo("nobody");
  }

  @Test
  void aFileThatSeesNothingWrongIsNotBlamedAgain() {
    ruledOut = List.of(new RuledOut("a.py", Set.of(FailureKey.of(ERROR)), true, "nothing wrong"));

    assertThat(python().file(trace("KeyError: 'x'"))).isEqualTo("nobody");
  }

  @Test
  void aMissingNameIsTheFaultOfTheFileThatPromisesIt() {
    String output = lines(
        "  File \"/work/test_a.py\", line 1, in <module>",
        "ImportError: cannot import name 'slug' from 'a' (/work/a.py)");
    with("test_a.py", "", "", "a.py");

    assertThat(with("a.py", "slug(text)", "").file(output)).isEqualTo("a.py");
    assertThat(with("a.py", "shout(text)", "").file(output)).isEqualTo("test_a.py");
    assertThat(with("a.py", "", "").file(output)).as("without contracts").isEqualTo("nobody");
  }

  @Test
  void aNameThatIsLookedForInAWrongPlaceIsNobodysFault() {
    with("a.js", "clear()", "exports.names = { clear() {} };\n").with("a.test.js", "", "");

    assertThat(file("TypeError: a.clear is not a function\n    at /work/a.test.js:3:1\n"))
        .isEqualTo("nobody");
    assertThat(file("TypeError: a.map is not a function\n    at /work/a.test.js:3:1\n"))
        .as("a list was expected")
        .isEqualTo("nobody");
  }

  @Test
  void aCallWithoutAnArgumentOfTheContractIsTheCallersFault() {
    String output = lines(
        "  File \"/work/test_a.py\", line 1, in test_a",
        "TypeError: add() missing 1 required positional argument: 'b'");

    assertThat(python().file(output)).isEqualTo("test_a.py");
    assertThat(with("a.py", "add(a)", "").file(output)).isEqualTo("nobody");
  }

  @Test
  void aWrongPathIsTheFaultOfTheFileThatImportsIt() {
    String python = lines(
        "  File \"/work/test_a.py\", line 1, in <module>",
        "    from src.a import add",
        "ModuleNotFoundError: No module named 'src'");
    assertThat(python().file(python)).isEqualTo("test_a.py");
    assertThat(file(python.replace("src", "a")))
        .as("it is there, so the search path is wrong")
        .isEqualTo("nobody");

    with("lib/a.js", "", "").with("test/a.test.js", "", "");
    assertThat(file(lines(
            "# Error: Cannot find module '../src/a.js'",
            "# Require stack:",
            "#     at Object.<anonymous> (/work/test/a.test.js:3:17)")))
        .isEqualTo("test/a.test.js");
    assertThat(file("Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/work/test/a.js' imported"
            + " from /work/test/a.test.js"))
        .isEqualTo("test/a.test.js");
  }

  @Test
  void aCompilersErrorIsTheFaultOfItsFile() {
    with("Makefile", "", "test:\n\tcc a.c\n").with("a.c", "", "int x").with("test_a.c", "", "");

    assertThat(file(lines(
            "a.c:2:37: error: expected ';' before '}' token",
            "make: *** [Makefile:2: test] Error 1")))
        .isEqualTo("a.c");
    assertThat(file("test_a.c:2:3: error: too few arguments to function 'add'\n"))
        .isEqualTo("nobody");
    assertThat(file("Makefile:2: *** missing separator.  Stop.\n")).isEqualTo("Makefile");
  }

  @Test
  void readsTheStackOfTheTestAnythingProtocolAndOfJava() {
    with("lib/a.js", "", "a\nb\n").with("lib/a.test.js", "", "");
    assertThat(file(lines(
            "not ok 1 - a",
            "  location: '/work/lib/a.test.js:6:1'",
            "  error: 'x'",
            "  stack: |-",
            "    a (/work/lib/a.js:2:1)",
            "    Test (/work/lib/a.test.js:7:26)")))
        .isEqualTo("lib/a.js");

    with("src/Mean.java", "", "").with("test/MeanTest.java", "", "");
    assertThat(file(lines(
            "java.lang.ArithmeticException: / by zero",
            "\tat Mean.mean(Mean.java:7)",
            "\tat MeanTest.main(MeanTest.java:3)")))
        .isEqualTo("src/Mean.java");
  }

  @Test
  void aCommandThatNamesNothingOfTheProjectIsWrong() {
    python();

    assertThat(fault(
            List.of("python3", "tests/all.py"),
            "python3: can't open file '/work/tests/all.py': [Errno 2] No such file"))
        .isEqualTo(Fault.CHECK);
    assertThat(fault(
            List.of("bash", "-c", "python3 -m py_compile a.py && python3 tests/all.py"),
            "python3: can't open file '/work/tests/all.py': [Errno 2] No such file"))
        .isEqualTo(Fault.CHECK);
    assertThat(fault(List.of("node", "--tests"), "node: bad option: --tests"))
        .isEqualTo(Fault.CHECK);
    assertThat(fault(
            List.of("python3", "-m", "unittest", "tests.test_a"),
            "ModuleNotFoundError: No module named 'tests'"))
        .isEqualTo(Fault.CHECK);
    assertThat(fault(
            List.of("python3", "-m", "unittest", "discover", "-s", "tests"),
            "ImportError: Start directory is not importable: 'tests'"))
        .isEqualTo(Fault.CHECK);
  }

  @Test
  void aCheckThatFindsNoTestIsAtFaultUnlessATestCouldNotBeLoaded() {
    List<String> pytest = List.of("python3", "-m", "pytest", "-q");
    String unittest = "\n---\nRan 0 tests in 0.000s\n\nNO TESTS RAN\n";

    assertThat(fault(UNITTEST, unittest)).isEqualTo(Fault.CHECK);
    assertThat(fault(pytest, "\nno tests ran in 0.01s\n")).isEqualTo(Fault.CHECK);
    assertThat(fault(pytest, "=== no tests ran in 0.01s ===\n")).isEqualTo(Fault.CHECK);
    assertThat(fault(List.of("npm", "test"), "\nNo test files found, exiting with code 1\n"))
        .isEqualTo(Fault.CHECK);
    assertThat(fault(List.of("npm", "test"), "No tests found, exiting with code 1\n"))
        .isEqualTo(Fault.CHECK);
    assertThat(fault(pytest, "INTERNALERROR> KeyError: 'x'\n\nno tests ran in 0.01s\n"))
        .isEqualTo(Fault.UNKNOWN);
    assertThat(fault(pytest, "the log says: no tests ran in 3s\n")).isEqualTo(Fault.UNKNOWN);
  }

  @Test
  void whatAFileOfTheProjectNamesMayBeMadeByABuild() {
    with("build.sh", "", "cc -o out/app a.c\n");

    assertThat(fault(List.of("bash", "-c", "./out/app"), "bash: ./out/app: No such file"))
        .isEqualTo(Fault.UNKNOWN);
  }

  @Test
  void aTargetIsMissingWhereTheContractPromisesIt() {
    String output = "make: *** No rule to make target 'check'.  Stop.";
    List<String> command = List.of("make", "check");

    with("Makefile", "the target test", "");
    assertThat(fault(command, output)).isEqualTo(Fault.CHECK);
    with("Makefile", "the targets test and check", "");
    assertThat(fault(command, output)).isEqualTo(Fault.CODE);
    with("Makefile", "", "");
    assertThat(fault(command, output)).isEqualTo(Fault.UNKNOWN);
  }

  @Test
  void aManifestThatNamesWhatIsNotInTheProjectIsAtFault() {
    with("package.json", "", "{\"scripts\":{\"test\":\"node test/a_test.js\"}}");
    with("test/a.test.js", "", "");

    assertThat(file("Error: Cannot find module '/work/test/a_test.js'\n"))
        .isEqualTo("package.json");
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }
}
