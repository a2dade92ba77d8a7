package atelier.llm;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stores the prompts and answers of model calls on this node's disk, for people to read. No
 * project depends on it: a call that cannot be written is skipped, and no answer waits for it.
 */
public final class CallLog implements Llm {
  private static final Logger LOG = Logger.getLogger(CallLog.class.getName());

  private final Vertx vertx;
  private final Llm llm;
  private final Path folder;
  private final String node;
  private final Map<String, CallStore> stores = new HashMap<>();
  private final Map<String, Future<?>> lastOperations = new HashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Stores calls to {@code llm} below {@code folder}. */
  public CallLog(Vertx vertx, Llm llm, Path folder, String node) {
    this.vertx = vertx;
    this.llm = llm;
    this.folder = folder;
    this.node = node;
  }

  /**
   * One call of a model.
   *
   * @param completionTokens of a call that failed, those that arrived, where it is known
   * @param ms how long it took
   * @param problem why it failed; empty if it was answered in full
   */
  public record Call(
      int number,
      String node,
      Instant at,
      String role,
      String file,
      int attempt,
      String model,
      int promptTokens,
      int completionTokens,
      long ms,
      String problem) {}

  /** A call with its prompt and answer; {@code answer} is empty if the call failed. */
  public record Conversation(Call call, String system, String prompt, String answer) {
    Conversation withNumber(int number) {
      return new Conversation(
          new Call(
              number,
              call.node(),
              call.at(),
              call.role(),
              call.file(),
              call.attempt(),
              call.model(),
              call.promptTokens(),
              call.completionTokens(),
              call.ms(),
              call.problem()),
          system,
          prompt,
          answer);
    }
  }

  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    Instant at = Instant.now();
    long startedNs = System.nanoTime();
    AtomicInteger tokens = new AtomicInteger();
    Progress counting = (count, text) -> {
      tokens.set(count);
      progress.received(count, text);
    };
    return llm.complete(prompt, counting.until(progress.cancellation())).onComplete(done -> {
      long ms = (System.nanoTime() - startedNs) / 1_000_000;
      Conversation conversation = done.succeeded()
          ? successfulCall(prompt, at, done.result())
          : failedCall(prompt, at, tokens.get(), ms, done.cause());
      runInOrder(prompt.project(), store -> {
            store.add(conversation);
            return store;
          })
          .onFailure(this::warnOnce);
    });
  }

  private Conversation successfulCall(Prompt prompt, Instant at, Completion completion) {
    var usage = completion.usage();
    Call call = new Call(
        0,
        node,
        at,
        prompt.role(),
        prompt.file(),
        prompt.attempt(),
        usage.model(),
        usage.promptTokens(),
        usage.completionTokens(),
        usage.ms(),
        completion.truncated() ? "the answer was cut off at a length limit" : "");
    return new Conversation(call, prompt.system(), prompt.userMessage(), completion.text());
  }

  private Conversation failedCall(Prompt prompt, Instant at, int tokens, long ms, Throwable cause) {
    String problem = String.valueOf(cause.getMessage());
    Call call = new Call(
        0, node, at, prompt.role(), prompt.file(), prompt.attempt(), "", 0, tokens, ms, problem);
    return new Conversation(call, prompt.system(), prompt.userMessage(), "");
  }

  /** Logs the first problem only: a full disk would otherwise fill the log too. */
  private void warnOnce(Throwable problem) {
    if (warned.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "model calls cannot be stored; this is logged once only", problem);
    }
  }

  @Override
  public Future<List<Health>> health() {
    return llm.health();
  }

  /** Returns this node's calls for a project, oldest first; at most the newest 2,000. */
  public Future<List<Call>> calls(String project) {
    return runInOrder(project, CallStore::calls);
  }

  /**
   * Returns one call with its prompt and answer. Fails with {@link NoSuchElementException} if it
   * does not exist or was deleted to save space.
   */
  public Future<Conversation> call(String project, int number) {
    return runInOrder(project, store -> store.conversation(number));
  }

  private interface DiskOperation<T> {
    T apply(CallStore store) throws IOException;
  }

  /** Runs an operation on a worker thread, after the earlier ones of the same project. */
  private synchronized <T> Future<T> runInOrder(String project, DiskOperation<T> operation) {
    CallStore store = stores.computeIfAbsent(project, id -> new CallStore(folder.resolve(id)));
    Callable<T> work = () -> operation.apply(store);
    Future<T> result = lastOperations
        .getOrDefault(project, Future.succeededFuture())
        .transform(before -> vertx.executeBlocking(work, false));
    lastOperations.put(project, result);
    result.onComplete(done -> removeIfLast(project, result));
    return result;
  }

  private synchronized void removeIfLast(String project, Future<?> result) {
    if (lastOperations.remove(project, result)) {
      stores.remove(project);
    }
  }
}
