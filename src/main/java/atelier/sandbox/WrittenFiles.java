package atelier.sandbox;

import java.util.List;

/** What a job has written into the folders that it may write to. Blocking. */
interface WrittenFiles {
  /** The bytes of all files where they are on a disk and not in memory. */
  long MAX_DISK_BYTES = 512L << 20;

  /**
   * What is in the folders.
   *
   * @param memoryBytes the memory of the content of files
   * @param diskBytes the content of files on a disk
   * @param files files and folders
   */
  record Use(long memoryBytes, long diskBytes, long files) {
    static final Use NONE = new Use(0, 0, 0);

    Use plus(Use other) {
      return new Use(
          memoryBytes + other.memoryBytes, diskBytes + other.diskBytes, files + other.files);
    }
  }

  /** Measures now, for a job with these processes. */
  Use measure(List<Long> pids);
}
