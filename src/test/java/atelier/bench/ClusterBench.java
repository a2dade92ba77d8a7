package atelier.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the cluster brings and costs: {@code scripts/bench cluster [speedup] [size] [append]}; all
 * of them where none is named.
 */
final class ClusterBench {
  private ClusterBench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> parts =
        arguments.length == 0 ? List.of("speedup", "append", "size") : List.of(arguments);
    Path folder = Files.createTempDirectory("atelier-bench-");
    try {
      for (String part : parts) {
        switch (part) {
          case "speedup" -> SpeedUp.measure(folder.resolve(part));
          case "append" -> Appends.measure(folder.resolve(part));
          case "size" -> CapacityBench.measure(folder.resolve(part));
          default -> throw new IllegalArgumentException("speedup, append or size, not " + part);
        }
      }
    } finally {
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
  }
}
