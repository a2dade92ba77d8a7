package atelier.bench;

import atelier.rig.Eventually;
import atelier.rig.ServedNode;
import atelier.rig.model.FakeOllama;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node that is given projects whose model attacks it, beside honest ones, in a random order:
 * {@code scripts/attack MINUTES SEED [NAME…]}. Prints how they ended, and the verdict.
 */
final class AttackSoak {
  private static final Duration LAST = Duration.ofMinutes(5);
  private static final long LOOK_MS = 200;
  private static final List<String> SETTINGS = List.of(
      "llm.slots=4", "retries=1", "proof.mutants=4", "proof.budget=10s", "runner.memory=256m");

  private AttackSoak() {}

  public static void main(String[] arguments) throws Exception {
    Duration length = Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[0])));
    long seed = Long.parseLong(arguments[1]);
    List<String> names = List.of(arguments).subList(2, arguments.length);
    List<Attack> attacks = AttackCatalogue.all().stream()
        .filter(attack -> names.isEmpty() || names.contains(attack.name()))
        .toList();
    Path folder = Files.createTempDirectory("atelier-attack-");
    System.out.printf(
        "seed %d, %d s, %d attacks, data and log in %s%n",
        seed, length.toSeconds(), attacks.size(), folder);
    List<String> violations = run(folder, attacks, seed, length, "3s");
    violations.forEach(violation -> System.out.println("VIOLATION: " + violation));
    System.out.println(
        violations.isEmpty() ? "VERDICT: all is well" : "VERDICT: violations, see above");
    System.exit(violations.isEmpty() ? 0 : 1);
  }

  /**
   * Runs a soak.
   *
   * @param length how long new projects are submitted; each attack is tried at least once
   * @param timeout the limit of CPU time of a program
   * @return what happened and must not
   */
  static List<String> run(
      Path folder, List<Attack> attacks, long seed, Duration length, String timeout)
      throws IOException, InterruptedException {
    String id = Long.toHexString(System.nanoTime());
    int port = freePort();
    Path outside = folder.resolve("outside");
    AttackModel model = new AttackModel(Map.of(
        "CANARY", outside.toString(),
        "RUSTCANARY", outside.toString().replace("/", "\\u{2f}"),
        "PORT", Integer.toString(port),
        "ID", id));
    try (OutsideWatch watch = new OutsideWatch(outside, id, port);
        FakeOllama ollama = new FakeOllama(model, 0)) {
      AttackRound round;
      try (ServedNode node = new ServedNode(folder.resolve(id), ollama, options(timeout))) {
        model.set("API", node.url().replaceAll(".*:", ""));
        round = new AttackRound(node, model, watch, attacks, seed);
        submitAll(round, ollama, System.nanoTime() + length.toNanos());
        round.finish(LAST);
        round.report();
      }
      boolean ended =
          Eventually.came(Duration.ofSeconds(10), () -> processes(watch).isEmpty());
      if (!ended) {
        round.violate("processes outlived the node: " + processes(watch));
      }
      return round.violations();
    }
  }

  private static void submitAll(AttackRound round, FakeOllama ollama, long endNs)
      throws IOException, InterruptedException {
    while (System.nanoTime() - endNs < 0 || !round.isComplete()) {
      round.look();
      round.submit();
      ollama.calls.clear();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
  }

  private static String[] options(String timeout) {
    List<String> settings = new java.util.ArrayList<>();
    SETTINGS.forEach(setting -> settings.addAll(List.of("--set", setting)));
    settings.addAll(List.of("--set", "runner.timeout=" + timeout));
    return settings.toArray(String[]::new);
  }

  private static List<String> processes(OutsideWatch watch) {
    try {
      return watch.processes();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
