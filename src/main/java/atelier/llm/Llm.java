package atelier.llm;

import atelier.cancel.Cancellation;
import io.vertx.core.Future;
import java.util.List;

/**
 * Calls a language model. An implementation is one endpoint, or a router over several with limits,
 * retries and fallback.
 */
public interface Llm {
  /**
   * Calls the model and returns its whole answer. {@code progress} is called as tokens arrive.
   * Fails with {@link LlmFailure} only, or with {@link java.util.concurrent.CancellationException}
   * after {@link Progress#cancellation} was cancelled: then the connection to the server is closed,
   * so that the server stops too.
   */
  Future<Completion> complete(Prompt prompt, Progress progress);

  /** Checks which configured models are available, and why one is not. Never fails. */
  Future<List<Health>> health();

  /** Receives an answer while it arrives, and says when nobody needs it any more. */
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

    /** What breaks the call off. */
    default Cancellation cancellation() {
      return Cancellation.NONE;
    }

    /** The same receiver of a call that this breaks off. */
    default Progress until(Cancellation cancellation) {
      Progress receiver = this;
      return new Progress() {
        @Override
        public void received(int tokens, String text) {
          receiver.received(tokens, text);
        }

        @Override
        public Cancellation cancellation() {
          return cancellation;
        }
      };
    }
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
