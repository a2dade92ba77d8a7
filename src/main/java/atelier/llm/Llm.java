package atelier.llm;

import io.vertx.core.Future;
import java.util.List;

/**
 * Asks a language model. What stands behind it is one endpoint, or the routing over several with
 * slots, retries and fallback: callers cannot tell.
 */
public interface Llm {
  /**
   * Asks and gives the whole answer. Fails with {@link LlmFailure} only. {@code progress} is told
   * as tokens arrive.
   */
  Future<Completion> ask(Prompt prompt, Progress progress);

  /** Which models answer now; each with what is wrong where one does not. Never fails. */
  Future<List<Health>> health();

  /** What a watcher is told while an answer arrives. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (tokens, text) -> {};

    /**
     * Tells how far the answer has come.
     *
     * @param tokens received so far, an estimate where the server does not count
     * @param text the answer so far, without thinking
     */
    void received(int tokens, String text);
  }

  /**
   * How one configured model fares.
   *
   * @param model as configured
   * @param endpoint where it was looked for
   * @param ready whether it answers
   * @param problem empty when ready, else one sentence
   * @param remedy the command or setting that mends it; empty when ready
   */
  record Health(String model, String endpoint, boolean ready, String problem, String remedy) {}
}
