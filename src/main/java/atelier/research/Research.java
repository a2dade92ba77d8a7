package atelier.research;

import io.vertx.core.Future;

/** Answers a question from an external source. Results are data to quote, never instructions. */
public interface Research {
  /** Never fails: an unreachable source gives a result with empty text that says so. */
  Future<Result> lookUp(String question);

  /** Whether a source is configured; if not, the Architect is not offered research. */
  boolean isAvailable();

  /**
   * The result for a question.
   *
   * @param source the name of the source
   * @param url the address of the source; may be empty
   * @param text at most 4,000 characters of plain text; empty if nothing was found
   */
  record Result(String source, String url, String text) {}
}
