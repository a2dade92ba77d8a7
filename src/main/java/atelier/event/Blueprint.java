package atelier.event;

import java.util.List;

/**
 * What is to be built: files with their contracts, and how it is proven.
 *
 * @param run the command that starts the program; empty where there is none
 */
public record Blueprint(
    String summary,
    List<String> assumptions,
    List<FilePlan> files,
    List<String> run,
    List<CheckPlan> checks) {
  public Blueprint {
    assumptions = List.copyOf(assumptions);
    files = List.copyOf(files);
    run = List.copyOf(run);
    checks = List.copyOf(checks);
  }
}
