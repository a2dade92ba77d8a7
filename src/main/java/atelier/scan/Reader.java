package atelier.scan;

/** Reads a file by the grammar of its language. Blocking: call it on a worker. */
@FunctionalInterface
public interface Reader {
  /** Where nothing can be read. */
  Reader NONE = (path, text) -> Reading.NONE;

  /**
   * What a file says about itself; its path tells the language.
   *
   * @throws Scanner.ScanFailure when it is too long, or could not be read in time
   */
  Reading read(String path, String text);
}
