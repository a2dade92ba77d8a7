package atelier.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders in memory (tmpfs(5)) to which a job can write, seen from outside through {@code
 * /proc/PID/root}. bubblewrap limits their bytes and not their files. Runs stat(1); blocking.
 */
final class WritableFolders implements WrittenFiles {
  private static final List<String> NAMES =
      List.of("/work", "/tmp", "/dev/shm", MountPlan.MEASURED);

  /** The first processes still have the root of the host, or one that is not complete. */
  private static final int MAX_CANDIDATES = 6;

  private Optional<String> root = Optional.empty();

  /** Nothing is in them before the job has them, or where that is not visible. */
  @Override
  public Use measure(List<Long> pids) {
    if (root.isEmpty()) {
      root = find(pids.subList(0, Math.min(pids.size(), MAX_CANDIDATES)));
    }
    if (root.isEmpty()) {
      return Use.NONE;
    }
    List<String> words = new ArrayList<>(List.of("stat", "-f", "-c", "%c %d %b %f %S"));
    NAMES.forEach(name -> words.add(root.get() + name));
    return JobUser.lines(words).stream().map(WritableFolders::use).reduce(Use.NONE, Use::plus);
  }

  /** All files, the free ones, all blocks, the free ones, and the size of a block. */
  private static Use use(String line) {
    String[] words = line.split(" ", -1);
    long[] numbers = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Long.parseLong(words[i]);
    }
    return new Use((numbers[2] - numbers[3]) * numbers[4], 0, numbers[0] - numbers[1]);
  }

  /** A process has them if its root is another device than the host's, and its folder a third. */
  private static Optional<String> find(List<Long> pids) {
    List<String> words = new ArrayList<>(List.of("stat", "-L", "-c", "%n %d", "/"));
    List<String> roots = pids.stream().map(pid -> "/proc/" + pid + "/root").toList();
    roots.forEach(path -> words.addAll(List.of(path, path + NAMES.get(0))));
    Map<String, String> devices = new HashMap<>();
    for (String line : JobUser.lines(words)) {
      String[] row = line.split(" ", 2);
      devices.put(row[0], row[1]);
    }
    return roots.stream()
        .filter(path -> {
          String root = devices.getOrDefault(path, "");
          String folder = devices.getOrDefault(path + NAMES.get(0), "");
          return !root.isEmpty()
              && !folder.isEmpty()
              && !root.equals(devices.get("/"))
              && !root.equals(folder);
        })
        .findFirst();
  }
}
