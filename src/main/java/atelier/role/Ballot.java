package atelier.role;

import atelier.project.ExampleVerdict.Decision;
import atelier.proof.Disagreement.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what up to three answers from the spec say about a disagreement: the majority decides. */
final class Ballot {
  static final int ANSWERS = 3;
  private static final int MAJORITY = 2;

  private final List<Vote> votes = new ArrayList<>();

  void add(Vote vote) {
    votes.add(vote);
  }

  /** The decision; empty while a further answer can make one. */
  Optional<Decision> decision() {
    if (count(Vote.CODE_IS_WRONG) >= MAJORITY) {
      return Optional.of(Decision.CODE);
    }
    if (count(Vote.EXPECTATION_IS_WRONG) >= MAJORITY) {
      return Optional.of(Decision.EXAMPLE);
    }
    return count(Vote.SILENT) >= MAJORITY || votes.size() == ANSWERS
        ? Optional.of(Decision.DISPUTED)
        : Optional.empty();
  }

  private long count(Vote vote) {
    return votes.stream().filter(vote::equals).count();
  }
}
