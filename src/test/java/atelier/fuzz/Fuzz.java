package atelier.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/**
 * Plays random rounds of a target: {@code scripts/fuzz MINUTES http|answers|paths|events [SEED]}. A
 * round that fails or does not end is printed with its seed; {@code 0} minutes begin with it.
 */
public final class Fuzz {
  /** How a target is set up. */
  private interface Opening {
    FuzzTarget open() throws IOException;
  }

  private static final Map<String, Opening> TARGETS = Map.of(
      "answers", AnswersFuzz::new,
      "events", EventsFuzz::new,
      "http", HttpFuzz::new,
      "paths", PathsFuzz::new);

  /** A round takes milliseconds; a loaded machine may need a thousand times as long. */
  private static final Duration ROUND_LIMIT = Duration.ofSeconds(60);

  private static final int STACK_BYTES = 512 * 1024;

  private Fuzz() {}

  public static void main(String[] arguments) throws Exception {
    double minutes = Double.parseDouble(arguments[0]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    Instant end = Instant.now().plusSeconds(Math.round(60 * minutes));
    System.out.println(arguments[1] + ": seed " + seed);
    long rounds = 0;
    do {
      play(arguments[1], seed + rounds, 1_000);
      rounds += 1_000;
    } while (Instant.now().isBefore(end));
    System.out.println(arguments[1] + ": " + rounds + " rounds");
    System.exit(0);
  }

  /** Plays rounds with the seeds from {@code seed} on. */
  static void play(String name, long seed, int rounds) throws Exception {
    try (FuzzTarget target = TARGETS.get(name).open()) {
      long[] current = {seed};
      Throwable[] failure = new Throwable[1];
      Runnable all = () -> {
        try {
          for (int i = 0; i < rounds; i++) {
            current[0] = seed + i;
            target.play(new Random(current[0]));
          }
        } catch (Throwable fault) {
          failure[0] = fault;
        }
      };
      Thread thread = new Thread(null, all, "fuzz-" + name, STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
      await(thread, current, name);
      if (failure[0] != null) {
        throw new AssertionError(
            name + " fails; replay: scripts/fuzz 0 " + name + " " + current[0], failure[0]);
      }
    }
  }

  private static void await(Thread thread, long[] current, String name)
      throws InterruptedException {
    long before;
    do {
      before = current[0];
      thread.join(ROUND_LIMIT.toMillis());
    } while (thread.isAlive() && current[0] != before);
    if (thread.isAlive()) {
      AssertionError hang = new AssertionError(
          name + " does not end; replay: scripts/fuzz 0 " + name + " " + current[0]);
      hang.setStackTrace(thread.getStackTrace());
      throw hang;
    }
  }
}
