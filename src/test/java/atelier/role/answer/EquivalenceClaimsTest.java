package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.EquivalentMutant;
import atelier.event.FilePlan;
import atelier.event.Survivor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims that a mutant behaves like the original. */
final class EquivalenceClaimsTest {
  private static final FilePlan TESTS = new FilePlan("test_store.py", "d", List.of(), "");

  private static final List<Survivor> SURVIVORS = List.of(
      new Survivor("src/store.py", 12, "<", "<="), new Survivor("src/store.py", 12, "1", ""));

  private static List<EquivalentMutant> parse(String answer) {
    return EquivalenceClaims.parse(answer, SURVIVORS);
  }

  @Test
  void findsAClaimAboutASurvivor() {
    EquivalentMutant claim =
        new EquivalentMutant("src/store.py", 12, "<", "<=", "ids never repeat");

    assertThat(parse("Equivalent: src/store.py:12 `<` → `<=`: ids never repeat"))
        .containsExactly(claim);
    assertThat(parse("- **Equivalent:** `src/store.py:12` `<` -> `<=`: ids never repeat\n"
            + "Equivalent: src/store.py:12 `<` → `<=`: again"))
        .containsExactly(claim);
    assertThat(parse("Equivalent: " + SURVIVORS.get(1).name() + ": unused")).hasSize(1);
  }

  @Test
  void ignoresOtherMutantsAndClaimsWithoutAReason() {
    assertThat(parse("Equivalent: src/store.py:13 `<` → `<=`: no")).isEmpty();
    assertThat(parse("Equivalent: src/store.py:12 `<` → `>`: no")).isEmpty();
    assertThat(parse("Equivalent: src/store.py:12 `<` → `<=`: ")).isEmpty();
    assertThat(parse("All of them are equivalent.")).isEmpty();
  }

  @Test
  void limitsTheReason() {
    assertThat(parse("Equivalent: src/store.py:12 `<` → `<=`: " + "x".repeat(9_000))
            .get(0)
            .reason())
        .hasSize(500);
  }

  @Test
  void aClaimIsNoCommitMessage() {
    CodeAnswer answer = CodeAnswer.parse(
        "Equivalent: src/store.py:12 `<` → `<=`: no\nCommit: Test the limit\n```\nx\n```\n",
        false,
        TESTS);

    assertThat(answer.message()).isEqualTo("Test the limit");
    assertThat(CodeAnswer.parse("Equivalent: all", false, TESTS).hasNoFile()).isTrue();
  }
}
