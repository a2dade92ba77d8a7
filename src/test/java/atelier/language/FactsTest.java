package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.language.facts.FactChecker;
import atelier.language.facts.FactReport;
import atelier.language.source.SourceTree;
import atelier.scan.NativeScanner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts across files that are wrong, and those that only look so, in each language. */
final class FactsTest {
  private static final NativeScanner SCANNER = NativeScanner.open("");

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static FactReport report(CheckedProject project, String path, Set<String> unsettled) {
    SourceTree sources = project.at(path);
    Language language = Languages.of(path).orElseThrow();
    var own = SCANNER.analyze(path, sources.text());
    assertThat(own.problems()).isEmpty();
    return new FactChecker(
            language.name(),
            sources,
            language.imports.orElseThrow().ecosystem(),
            unsettled,
            other -> SCANNER.analyze(other, sources.files().get(other)).facts())
        .report(own.facts());
  }

  private static List<String> errors(CheckedProject project, String path) {
    return report(project, path, Set.of()).errors().stream()
        .map(Diagnostic::message)
        .toList();
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("atelier.language.WrongFacts#samples")
  void wrongFactsAreReported(CheckedProject project, String path, String text, String message) {
    assertThat(errors(project.with(path, text), path))
        .singleElement()
        .asString()
        .contains(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("atelier.language.UnsureFacts#samples")
  void unsureFactsAreNotReported(String why, CheckedProject project, String path, String text) {
    assertThat(errors(project.with(path, text), path)).as(why).isEmpty();
  }

  @Test
  void aFileThatIsNotWrittenOrAboutToChangeIsNotReported() {
    CheckedProject project =
        FactProjects.PYTHON.with("app.py", "from store import sum", "from plan import x");

    assertThat(report(project.planning("plan.py"), "app.py", Set.of("store.py")).errors())
        .isEmpty();
    assertThat(errors(project.planning("plan.py"), "app.py")).hasSize(1);
  }

  @Test
  void whatMayBeIntendedIsAWarning() {
    CheckedProject surplus =
        FactProjects.SCRIPT.with("a.js", "import { add } from './store.js';", "add(1, 2);");
    CheckedProject silent = FactProjects.PYTHON.with("test_a.py", "def test_a():", "    print(1)");

    assertThat(report(surplus, "a.js", Set.of()).errors()).isEmpty();
    assertThat(report(surplus, "a.js", Set.of()).warnings()).hasSize(1);
    assertThat(report(silent, "test_a.py", Set.of()).errors()).isEmpty();
    assertThat(report(silent, "test_a.py", Set.of()).warnings()).hasSize(1);
  }
}
