package atelier.fuzz;

import java.util.Random;

/** Code that reads untrusted text, and a way to make such text. */
interface FuzzTarget extends AutoCloseable {
  /** Plays one round; throws if something is wrong. All that is random comes from {@code random}. */
  void play(Random random) throws Exception;

  @Override
  default void close() {}
}
