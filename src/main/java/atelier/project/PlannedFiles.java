package atelier.project;

import atelier.event.FilePlan;

/** The files that a blueprint plans: new ones, and new versions of existing ones. */
final class PlannedFiles {
  private PlannedFiles() {}

  /** Plans a file. One that installing packages made stays what it is. */
  static void add(ProjectBuilder builder, FilePlan plan) {
    if (!builder.setups.isMade(plan.path())) {
      builder.files.merge(
          plan.path(),
          SourceFile.planned(plan, attemptsBefore(builder, plan.path())),
          (old, added) -> old.withPlan(plan));
    }
  }

  /** The attempts of a file that was deleted or left unfinished, which are counted further. */
  static int attemptsBefore(ProjectBuilder builder, String path) {
    Integer attempts = builder.deletedFiles.remove(path);
    return attempts == null ? 0 : attempts;
  }
}
