package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders of a job on a disk, where no namespace gives it folders in memory. Files without a
 * name, and in folders that cannot be entered, are not counted: so the free space of the disk is
 * looked at too, of which a part stays free. Runs find(1); blocking.
 */
final class DiskFolders implements WrittenFiles {
  /** No job takes more of the disk, however it hides that. */
  private static final long MIN_FREE_BYTES = 1L << 30;

  private static final long BLOCK_BYTES = 512;

  private final List<Path> folders;
  private final Path disk;
  private final long freeBefore;

  /**
   * The folders of a job that is not running yet.
   *
   * @param disk a folder that exists on the same disk
   */
  DiskFolders(Path disk, List<Path> folders) {
    this.disk = disk;
    this.folders = List.copyOf(folders);
    freeBefore = free(disk);
  }

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public Use measure(List<Long> pids) {
    List<String> words = new ArrayList<>(List.of("find"));
    folders.forEach(folder -> words.add(folder.toString()));
    words.addAll(List.of("-printf", "%b\\n"));
    Use counted = JobUser.lines(words).stream()
        .map(blocks -> new Use(0, Long.parseLong(blocks) * BLOCK_BYTES, 1))
        .reduce(Use.NONE, Use::plus);
    long taken = freeBefore - free(disk);
    boolean isHidden = taken > freeBefore - Math.min(MIN_FREE_BYTES, freeBefore / 2);
    return isHidden ? new Use(0, Math.max(taken, counted.diskBytes()), counted.files()) : counted;
  }
}
