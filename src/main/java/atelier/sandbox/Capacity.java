package atelier.sandbox;

/**
 * How much the jobs of one sandbox may use.
 *
 * @param places how many run at the same time
 * @param memoryBytes the memory of each
 * @param fileBytes the size of each file
 * @param temporaryBytes the size of {@code /tmp}
 */
record Capacity(int places, long memoryBytes, long fileBytes, long temporaryBytes) {
  private static final long MEBIBYTE = 1L << 20;
  private static final long PROGRAM_FILE_BYTES = 64 * MEBIBYTE;
  private static final long COMPILER_MEMORY_BYTES = 1_024 * MEBIBYTE;

  static Capacity ofPrograms(int places, long memoryBytes) {
    return new Capacity(places, memoryBytes, PROGRAM_FILE_BYTES, 256 * MEBIBYTE);
  }

  static Capacity ofCompilers(int places) {
    return ofPrograms(places, COMPILER_MEMORY_BYTES);
  }

  /** Packages have files of 200 MB, and are unpacked in {@code /tmp}; some compile. */
  static Capacity ofInstalls() {
    return new Capacity(1, 2_048 * MEBIBYTE, 512 * MEBIBYTE, 1_024 * MEBIBYTE);
  }
}
