package atelier.llm;

import io.vertx.core.Future;
import java.util.List;

/**
 * Calls a language model. An implementation is one endpoint, or a router over several with limits,
 * retries and fallback.
 */
public interface Llm {
  /**
   * Calls the model and returns its whole answer. Fails with {@link LlmFailure} only. {@code
   * progress} is called as tokens arrive.
   */
  Future<Completion> complete(Prompt prompt, Progress progress);

  /** Checks which configured models are available, and why one is not. Never fails. */
  Future<List<Health>> health();

  /** Receives an answer while it arrives. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (tokens, text) -> {};

    /**
     * Called as tokens arrive.
     *
     * @param tokens the number so far, an estimate if the server does not count them
     * @param text the answer so far, without thinking
     */
    void received(int tokens, String text);
  }

  /**
   * Whether one configured model is available.
   *
   * @param model as configured
   * @param endpoint the URL that was checked
   * @param ready whether it is available
   * @param problem one sentence; if ready, a note that the model is not listed, or empty
   * @param remedy the command or setting that fixes it; empty if ready
   */
  record Health(String model, String endpoint, boolean ready, String problem, String remedy) {}
}
