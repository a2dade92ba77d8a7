package atelier.bench;

import atelier.Await;
import atelier.event.Entry;
import atelier.event.Event.ProjectFinished;
import atelier.schedule.BenchStudio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How much the studio itself costs: a model that answers at once, and nothing is run. */
final class StudioBench {
  private StudioBench() {}

  public static void main(String[] arguments) throws Exception {
    int projects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    Path folder = Files.createTempDirectory("atelier-bench-");
    try (BenchStudio studio = BenchStudio.start(folder)) {
      measure(studio, "warm-up", 40);
      measure(studio, "measured", projects);
    }
    System.out.printf("peak RSS %d MiB%n", peakMiB());
    try (var files = Files.walk(folder)) {
      files.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static void measure(BenchStudio studio, String name, int projects) throws Exception {
    Map<String, Long> begunNs = new ConcurrentHashMap<>();
    List<Long> took = Collections.synchronizedList(new ArrayList<>());
    AtomicLong events = new AtomicLong();
    CountDownLatch left = new CountDownLatch(projects);
    var subscription = studio.follow((Entry entry) -> {
      events.incrementAndGet();
      if (entry.event() instanceof ProjectFinished) {
        took.add(System.nanoTime() - begunNs.get(entry.project()));
        left.countDown();
      }
    });
    long startNs = System.nanoTime();
    for (int i = 0; i < projects; i++) {
      String id = name + "-" + i;
      begunNs.put(id, System.nanoTime());
      Await.await(studio.request(id));
    }
    if (!left.await(10, TimeUnit.MINUTES)) {
      throw new IllegalStateException(left.getCount() + " projects did not end");
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    subscription.close();
    Collections.sort(took);
    System.out.printf(
        "%s: %d four-file projects in %.1f s: %.1f projects/s, %.0f events/s, p95 %s%n",
        name,
        projects,
        seconds,
        projects / seconds,
        events.get() / seconds,
        Duration.ofNanos(took.get(took.size() * 95 / 100)));
  }

  private static long peakMiB() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
