package atelier.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Evidence about the finished files: runs of programs and checks, negative controls, mutants. Its
 * records are on the wire like those of {@link Event}.
 */
public sealed interface ProofEvent extends Event {
  /** A program ran successfully; {@code note}: how that was decided. */
  record ExecutionSuccess(
      String file, int attempt, @JsonUnwrapped Evidence evidence, String note)
      implements ProofEvent {}

  /**
   * A program ran and failed.
   *
   * @param cause the file that must be fixed: itself, or one that it uses
   */
  record ExecutionFailure(
      String file, int attempt, String cause, @JsonUnwrapped Evidence evidence, String note)
      implements ProofEvent {}

  /**
   * A file was not run.
   *
   * @param runnable whether it is a program, so that evidence of a run is missing
   */
  record ExecutionSkipped(String file, int attempt, boolean runnable, String reason, String tree)
      implements ProofEvent {}

  /** An acceptance check exited with 0. */
  record CheckPassed(String name, @JsonUnwrapped Evidence evidence) implements ProofEvent {}

  /**
   * An acceptance check failed.
   *
   * @param cause the file that must be fixed; empty if none was found
   */
  record CheckFailed(
      String name, String cause, @JsonUnwrapped Evidence evidence) implements ProofEvent {}

  /**
   * A check or example failed on a tree that was broken on purpose, as it must.
   *
   * @param check the check's name
   * @param broken the paths of the files that were broken
   * @param exit the exit code; -1 if it was stopped at a limit
   * @param kind {@code example} if {@code check} is the name of an example; empty for a check
   */
  record ControlPassed(
      String check,
      List<String> broken,
      int exit,
      String tree,
      @AddedInLaterVersion String kind) implements ProofEvent {
    public ControlPassed {
      broken = List.copyOf(broken);
    }

    /** The control of a check. */
    public ControlPassed(String check, List<String> broken, int exit, String tree) {
      this(check, broken, exit, tree, "");
    }
  }

  /** A check or example did not fail on a tree that was broken on purpose: it proves nothing. */
  record ControlFailed(
      String check,
      List<String> broken,
      int exit,
      String tree,
      @AddedInLaterVersion String kind) implements ProofEvent {
    public ControlFailed {
      broken = List.copyOf(broken);
    }

    /** The control of a check. */
    public ControlFailed(String check, List<String> broken, int exit, String tree) {
      this(check, broken, exit, tree, "");
    }
  }

  /**
   * Small faults were put into the delivered sources, one at a time.
   *
   * @param tried the number of mutants that were run, within the time budget
   * @param killed the number of mutants that some check noticed
   * @param survivors the mutants that no check noticed
   * @param unproven the paths of sources that can be made unusable without any check noticing
   * @param part which part of the faults these are, counted from 1; empty for all of them
   * @param parts the number of parts
   */
  record MutantsTried(
      int tried,
      int killed,
      List<Survivor> survivors,
      List<String> unproven,
      String tree,
      @AddedInLaterVersion Optional<Integer> part,
      @AddedInLaterVersion Optional<Integer> parts)
      implements ProofEvent {
    public MutantsTried {
      survivors = List.copyOf(survivors);
      unproven = List.copyOf(unproven);
    }

    /** All faults in one part. */
    public MutantsTried(
        int tried, int killed, List<Survivor> survivors, List<String> unproven, String tree) {
      this(tried, killed, survivors, unproven, tree, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Acceptance examples were made for the current feature, before any code.
   *
   * @param examples those of this feature; those of earlier features stay in force
   * @param cannotShow the words of the spec that no example can show
   */
  record ExamplesReady(
      List<Example> examples,
      List<CannotShow> cannotShow,
      @JsonUnwrapped Usage usage) implements ProofEvent {
    public ExamplesReady {
      examples = List.copyOf(examples);
      cannotShow = List.copyOf(cannotShow);
    }
  }

  /** Acceptance examples were rejected; the reason is sent back to the model. */
  record ExamplesRejected(
      int attempt, String reason, @JsonUnwrapped Usage usage) implements ProofEvent {}

  /** The program did what an example expects. */
  record ExamplePassed(String name, @JsonUnwrapped Evidence evidence) implements ProofEvent {}

  /**
   * The program did not do what an example expects; the evidence lists each difference.
   *
   * @param cause the file that a stack trace names; empty if there is none
   * @param observed what the prober reported, with long texts cut
   */
  record ExampleFailed(
      String name, String cause, @JsonUnwrapped Evidence evidence, JsonNode observed)
      implements ProofEvent {}

  /** An example could not be run. */
  record ExampleSkipped(String name, String reason, String tree) implements ProofEvent {}

  /** An example is no longer in force, because the spec contradicts it; see its verdict. */
  record ExampleWithdrawn(String name, String reason) implements ProofEvent {}

  /**
   * A run failed because the machine does not have something: no file of the project is at fault. A
   * {@code check_skipped}, {@code example_skipped} or {@code execution_skipped} follows.
   *
   * @param subject the name of the check or example; empty for the start command
   * @param what what is missing
   * @param remedy what a person can do, as a command where there is one
   */
  record EnvironmentLacking(
      String subject,
      String what,
      String remedy,
      @JsonUnwrapped Evidence evidence) implements ProofEvent {}

  /** An acceptance check could not be run. */
  record CheckSkipped(String name, String reason, String tree) implements ProofEvent {}
}
