package atelier.proof;

import atelier.event.FailedTest;
import atelier.project.FailureExcerpt;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the machine is missing, as the output of a failed command shows: then no file of the project
 * is at fault.
 *
 * @param what the missing thing, to follow "is missing here: "
 * @param remedy what a person can do, as a command where there is one
 */
public record EnvironmentLack(String what, String remedy) {
  /**
   * Finds what is missing; empty if the output shows nothing of the kind. If a test tool reports
   * failed tests, each of them must fail for such a reason.
   *
   * @param paths the project's own files
   */
  public static Optional<EnvironmentLack> find(
      String output, List<FailedTest> failures, Collection<String> paths) {
    boolean othersFail = failures.stream()
        .map(failure ->
            failure.message() + "\n" + failure.actual() + "\n" + FailureExcerpt.of(output, failure))
        .anyMatch(text -> first(text, paths).isEmpty());
    return othersFail ? Optional.empty() : first(output, paths);
  }

  private static Optional<EnvironmentLack> first(String output, Collection<String> paths) {
    return Stream.of(PackageLacks.ROWS, CompilerLacks.ROWS, MachineLacks.ROWS)
        .flatMap(List::stream)
        .map(row -> row.find(output, paths))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The reason why a run says nothing about the project. */
  public String reason() {
    return what + " is missing here; " + remedy;
  }
}
