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
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps on this node's disk what models were asked and what they answered, for people to look at.
 * It is no part of any project's truth: what cannot be written is left out, and no answer waits.
 */
public final class CallLog implements Llm {
  private static final Logger LOG = Logger.getLogger(CallLog.class.getName());

  private final Vertx vertx;
  private final Llm llm;
  private final Path folder;
  private final String node;
  private final Map<String, CallStore> folders = new HashMap<>();
  private final Map<String, Future<?>> last = new HashMap<>();
  private final AtomicBoolean complained = new AtomicBoolean();

  /** Keeps the calls that go through to {@code llm} below {@code folder}. */
  public CallLog(Vertx vertx, Llm llm, Path folder, String node) {
    this.vertx = vertx;
    this.llm = llm;
    this.folder = folder;
    this.node = node;
  }

  /**
   * One call.
   *
   * @param problem why it was not answered; empty where it was
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

  /** A call with all that was said; {@code answer} is empty where there was none. */
  public record Conversation(Call call, String system, String prompt, String answer) {
    Conversation numbered(int number) {
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
  public Future<Completion> ask(Prompt prompt, Progress progress) {
    Instant at = Instant.now();
    long begunNs = System.nanoTime();
    return llm.ask(prompt, progress).onComplete(done -> {
      long ms = (System.nanoTime() - begunNs) / 1_000_000;
      Conversation said = done.succeeded()
          ? answered(prompt, at, done.result())
          : failed(prompt, at, ms, done.cause());
      inTurn(prompt.project(), kept -> {
            kept.add(said);
            return kept;
          })
          .onFailure(this::complain);
    });
  }

  private Conversation answered(Prompt prompt, Instant at, Completion reply) {
    var usage = reply.usage();
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
        reply.truncated() ? "the answer was cut off at a length limit" : "");
    return new Conversation(call, prompt.system(), prompt.question(), reply.text());
  }

  private Conversation failed(Prompt prompt, Instant at, long ms, Throwable cause) {
    String problem = String.valueOf(cause.getMessage());
    Call call = new Call(
        0, node, at, prompt.role(), prompt.file(), prompt.attempt(), "", 0, 0, ms, problem);
    return new Conversation(call, prompt.system(), prompt.question(), "");
  }

  /** Once: a full disk would otherwise fill the log too. */
  private void complain(Throwable problem) {
    if (complained.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "calls of models cannot be kept; said only once", problem);
    }
  }

  @Override
  public Future<List<Health>> health() {
    return llm.health();
  }

  /** The calls that this node made for a project, oldest first; of very many the newest. */
  public Future<List<Call>> calls(String project) {
    return inTurn(project, CallStore::calls);
  }

  /**
   * One call with its prompt and answer; fails with {@link NoSuchElementException} where there is
   * none, or none any more.
   */
  public Future<Conversation> call(String project, int number) {
    return inTurn(project, kept -> kept.conversation(number));
  }

  private interface DiskOperation<T> {
    T on(CallStore kept) throws IOException;
  }

  /** On a worker, one thing after the other in each project. */
  private synchronized <T> Future<T> inTurn(String project, DiskOperation<T> deed) {
    CallStore kept = folders.computeIfAbsent(project, id -> new CallStore(folder.resolve(id)));
    Callable<T> work = () -> deed.on(kept);
    Future<T> turn = last.getOrDefault(project, Future.succeededFuture())
        .transform(before -> vertx.executeBlocking(work, false));
    last.put(project, turn);
    turn.onComplete(done -> over(project, turn));
    return turn;
  }

  private synchronized void over(String project, Future<?> turn) {
    if (last.remove(project, turn)) {
      folders.remove(project);
    }
  }
}
