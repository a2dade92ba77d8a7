package atelier.project;

import atelier.event.FilePlan;
import java.util.List;
import java.util.Set;

/** Takes a file back to its accepted version, where a person continues a project or gives up. */
final class FileRetry {
  private FileRetry() {}

  /**
   * The file at the start of the repair policy. If only runs failed, they are repeated on the
   * accepted version before the Writer is asked.
   */
  static SourceFile retried(SourceFile file) {
    return withoutRunFailures(file.withHint(""));
  }

  /** The file with its accepted version due to run again, if runs are all that failed. */
  static SourceFile withoutRunFailures(SourceFile file) {
    boolean onlyRunsFailed = file.accepted() != null
        && file.candidate() == null
        && !file.problems().isEmpty()
        && file.problems().stream().allMatch(Problem::isRunFailure);
    return onlyRunsFailed
        ? file.edit(builder -> {
          builder.repairStep = RepairPolicy.BEFORE_FIRST;
          builder.problemSignatures = Set.of();
          builder.repeated = false;
          builder.withdrawSurrender();
          builder.writePending = false;
          builder.problems = List.of();
        })
        : file;
  }

  /** The accepted file without what a cancelled feature planned and tried. */
  static SourceFile withoutFeature(SourceFile file, FilePlan earlier) {
    return file.withPlan(earlier).edit(builder -> {
      builder.writePending = false;
      builder.rejectedContent = null;
    });
  }
}
