package atelier;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FilePlan;
import atelier.language.LocalToolchains;
import atelier.proof.EnvironmentLack;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.answer.CodeAnswer;
import atelier.role.answer.ExistingPlan;
import atelier.scan.NativeScanner;
import atelier.workspace.PathGuard;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The faults that were met in the field, F1 to F34, each with relatives: a table that says row by
 * row what goes in and what must come out.
 */
final class FaultsTest {
  private static final Set<String> FAULTS = Set.of(
      "F1", "F2", "F3", "F4", "F6", "F7", "F8", "F11", "F12", "F14", "F15", "F17", "F19", "F20",
      "F21", "F25", "F27", "F28", "F31", "F32", "F34");
  private static final List<String> PROJECT = List.of(
      "app.py",
      "main.py",
      "store.py",
      "shop/cart.py",
      "src/util.js",
      "tool.sh",
      "package.json",
      "Gemfile",
      "lib/shop.rb",
      "go.mod",
      "src/main.rs",
      "pom.xml",
      "index.php");

  /** A plan: the commands or the files that are read, or the reason why it is refused. */
  record PlanRow(
      String id,
      String title,
      String answer,
      List<String> checks,
      List<String> files,
      String rejected) {}

  /** A file in an answer: what is read, or the reason why it is refused. */
  record AnswerRow(
      String id, String title, String path, String answer, String content, String rejected) {}

  /** The output of a program: what is missing; empty if the project itself is wrong. */
  record LackRow(String output, String lack) {}

  /** A file that is checked within a project. */
  record FileRow(String id, String title, String path, Map<String, String> tree, boolean refused) {}

  /** A fault that another test holds, as class and method. */
  record OtherRow(String id, String title, String test) {}

  static List<PlanRow> plans() throws Exception {
    return rows("plans.yaml", new TypeReference<List<PlanRow>>() {});
  }

  static List<AnswerRow> answers() throws Exception {
    return rows("answers.yaml", new TypeReference<List<AnswerRow>>() {});
  }

  static List<LackRow> lacks() throws Exception {
    return rows("lacks.yaml", new TypeReference<List<LackRow>>() {});
  }

  static List<FileRow> files() throws Exception {
    return rows("files.yaml", new TypeReference<List<FileRow>>() {});
  }

  static List<OtherRow> others() throws Exception {
    return rows("elsewhere.yaml", new TypeReference<List<OtherRow>>() {});
  }

  private static <T> List<T> rows(String file, TypeReference<List<T>> type) throws Exception {
    try (InputStream table = FaultsTest.class.getResourceAsStream("/faults/" + file)) {
      return new YAMLMapper().readValue(table, type);
    }
  }

  @Test
  void everyFaultHasARow() throws Exception {
    Set<String> ids = new TreeSet<>(Set.of("F7"));
    plans().forEach(row -> ids.add(row.id()));
    answers().forEach(row -> ids.add(row.id()));
    files().forEach(row -> ids.add(row.id()));
    others().forEach(row -> ids.add(row.id()));

    assertThat(ids).isEqualTo(FAULTS);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aPlanIsReadOrRefused(PlanRow row) {
    BlueprintAnswer parsed =
        BlueprintAnswer.parse(row.answer(), "", ExistingPlan.NONE, PathGuard::findViolation);

    if (row.rejected() != null) {
      assertThat(parsed.blueprint()).isNull();
      assertThat(parsed.rejectionReason()).contains(row.rejected());
      return;
    }
    assertThat(parsed.rejectionReason()).isEmpty();
    if (row.checks() != null) {
      assertThat(parsed.blueprint().checks())
          .extracting(check -> check.name() + "=" + check.command())
          .isEqualTo(row.checks());
    } else {
      assertThat(parsed.blueprint().files()).extracting(FilePlan::path).isEqualTo(row.files());
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aFileIsReadOrRefused(AnswerRow row) {
    CodeAnswer parsed =
        CodeAnswer.parse(row.answer(), false, new FilePlan(row.path(), "d", List.of(), ""));

    if (row.rejected() != null) {
      assertThat(parsed.rejectionReason()).contains(row.rejected());
    } else {
      assertThat(parsed.rejectionReason()).isEmpty();
      assertThat(parsed.content()).isEqualTo(row.content());
    }
  }

  @ParameterizedTest
  @MethodSource("lacks")
  void whatTheMachineLacksIsTold(LackRow row) {
    assertThat(EnvironmentLack.find(row.output(), List.of(), PROJECT)
            .map(EnvironmentLack::what)
            .orElse(""))
        .isEqualTo(row.lack());
  }

  @Test
  void rightFilesAreAccepted() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (NativeScanner scanner = NativeScanner.open("")) {
      LocalToolchains toolchains = CompilerSandbox.toolchains(vertx, scanner);
      for (FileRow row : files()) {
        List<String> planned = List.copyOf(row.tree().keySet());
        assertThat(await(toolchains.check(row.path(), row.tree(), planned))
                .diagnostics()
                .isEmpty())
            .as(row.id() + " " + row.title())
            .isNotEqualTo(row.refused());
      }
    } finally {
      await(vertx.close());
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void theTestOfARowExists(OtherRow row) throws Exception {
    String[] test = row.test().split("#", 2);
    assertThat(Arrays.stream(Class.forName(test[0]).getDeclaredMethods()))
        .anyMatch(method -> method.getName().equals(test[1]));
  }
}
