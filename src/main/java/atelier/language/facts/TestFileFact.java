package atelier.language.facts;

import atelier.event.Diagnostic;
import atelier.language.facts.Fact.Kind;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import atelier.scan.FileFacts;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a test file holds a test and an assertion. Only files that the language's test tools
 * select by their name are test files here: other files in a folder of tests may be helpers.
 */
final class TestFileFact {
  private static final Pattern SCRIPT_TEST =
      Pattern.compile("(?:.*/)?[^/]+[._-](?:test|spec)\\.[cm]?[jt]sx?");
  private static final Map<String, Pattern> NAMES = Map.of(
      "python", Pattern.compile("(?:.*/)?(?:test_[^/]+|[^/]+_test)\\.py"),
      "javascript", SCRIPT_TEST,
      "typescript", SCRIPT_TEST,
      "go", Pattern.compile("(?:.*/)?[^/]+_test\\.go"),
      "java", Pattern.compile("(?:.*/)?(?!Abstract|Base)[^/]+(?:Test|Tests|IT)\\.java"));

  /** Folders whose files are the data of tests, or tests of types only. */
  private static final Pattern FIXTURE =
      Pattern.compile("(?:^|/)(?:_{0,2}fixtures?_{0,2}|testdata|data|templates?"
          + "|(?:mypy|pyright|typing|types?)(?:[_-]\\w+)*)/");

  private TestFileFact() {}

  /** Returns the fact; empty for a file that is no test, or of which nothing is known. */
  static Optional<Fact> check(String language, SourceTree sources, FileFacts own) {
    Integer tests = own.tests();
    Integer assertions = own.assertions();
    Pattern names = NAMES.get(language);
    if (tests == null
        || assertions == null
        || names == null
        || !names.matcher(sources.path()).matches()
        || FIXTURE.matcher(sources.path()).find()) {
      return Optional.empty();
    }
    if (tests == 0 && language.equals("go") && hasOtherTests(sources)) {
      return Optional.empty();
    }
    if (tests == 0) {
      return fact(Kind.TEST, "this test file holds no test: write some that " + toolOf(language));
    }
    return assertions == 0
        ? fact(Kind.ASSERTION, "no test of this file asserts anything: compare with the spec")
        : Optional.of(new Fact(Kind.TEST, Optional.empty()));
  }

  private static Optional<Fact> fact(Kind kind, String problem) {
    return Optional.of(new Fact(kind, Optional.of(new Diagnostic(0, 0, problem))));
  }

  /** Go has helpers of tests in files with such names too. */
  private static boolean hasOtherTests(SourceTree sources) {
    String folder = SourceTree.folderOf(sources.path());
    return sources.paths().stream()
        .anyMatch(path -> path.endsWith("_test.go")
            && SourceTree.folderOf(path).equals(folder)
            && !path.equals(sources.path()));
  }

  private static String toolOf(String language) {
    return switch (language) {
      case "python" -> "unittest or pytest finds";
      case "go" -> "`go test` finds";
      case "java" -> "JUnit finds";
      default -> "the test tool finds";
    };
  }
}
