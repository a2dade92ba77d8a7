package atelier.project;

import atelier.event.Evidence;
import java.util.Set;

/** Records failures, and gives the file at fault to the Writer unless none is to be blamed. */
final class FailureRecorder {
  private static final int MAX_FAILURES = 200;

  private final ProjectBuilder builder;

  FailureRecorder(ProjectBuilder builder) {
    this.builder = builder;
  }

  /**
   * A failed run as the Writer of the file at fault sees it.
   *
   * @param subject see {@link Diagnosis#subject}
   * @param source the kind of the problem, such as {@code check}
   * @param text what failed
   * @param keys the failures, see {@link FailureKey}
   */
  record FailedRun(String subject, String source, String text, Set<String> keys) {}

  /**
   * Blames a file for a failure, and begins the trial of its repair; for a lock file its manifest.
   */
  void blame(String fault, FailedRun run) {
    String path = builder.setups.writtenFor(fault);
    SourceFile file = builder.files.get(path);
    if (file == null) {
      return;
    }
    record(path, file.attempts(), run.source(), run.text());
    Project project = builder.build();
    builder.diagnosis.explained.put(run.subject(), project.treeHash());
    Version accepted = file.accepted();
    if (accepted != null) {
      builder.diagnosis.trials.compute(
          path,
          (key, open) -> open != null && !open.restoring() && open.before().equals(accepted)
              ? open.withFailures(run.subject(), run.keys())
              : RepairTrial.of(accepted, run.subject(), run.keys(), project));
    }
    String text = run.text() + builder.diagnosis.triedIn(path, run.keys());
    builder.updateFile(
        path, old -> old.withRunFailure(new Problem(run.source(), text), builder.repairPolicy()));
  }

  /** Whether a failure is nobody's fault: in a verification, and while better tests are tried. */
  boolean blamesNobody() {
    return builder.verification.isActive()
        || builder.rewrite.filter(TestRewrite::isOpen).isPresent();
  }

  /** Records a failure that ends the verification, or the trial of better tests. */
  void recordUnblamed(String run, Evidence evidence) {
    String text = RunFailureText.summarize(run, evidence);
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
