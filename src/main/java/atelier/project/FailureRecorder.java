package atelier.project;

import atelier.event.Evidence;
import java.util.Optional;

/** Records failures, and gives the file at fault to the Writer unless none is to be blamed. */
final class FailureRecorder {
  private static final int MAX_FAILURES = 200;

  private final ProjectBuilder builder;

  FailureRecorder(ProjectBuilder builder) {
    this.builder = builder;
  }

  /** Records that an accepted version failed at run time, with the end of the output. */
  void recordRun(String path, String source, String run, Evidence evidence) {
    recordRun(path, source, run, evidence, Optional.empty());
  }

  /** The same for a flaky run: {@code passed} is the run that passed on the same files. */
  void recordRun(
      String path, String source, String run, Evidence evidence, Optional<Evidence> passed) {
    if (blamesNobody()) {
      recordUnblamed(RunFailureText.summarize(run, evidence));
      return;
    }
    String text = RunFailureText.describe(run, evidence, passed);
    SourceFile failed = builder.files.get(path);
    record(path, failed == null ? 0 : failed.attempts(), source, text);
    builder.updateFile(
        path, file -> file.withRunFailure(new Problem(source, text), builder.repairPolicy()));
  }

  /** Whether a failure is nobody's fault: in a verification, and while better tests are tried. */
  boolean blamesNobody() {
    return builder.verification.isActive()
        || builder.rewrite.filter(TestRewrite::isOpen).isPresent();
  }

  /** Records a failure that ends the verification, or the trial of better tests. */
  void recordUnblamed(String text) {
    if (builder.verification.isActive()) {
      builder.verification = builder.verification.withFailure(text);
    } else {
      builder.rewrite = builder.rewrite.map(tests -> tests.withFailure(text));
    }
  }

  void record(String file, int attempt, String source, String text) {
    if (builder.failures.size() < MAX_FAILURES) {
      builder.failures.add(new Failure(file, attempt, source, text));
    }
  }
}
