package atelier.scan;

import java.util.List;

/**
 * The result of scanning files and folders. The components are the crate's JSON.
 *
 * @param report the findings, in the requested form
 * @param skipped the skipped files, and why
 * @param files the number of scanned files
 * @param findings the number of findings
 * @param blocks whether a finding must be fixed
 */
public record TreeReport(
    String report, List<String> skipped, int files, int findings, boolean blocks) {
  public TreeReport {
    skipped = List.copyOf(skipped);
  }

  /**
   * The files to scan and the form of the report.
   *
   * @param paths files and folders
   * @param form {@code text}, {@code json} or {@code sarif} (SARIF 2.1.0)
   * @param syntax whether to report syntax errors too
   */
  public record Request(List<String> paths, String form, boolean syntax) {
    public Request {
      paths = List.copyOf(paths);
    }
  }
}
