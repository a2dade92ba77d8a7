package atelier.bench;

import atelier.rig.ServedNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The projects of a soak: submits them in the order of a seed, and looks at how each ends. */
final class AttackRound {
  private static final int IN_FLIGHT = 4;
  private static final int ATTACKS_PER_HONEST = 3;
  private static final int MAX_EVENTS = 1_000;
  private static final long MAX_PROJECT_MS = 300_000;
  private static final long MAX_HEAP_GROWTH_MIB = 64;
  private static final long MAX_RESIDENT_GROWTH_MIB = 256;
  private static final Set<String> OPEN = Set.of("queued", "designing", "running", "");

  /** What an attacking program prints when it could do what it must not. */
  private static final Pattern BREACH = Pattern.compile("BREACH: ([^\"\\\\]*)");

  /** Blocked for less than 10 s is the fault of other work on a busy machine. */
  private static final Pattern LOG =
      Pattern.compile(".*(OutOfMemoryError|StackOverflowError|has been blocked for \\d{5,} ms).*");

  private final ServedNode node;
  private final AttackModel model;
  private final OutsideWatch watch;
  private final List<Attack> attacks;
  private final Random random;
  private final List<Attack> waiting = new ArrayList<>();
  private final Map<String, Long> openSinceNs = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> ends = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> violations = new TreeSet<>();
  private int submitted;
  private int rounds;
  private NodeMemory before;

  AttackRound(
      ServedNode node, AttackModel model, OutsideWatch watch, List<Attack> attacks, long seed) {
    this.node = node;
    this.model = model;
    this.watch = watch;
    this.attacks = attacks;
    this.random = new Random(seed);
  }

  /** Whether each attack was tried at least once. */
  boolean isComplete() {
    return rounds > 0 && waiting.isEmpty();
  }

  void violate(String violation) {
    violations.add(violation);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Submits projects until enough are in progress. */
  void submit() throws IOException, InterruptedException {
    while (openSinceNs.size() < IN_FLIGHT) {
      boolean honest = submitted % (ATTACKS_PER_HONEST + 1) == 0;
      if (!honest && waiting.isEmpty()) {
        startRound();
      }
      Attack attack = honest ? null : waiting.remove(waiting.size() - 1);
      String name = attack == null ? "honest" : attack.name();
      String project = name + "-" + submitted++;
      boolean repents = random.nextBoolean();
      if (attack != null) {
        model.attack(project, attack, repents);
      }
      names.put(project, name);
      var reply = node.send(node.request("/api/projects")
          .header("content-type", "application/json")
          .POST(BodyPublishers.ofString(
              "{\"spec\":\"a small program\",\"id\":\"" + project + "\"}")));
      if (reply.statusCode() != 202) {
        violate(project + " was refused: " + reply.body());
      } else {
        openSinceNs.put(project, System.nanoTime());
      }
    }
  }

  /** A node is warm after its first round: what it uses then it may use at the end. */
  private void startRound() throws IOException, InterruptedException {
    if (rounds == 1) {
      before = NodeMemory.of(node);
      System.out.println("after the first round: " + before);
    }
    rounds++;
    waiting.addAll(attacks);
    Collections.shuffle(waiting, random);
  }

  /** Looks at the projects in progress, and at those that ended. */
  void look() throws IOException, InterruptedException {
    for (String project : List.copyOf(openSinceNs.keySet())) {
      String status = node.status(project);
      long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openSinceNs.get(project));
      if (!OPEN.contains(status)) {
        end(project, status, ms);
      } else if (ms > MAX_PROJECT_MS) {
        violate(project + " is still " + status + " after " + ms / 1_000 + " s");
        end(project, "endless", ms);
      }
    }
  }

  private void end(String project, String status, long ms)
      throws IOException, InterruptedException {
    openSinceNs.remove(project);
    String name = names.remove(project);
    ends.computeIfAbsent(name, unused -> new TreeMap<>()).merge(status, 1, Integer::sum);
    // Not as lines, which would follow a project that is only paused.
    String page = "/api/projects/" + project + "/events?limit=" + MAX_EVENTS;
    String events = node.send(node.request(page)).body();
    String reason = node.get("/api/projects/" + project).path("reason").asString("");
    System.out.printf(
        "%6.1f s  %-30s %s%n",
        ms / 1e3,
        project,
        status + (reason.isEmpty() ? "" : ": " + reason.lines().findFirst().get()));
    if (name.equals("honest") && !status.equals("succeeded")) {
      violate("the honest project " + project + " is " + status + ": " + reason);
    }
    if (events.contains(watch.secret())) {
      violate(project + " has a secret of this machine in its events");
    }
    Matcher breach = BREACH.matcher(events);
    while (breach.find()) {
      violate(name + ": " + breach.group(1));
    }
  }

  /** Waits until all projects ended, then looks at what they left behind. */
  void finish(Duration timeout) throws IOException, InterruptedException {
    long endNs = System.nanoTime() + timeout.toNanos();
    while (!openSinceNs.isEmpty() && System.nanoTime() - endNs < 0) {
      look();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    openSinceNs.keySet().forEach(project -> violate(project + " does not end"));
    watch.changes().forEach(this::violate);
    watch.leaks(node.data()).forEach(file -> violate("a secret of this machine is in " + file));
    model.violations().forEach(this::violate);
    node.story().lines().filter(LOG.asMatchPredicate()).forEach(line -> violate("log: " + line));
    NodeMemory after = NodeMemory.of(node);
    System.out.println("at the end: " + after);
    if (before != null
        && (after.heapMiB() > before.heapMiB() + MAX_HEAP_GROWTH_MIB
            || after.residentMiB() > before.residentMiB() + MAX_RESIDENT_GROWTH_MIB)) {
      violate("the memory grew from " + before + " to " + after);
    }
  }

  /** Prints how often each attack ended how. */
  void report() {
    ends.forEach((name, statuses) -> System.out.printf("%-30s %s%n", name, statuses));
    System.out.printf("%d projects in %d rounds%n", submitted, rounds);
  }
}
