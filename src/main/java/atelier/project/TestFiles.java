package atelier.project;

import atelier.pattern.Pattern;
import java.util.Collection;
import java.util.List;

/** Recognises test files by their paths, and the request for tests in a spec. */
public final class TestFiles {
  /** The conventions of pytest, unittest, Jest, Go, RSpec, PHPUnit, JUnit, ExUnit, bats. */
  private static final Pattern PATH = Pattern.compile("(^|/)(tests?|spec|__tests__)/.*\\.\\w+$"
      + "|(^|/)test_[^/]*\\.\\w+$|(^|/)[^/]*[._-](test|tests|spec)\\.\\w+$"
      + "|(^|/)[^/]*(Test|Tests|IT)\\.(java|kt|php|cs)$|\\.bats$"
      + "|(^|/)(run[_-]?|self[_-]?|all[_-]?)?(tests?|checks?)\\.\\w+$");

  /** How a file takes a test framework into use. */
  private static final Pattern FRAMEWORK =
      Pattern.compile("(?m)^\\s*(import (unittest|pytest)\\b|from (unittest|pytest)\\b"
          + "|.*\\bfrom ['\"](node:test|vitest|@jest/globals)['\"]"
          + "|.*\\brequire\\(['\"](node:test|vitest|tape)['\"]\\)|import (static )?org\\.junit\\b"
          + "|require ['\"](minitest|rspec)|#include [<\"](gtest|catch2|doctest|unity|check))");

  /** Files beside tests that hold no test themselves. */
  private static final Pattern SUPPORT =
      Pattern.compile("(^|/)(__init__|conftest|setup|fixtures?|helpers?|utils?)\\.\\w+$"
          + "|\\.(json|ya?ml|toml|txt|md|csv|html|css|lock)$");

  private static final Pattern DATA =
      Pattern.compile("(?i)\\.(md|txt|json|ya?ml|toml|lock|cfg|ini|html|css)$");

  private static final Pattern WANTED =
      Pattern.compile("(?i)\\b(unit|integration|automated|end[- ]to[- ]end|e2e)[- ]tests?\\b"
          + "|\\btest (suite|file|case|coverage)s?\\b|\\btests\\b(?! (whether|if|that|of))"
          + "|\\b(write|with|including|include|add) (a|one|some) tests?\\b"
          + "|\\b(pytest|unittest|junit|vitest|jest|rspec|phpunit|mocha)\\b");

  private static final Pattern RUNNER = Pattern.compile("(?i)\\b(pytest|unittest|node --test"
      + "|vitest|jest|mocha|go test|cargo (nex)?test|surefire|mvn.* (test|verify)|gradlew?.* test"
      + "|ctest|bats|phpunit|rspec|minitest|mix test|npm (run )?test|make (test|check))\\b");

  private TestFiles() {}

  /** Whether a path is one that test tools take for a test. */
  public static boolean isTest(String path) {
    return PATH.matcher(path).find() && !SUPPORT.matcher(path).find();
  }

  /** Whether a file takes a test framework into use. */
  public static boolean usesFramework(String content) {
    return FRAMEWORK.matcher(content).find();
  }

  /** Whether a path is a test or a file that only tests use. */
  public static boolean belongsToTests(String path) {
    return isTest(path)
        || Pattern.of("(.*/)?(tests?|spec|specs|__tests__|testdata|fixtures)/.*")
            .matches(path)
        || Pattern.of("(.*/)?(conftest\\.py|test_helper\\.\\w+|spec_helper\\.rb)")
            .matches(path);
  }

  /** Whether a path is neither a test nor data. */
  public static boolean isSource(String path) {
    return !belongsToTests(path) && !isData(path);
  }

  /** Whether a path is that of data, a manifest or a document. */
  public static boolean isData(String path) {
    return DATA.matcher(path).find();
  }

  /** The only path that is neither a test nor data; empty if there are several. */
  public static String onlySource(Collection<String> paths) {
    List<String> sources = paths.stream().filter(TestFiles::isSource).toList();
    return sources.size() == 1 ? sources.get(0) : "";
  }

  /** Whether a spec asks for tests. */
  public static boolean areWanted(String spec) {
    return WANTED.matcher(spec).find();
  }

  /** Whether a command is one of a test tool. */
  static boolean isRunner(String line) {
    return RUNNER.matcher(line).find();
  }

  /** Whether a command runs a test tool. */
  public static boolean runsTests(List<String> command) {
    return isRunner(String.join(" ", command));
  }
}
