package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.workspace.PathGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a further blueprint deletes, and what it may not delete. */
final class BlueprintDeletionTest {
  private static final String APP = "\"files\":[{\"path\":\"app/calc.py\",\"description\":\"d\"}]";
  private static final CheckPlan UNIT =
      new CheckPlan("unit", List.of("python3", "-m", "unittest", "test_calc"));
  private static final ExistingPlan EXISTING = new ExistingPlan(
      ExistingPlan.ofFiles(List.of(
              new FilePlan("calc.py", "d", List.of(), ""),
              new FilePlan("test_calc.py", "d", List.of("calc.py"), ""),
              new FilePlan("notes/a.md", "d", List.of(), "")))
          .uses(),
      List.of(UNIT),
      List.of("python3", "calc.py"),
      true);
  private static final String RUN = ",\"run\":[\"python3\",\"app/calc.py\"]";
  private static final String CHECKS =
      ",\"checks\":[{\"name\":\"unit\",\"command\":\"python3 -m unittest\"}]";

  private static BlueprintAnswer parse(String answer) {
    return BlueprintAnswer.parse(answer, "", EXISTING, PathGuard::findViolation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"delete\":[\"calc.py\",\"test_calc.py\"]",
        "\"delete\":[\"./calc.py\",\" test_calc.py\",\"calc.py\"]",
        "\"deleted\":[{\"path\":\"calc.py\"},{\"name\":\"test_calc.py\",\"why\":\"moved\"}]",
        "\"remove\":{\"calc.py\":\"moved\",\"test_calc.py\":\"moved\"}",
        "\"delete\":\"calc.py\",\"files_to_delete\":\"test_calc.py\""
      })
  void readsTheFormsThatModelsGive(String deletion) {
    BlueprintAnswer parsed = parse("{" + APP + RUN + CHECKS + "," + deletion + "}");

    assertThat(parsed.rejectionReason()).isEmpty();
    assertThat(parsed.blueprint().delete()).containsExactly("calc.py", "test_calc.py");
    assertThat(parsed.blueprint().assumptions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"\"", "null", "{}"})
  void nothingToDeleteIsNothing(String nothing) {
    BlueprintAnswer parsed = parse("{" + APP + ",\"delete\":" + nothing + "}");

    assertThat(parsed.rejectionReason()).isEmpty();
    assertThat(parsed.blueprint().delete()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"src/calc.py\"] | no file of the project: did you mean \"calc.py\"?",
        "[\"notes/\"] | the folder \"notes/\": list its files: notes/a.md",
        "[\"MANIFEST.md\"] | Atelier writes this file itself",
        "[\".git/config\"] | it configures Git",
        "[\"../x\"] | is not a relative path",
        "[7] | must be a list of paths of existing files, not 7",
        "true | must be a list of paths of existing files, not true",
        "[\"app/calc.py\",\"notes/a.md\"] | \"app/calc.py\", which is no file of the project",
        "[\"calc.py\"] | \"test_calc.py\" uses \"calc.py\", which is in \"delete\"",
        "[\"calc.py\"] | started with `python3 calc.py`, which names \"calc.py\"",
        "[\"test_calc.py\"] | check \"unit\" is `python3 -m unittest test_calc`, which names"
      })
  void saysWhyAFileCannotBeDeleted(String deletion, String reason) {
    BlueprintAnswer parsed = parse("{" + APP + ",\"delete\":" + deletion + "}");

    assertThat(parsed.blueprint()).isNull();
    assertThat(parsed.rejectionReason()).contains(reason);
  }

  @Test
  void givesAllReasonsAtOnce() {
    String files = "\"files\":[{\"path\":\"calc.py\",\"description\":\"d\"},"
        + "{\"path\":\"b.py\",\"description\":\"d\",\"uses\":[\"calc.py\"]}]";

    String reasons = parse("{" + files + ",\"delete\":[\"calc.py\",\"test_calc.py\",\"nope.py\"]}")
        .rejectionReason();

    assertThat(reasons)
        .contains(
            "\"calc.py\" is in \"files\" and in \"delete\"",
            "\"b.py\" uses \"calc.py\"",
            "check \"unit\"",
            "started with",
            "\"nope.py\", which is no file");
  }

  @Test
  void deletesOnly() {
    BlueprintAnswer parsed = parse("{\"files\":[],\"delete\":[\"notes/a.md\"]}");

    assertThat(parsed.rejectionReason()).isEmpty();
    assertThat(parsed.blueprint().delete()).containsExactly("notes/a.md");
  }

  @Test
  void somethingIsLeft() {
    assertThat(parse("{\"files\":[],\"delete\":[\"calc.py\",\"test_calc.py\",\"notes/a.md\"]}")
            .rejectionReason())
        .contains("nothing is left");
  }

  @Test
  void aFirstBlueprintAndAReplacementOfChecksDeleteNothing() {
    String answer = "{" + APP + ",\"delete\":[\"calc.py\"]}";

    assertThat(BlueprintAnswer.parse(answer, "", ExistingPlan.NONE, PathGuard::findViolation)
            .rejectionReason())
        .isEqualTo("nothing exists yet that could be deleted: leave \"delete\" out");
    ExistingPlan redesign =
        new ExistingPlan(EXISTING.uses(), EXISTING.checks(), EXISTING.run(), false);
    assertThat(BlueprintAnswer.parse(answer, "", redesign, PathGuard::findViolation)
            .rejectionReason())
        .contains("only a further request deletes files");
  }

  @Test
  void aFileToDeleteIsNotListedAsOneToWrite() {
    String files = "{\"files\":[{\"path\":\"notes/a.md\",\"description\":\"gone\","
        + "\"action\":\"delete\"}]}";

    assertThat(parse(files).rejectionReason()).contains("\"notes/a.md\" belongs into \"delete\"");
  }

  @Test
  void aMoveBelowTheNameOfAFileIsRefusedAsBefore() {
    String files = "{\"files\":[{\"path\":\"calc.py/calc.py\",\"description\":\"d\"}]" + RUN
        + CHECKS + ",\"delete\":[\"calc.py\",\"test_calc.py\"]}";

    assertThat(parse(files).rejectionReason()).contains("is a file and a folder at once");
  }

  /** The rule of the day that a file was made on counts for it, so that old projects go on. */
  @Test
  void aFileThatIsRefusedTodayNeitherBlocksAFeatureNorMayBeWrittenAgain() {
    String old = ".github/workflows/ci.yml";
    var existing = ExistingPlan.ofFiles(List.of(new FilePlan(old, "d", List.of(), "")));

    var added = BlueprintAnswer.parse("{" + APP + "}", "", existing, PathGuard::findViolation);
    var deleted = BlueprintAnswer.parse(
        "{" + APP + ",\"delete\":[\"" + old + "\"]}", "", existing, PathGuard::findViolation);
    var rewritten = BlueprintAnswer.parse(
        "{" + APP.replace("app/calc.py", old) + "}", "", existing, PathGuard::findViolation);

    assertThat(added.rejectionReason()).isEmpty();
    assertThat(deleted.blueprint().delete()).containsExactly(old);
    assertThat(rewritten.rejectionReason()).contains("begins with a dot");
  }
}
