package atelier.bench;

import atelier.rig.ServedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a node's process in MiB.
 *
 * @param heapMiB what the heap holds after a collection
 * @param residentMiB the process's memory
 */
record NodeMemory(long heapMiB, long residentMiB) {
  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"\\} (\\S+)");
  private static final int MEBIBYTE = 1 << 20;

  /** Collects the garbage of a node, then reads its memory. */
  static NodeMemory of(ServedNode node) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), "GC.run")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    Matcher heap = HEAP.matcher(node.send(node.request("/metrics")).body());
    long heapMiB = heap.find() ? (long) (Double.parseDouble(heap.group(1)) / MEBIBYTE) : 0;
    long residentKiB = Files.readString(Path.of("/proc", Long.toString(node.pid()), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
    return new NodeMemory(heapMiB, residentKiB / 1024);
  }
}
