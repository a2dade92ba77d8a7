package atelier.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How late clients of the feed hear what happens, and what they cost: all follow one project. */
final class FeedBench {
  private static final int WARM_UP_SECONDS = 10;
  private static final int PATIENCE_SECONDS = 60;

  private FeedBench() {}

  public static void main(String[] arguments) throws Exception {
    int clients = number(arguments, 0, 1_000);
    int rate = number(arguments, 1, 200);
    int seconds = number(arguments, 2, 30);
    Path folder = Files.createTempDirectory("atelier-bench-");
    try (ServerProcess server = ServerProcess.java(List.of(
            "-cp",
            System.getProperty("java.class.path"),
            FeedServer.class.getName(),
            folder.toString()));
        FeedClients all = new FeedClients(Integer.parseInt(server.line()), clients, 0)) {
      System.out.printf("%d clients, %d events a second%n", clients, rate);
      round("warm-up", server, all, clients, rate, WARM_UP_SECONDS);
      round("measured", server, all, clients, rate, seconds);
      round("again", server, all, clients, rate, seconds);
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static int number(String[] arguments, int place, int usual) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : usual;
  }

  private static void round(
      String name, ServerProcess server, FeedClients all, int clients, int rate, int seconds)
      throws Exception {
    all.reset();
    long rssMiB = server.rssMiB();
    double cpuSeconds = server.cpuSeconds();
    long begunNs = System.nanoTime();
    int events = rate * seconds;
    server.say(events + " " + rate);
    all.listen(
        (long) events * clients, begunNs + TimeUnit.SECONDS.toNanos(seconds + PATIENCE_SECONDS));
    double took = (System.nanoTime() - begunNs) / 1e9;
    if (all.heard() < (long) events * clients) {
      throw new IllegalStateException(all.heard() + " of " + (long) events * clients + " came");
    }
    server.line();
    System.out.printf(
        "%s: %.1f s, %.0f messages/s, delay p50 %d ms, p99 %d ms, max %d ms;"
            + " server %.2f cores, RSS %d -> %d MiB%n",
        name,
        took,
        all.heard() / took,
        all.delayMs(0.5),
        all.delayMs(0.99),
        all.delayMs(1),
        (server.cpuSeconds() - cpuSeconds) / took,
        rssMiB,
        server.rssMiB());
  }
}
