package atelier.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

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
   * A check failed on a tree that was broken on purpose, as it must.
   *
   * @param check the check's name
   * @param broken the paths of the files that were broken
   * @param exit the exit code; -1 if it was stopped at a limit
   */
  record ControlPassed(String check, List<String> broken, int exit, String tree)
      implements ProofEvent {
    public ControlPassed {
      broken = List.copyOf(broken);
    }
  }

  /** A check did not fail on a tree that was broken on purpose: it proves nothing. */
  record ControlFailed(String check, List<String> broken, int exit, String tree)
      implements ProofEvent {
    public ControlFailed {
      broken = List.copyOf(broken);
    }
  }

  /**
   * Small faults were put into the delivered sources, one at a time.
   *
   * @param tried the number of mutants that were run, within the time budget
   * @param killed the number of mutants that some check noticed
   * @param survivors the mutants that no check noticed
   * @param unproven the paths of sources that can be made unusable without any check noticing
   */
  record MutantsTried(
      int tried, int killed, List<Survivor> survivors, List<String> unproven, String tree)
      implements ProofEvent {
    public MutantsTried {
      survivors = List.copyOf(survivors);
      unproven = List.copyOf(unproven);
    }
  }

  /** An acceptance check could not be run. */
  record CheckSkipped(String name, String reason, String tree) implements ProofEvent {}
}
