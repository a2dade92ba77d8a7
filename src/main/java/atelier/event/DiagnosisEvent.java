package atelier.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * What follows from failed evidence: who is at fault, which repairs are undone, which tests are
 * asked for. Its records are on the wire like those of {@link Event}.
 */
public sealed interface DiagnosisEvent extends Event {
  /**
   * The spec alone was asked what should have happened, several times, without code or example.
   *
   * @param example the name of the example or check
   * @param point what the example, or the test, and the program disagree about
   * @param verdict {@code code} if the code is wrong, {@code example} if the example is, {@code
   *     disputed} if the spec does not decide it
   * @param answers each answer as its words of the spec and the expectation it drew from them
   * @param kind {@code check} for a test of a check; empty for an example
   */
  record VerdictGiven(
      String example,
      String point,
      String verdict,
      List<String> answers,
      @JsonUnwrapped Usage usage,
      @AddedInLaterVersion String kind)
      implements DiagnosisEvent {
    public VerdictGiven {
      answers = List.copyOf(answers);
    }

    /** A verdict about an example. */
    public VerdictGiven(
        String example, String point, String verdict, List<String> answers, Usage usage) {
      this(example, point, verdict, answers, usage, "");
    }
  }

  /**
   * It was found out who is at fault for a failure.
   *
   * @param example the name of the example or check; empty for the start command
   * @param cause the file that must be fixed; empty if none is at fault, or none was found
   * @param kind {@code check} or {@code start}; empty for an example
   * @param fault "code", "test", "check" or "unknown"; empty for code
   * @param tests the failed tests that it is about; empty for all
   * @param why what tells so, in a sentence
   * @param usage what the question to a model took; empty if none was asked
   */
  record CauseFound(
      String example,
      String cause,
      String tree,
      @AddedInLaterVersion String kind,
      @AddedInLaterVersion String fault,
      @AddedInLaterVersion List<String> tests,
      @AddedInLaterVersion String why,
      @AddedInLaterVersion Optional<Usage> usage)
      implements DiagnosisEvent {
    public CauseFound {
      tests = List.copyOf(tests);
    }

    /** The file that makes an example fail. */
    public CauseFound(String example, String cause, String tree) {
      this(example, cause, tree, "", "", List.of(), "", Optional.empty());
    }
  }

  /**
   * A repair did not help: the same failures remain. The version before it is written back.
   *
   * @param attempt the attempt that is undone
   */
  record RepairUndone(String file, int attempt, String reason) implements DiagnosisEvent {}

  /**
   * The Writer of a test is asked for tests that notice these small faults, once in a feature.
   *
   * @param file the test file
   */
  record SurvivorsReported(String file, List<Survivor> survivors) implements DiagnosisEvent {
    public SurvivorsReported {
      survivors = List.copyOf(survivors);
    }
  }

  /** The tests written for the survivors did not help: the version before them stays. */
  record RewriteRejected(String file, String reason) implements DiagnosisEvent {}
}
