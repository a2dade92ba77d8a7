package atelier.bench;

import atelier.event.Event;
import atelier.journal.DiskJournal;
import atelier.web.WebHarness;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node with its real journal and HTTP, whose agents say things at a given pace. Says its port;
 * each line {@code COUNT RATE} on its input is that many events at so many a second.
 */
final class FeedServer {
  private FeedServer() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (WebHarness house = new WebHarness(folder, DiskJournal.open(folder.resolve("journal.db")));
        Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8)) {
      house.post("/api/projects", "{\"spec\":\"a bench\",\"id\":\"bench\"}");
      System.out.println(house.port());
      while (orders.hasNextInt()) {
        tell(house, orders.nextInt(), orders.nextInt());
        System.out.println("told");
      }
    }
  }

  private static void tell(WebHarness house, int count, int rate) {
    long begunNs = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long dueNs = begunNs + i * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      house.appendAsync("bench", new Event.ResearchRequest("question " + i));
    }
  }
}
