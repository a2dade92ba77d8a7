package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Survivor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sum of the parts in which faults are tried. */
final class MutationScoreTest {
  private static final Survivor IN_A = new Survivor("a.py", 1, "<", "<=");
  private static final Survivor IN_B = new Survivor("b.py", 2, "1", "2");

  private static MutantsTried part(
      int number, int tried, List<Survivor> survivors, List<String> unproven) {
    return new MutantsTried(
        tried,
        tried - survivors.size(),
        survivors,
        unproven,
        "tree",
        Optional.of(number),
        Optional.of(2));
  }

  @Test
  void isCompleteWithAllPartsInAnyOrder() {
    MutantsTried one = part(1, 5, List.of(IN_A), List.of());
    MutantsTried two = part(2, 4, List.of(IN_B), List.of());
    MutationScore half = MutationScore.after(null, two);
    MutationScore whole = MutationScore.after(half, one);

    assertThat(half.isComplete()).isFalse();
    assertThat(whole.isComplete()).isTrue();
    assertThat(whole.tried()).isEqualTo(9);
    assertThat(whole.killed()).isEqualTo(7);
    assertThat(whole.survivors()).containsExactlyInAnyOrder(IN_A, IN_B);
    assertThat(MutationScore.after(whole, one)).isEqualTo(whole);
  }

  @Test
  void doesNotCountSurvivorsInFilesThatNoCheckExercises() {
    MutantsTried survived = part(1, 5, List.of(IN_A, IN_B), List.of());
    MutantsTried unproven = part(2, 4, List.of(), List.of("b.py"));

    for (List<MutantsTried> order :
        List.of(List.of(survived, unproven), List.of(unproven, survived))) {
      MutationScore score =
          MutationScore.after(MutationScore.after(null, order.get(0)), order.get(1));
      assertThat(score.survivors()).containsExactly(IN_A);
      assertThat(score.tried()).isEqualTo(8);
      assertThat(score.killed()).isEqualTo(7);
      assertThat(score.unproven()).containsExactly("b.py");
    }
  }

  @Test
  void saysNothingBeforeItIsComplete() {
    MutationScore half = MutationScore.after(null, part(1, 1, List.of(IN_A), List.of()));

    assertThat(half.noticesNothing()).isFalse();
    assertThat(MutationScore.after(half, part(2, 0, List.of(), List.of())).noticesNothing())
        .isTrue();
  }

  @Test
  void aLineWithoutPartsIsTheWholeAsItWasWritten() {
    MutantsTried whole = new MutantsTried(4, 3, List.of(IN_A), List.of("a.py"), "tree");
    MutationScore before = MutationScore.after(null, part(1, 5, List.of(), List.of()));

    MutationScore score = MutationScore.after(before, whole);
    assertThat(score).isEqualTo(new MutationScore("tree", 4, 3, List.of(IN_A), List.of("a.py")));
    assertThat(score.isComplete()).isTrue();
  }

  @Test
  void isBetterOnlyWithALargerShareAndTheSameSources() {
    MutationScore old = new MutationScore("t", 10, 5, List.of(), List.of());

    assertThat(new MutationScore("u", 6, 4, List.of(), List.of()).isBetterThan(old))
        .isTrue();
    assertThat(new MutationScore("u", 10, 5, List.of(), List.of()).isBetterThan(old))
        .isFalse();
    assertThat(new MutationScore("u", 0, 0, List.of(), List.of()).isBetterThan(old))
        .isFalse();
    assertThat(new MutationScore("u", 5, 5, List.of(), List.of("a.py")).isBetterThan(old))
        .isFalse();
  }
}
