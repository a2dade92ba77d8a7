package atelier.scan;

import java.util.List;

/**
 * What scanning files and folders came to.
 *
 * @param report the findings, in the form that was asked for
 * @param skipped what was passed over, and why
 * @param files how many were looked at
 * @param findings how many there are
 * @param blocks whether anything must be mended
 */
public record TreeReport(
    String report, List<String> skipped, int files, int findings, boolean blocks) {
  public TreeReport {
    skipped = List.copyOf(skipped);
  }

  /**
   * What to scan.
   *
   * @param paths files and folders
   * @param form {@code text}, {@code json}, or {@code sarif} in its version 2.1.0
   * @param syntax whether errors of syntax are told too
   */
  public record Request(List<String> paths, String form, boolean syntax) {
    public Request {
      paths = List.copyOf(paths);
    }
  }
}
