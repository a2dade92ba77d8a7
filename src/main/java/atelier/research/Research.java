package atelier.research;

import io.vertx.core.Future;

/** Looks a question up outside. What it finds is data to be quoted, never instructions. */
public interface Research {
  /**
   * Never fails: an unreachable source gives an answer with empty text and a source that says so.
   */
  Future<Result> lookUp(String question);

  /** Whether there is anybody to ask; when not, the Architect is not offered research. */
  boolean isAvailable();

  /**
   * What was found.
   *
   * @param source who says so
   * @param url where; may be empty
   * @param text at most 4 KiB of plain text; empty when nothing was found
   */
  record Result(String source, String url, String text) {}
}
