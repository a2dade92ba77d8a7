package atelier.project;

import java.util.List;

/** What becomes of a file's state when a repair or better tests are tried, declined or undone. */
final class FileRepair {
  private FileRepair() {}

  /** The file of which another version is written, which is no repair. */
  static SourceFile rewrite(SourceFile file) {
    return file.withPlan(file.plan()).edit(builder -> builder.rejectedContent = null);
  }

  /** The file that counts the attempts of a later state, and nothing else of it. */
  static SourceFile withAttemptOf(SourceFile file, SourceFile later) {
    return file.edit(builder -> {
      builder.attempts = later.attempts();
      builder.lastNode = later.lastNode();
    });
  }

  /** The file that is as far in the repair policy as an earlier state was. */
  static SourceFile withRepairsOf(SourceFile file, SourceFile earlier) {
    return file.edit(builder -> {
      builder.repairStep = earlier.repairStep();
      builder.problems = earlier.problems();
      builder.problemSignatures = earlier.problemSignatures();
      builder.repeated = earlier.repeated();
    });
  }

  /** The file of which an earlier content is written back. */
  static SourceFile restore(SourceFile file, String content) {
    return file.edit(builder -> {
      builder.writePending = true;
      builder.candidate = null;
      builder.problems = List.of();
      builder.rejectedContent = null;
      builder.withdrawSurrender();
      builder.restored = content;
    });
  }

  /** The file that stays as it is: its Writer sees nothing wrong in it. */
  static SourceFile decline(SourceFile file, int attempt) {
    return file.edit(builder -> {
      builder.attempts = attempt;
      builder.writePending = false;
      builder.problems = List.of();
      builder.rejectedContent = null;
    });
  }
}
