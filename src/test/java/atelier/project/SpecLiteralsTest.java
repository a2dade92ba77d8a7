package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks which literals are found in a spec, and of which kind. */
final class SpecLiteralsTest {
  @Test
  void findsEachKindOfLiteral() {
    String spec = "`add` writes todo.json, with --file another one. POST /items returns 201; "
        + "at most 50 items. It prints \"Too many\", raises LimitError and exits with code 3.";

    assertThat(SpecLiterals.of(spec))
        .extracting(literal -> literal.kind() + ": " + literal.text())
        .containsExactly(
            "code: add",
            "file name: todo.json",
            "flag: --file",
            "route: POST /items",
            "status code: 201",
            "limit: 50",
            "quoted text: Too many",
            "name: LimitError",
            "exit code: 3");
  }

  @Test
  void namesEachLiteralOnceAndOnlyByItsFirstKind() {
    assertThat(SpecLiterals.of("`--file` and --file, then `--file`"))
        .extracting(SpecLiterals.Literal::kind)
        .containsExactly("flag");
    assertThat(SpecLiterals.of("A plain sentence without any.")).isEqualTo(List.of());
  }

  @Test
  void findsAtMost100() {
    StringBuilder spec = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      spec.append("`name").append(i).append("` ");
    }
    assertThat(SpecLiterals.of(spec.toString())).hasSize(100);
  }
}
