package atelier.fuzz;

import java.util.Random;

/** Code that reads untrusted text, and a way to make such text. */
interface FuzzTarget extends AutoCloseable {
  /** Plays one round, all of whose choices come from {@code random}; throws if a rule is broken. */
  void play(Random random) throws Exception;

  @Override
  default void close() {}
}
