package atelier.event;

import java.util.List;

/**
 * The plan of a project: files with their contracts, and the checks that prove it.
 *
 * @param run the command that starts the program; empty if there is none
 * @param delete paths of existing files that are deleted once all others are written
 */
public record Blueprint(
    String summary,
    List<String> assumptions,
    List<FilePlan> files,
    List<String> run,
    List<CheckPlan> checks,
    @AddedInLaterVersion List<String> delete) {
  public Blueprint {
    assumptions = List.copyOf(assumptions);
    files = List.copyOf(files);
    run = List.copyOf(run);
    checks = List.copyOf(checks);
    delete = List.copyOf(delete);
  }

  /** A blueprint that deletes nothing. */
  public Blueprint(
      String summary,
      List<String> assumptions,
      List<FilePlan> files,
      List<String> run,
      List<CheckPlan> checks) {
    this(summary, assumptions, files, run, checks, List.of());
  }
}
