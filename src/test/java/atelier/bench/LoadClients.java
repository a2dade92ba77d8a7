package atelier.bench;

import atelier.rig.AcknowledgedEvents;
import atelier.rig.Board;
import atelier.rig.Fleet;
import atelier.rig.NodeHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * People who ask any node for projects, further features and hints, look at what goes on, and
 * remember what was acknowledged and shown.
 */
final class LoadClients implements AutoCloseable {
  /** Some of them wait for nodes that do not answer. */
  private static final int MANY = 6;

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Fleet fleet;
  private final AcknowledgedEvents promises;
  private final int most;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private final AtomicInteger number = new AtomicInteger();

  LoadClients(Fleet fleet, AcknowledgedEvents promises, SplittableRandom random, int most) {
    this.fleet = fleet;
    this.promises = promises;
    this.most = most;
    for (int i = 0; i < MANY; i++) {
      SplittableRandom own = random.split();
      threads.add(new Thread(() -> ask(own), "customer-" + i));
    }
    threads.forEach(Thread::start);
  }

  private void ask(SplittableRandom random) {
    while (!stopped) {
      Board board = fleet.board(random.nextInt(fleet.boards().size()));
      int what = random.nextInt(10);
      if (what < 6 && open.size() < most) {
        submit(board);
      } else if (!open.isEmpty()) {
        String id = pick(random);
        if (what == 6) {
          extend(board, id);
        } else if (what == 7) {
          hint(board, id);
        } else {
          look(board, id);
        }
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private String pick(SplittableRandom random) {
    List<String> all = new ArrayList<>(open);
    return all.get(random.nextInt(Math.max(1, all.size())));
  }

  private void submit(Board board) {
    String id = "p" + number.incrementAndGet();
    String spec = "a small thing, " + id;
    if (taken(Fleet.submit(board, id, spec))) {
      promises.spec(id, spec);
      open.add(id);
      mostOpen.accumulateAndGet(open.size(), Math::max);
    }
  }

  private void extend(Board board, String id) {
    String spec = "more of " + id + ", wish " + number.incrementAndGet();
    if (taken(board.http().post("/api/projects/" + id + "/features", Map.of("spec", spec)))) {
      promises.spec(id, spec);
    }
  }

  private void hint(Board board, String id) {
    String text = "keep it short, hint " + number.incrementAndGet();
    Map<String, String> hint = Map.of("path", "main.py", "text", text);
    if (taken(board.http().post("/api/projects/" + id + "/hint", hint))) {
      promises.hint(id, text);
    }
  }

  private boolean taken(NodeHttp.Answer answer) {
    if (answer.status() == 0) {
      unanswered.incrementAndGet();
    } else if (answer.status() >= 500) {
      refused.incrementAndGet();
    }
    return answer.isGood();
  }

  /** What was shown once stays; who has ended leaves. */
  private void look(Board board, String id) {
    JsonNode project = Fleet.project(board, id);
    int seq = project.path("seq").asInt();
    if (seq > 0) {
      String page = board
          .http()
          .get("/api/projects/" + id + "/events?limit=1&after=" + (seq - 1))
          .text();
      if (page.startsWith("{\"events\":[{")) {
        promises.shown(id, page.substring(11, page.lastIndexOf("],\"next\":")));
      }
    }
    if (Fleet.isEnd(project.path("status").asString(""))) {
      open.remove(id);
    }
  }

  /** How many of all projects have not come to an end, as this node sees it. */
  int open(Board board) {
    return (int) promises.projects().stream()
        .filter(id -> !Fleet.isEnd(Fleet.status(board, id)))
        .count();
  }

  String told() {
    return "at most %d projects in flight, %d wishes refused with words, %d asked of nodes that %s"
        .formatted(mostOpen.get(), refused.get(), unanswered.get(), "were not there");
  }

  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
