package atelier.llm;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/** Placeholder until the real one is merged. */
public final class CallLog implements Llm {
  private final Llm llm;

  public CallLog(Vertx vertx, Llm llm, Path folder, String node) {
    this.llm = llm;
  }

  @Override
  public Future<Reply> ask(Prompt prompt, Progress progress) {
    return llm.ask(prompt, progress);
  }

  @Override
  public Future<List<Health>> health() {
    return llm.health();
  }

  public Future<List<Call>> calls(String project) {
    return Future.succeededFuture(List.of());
  }

  public Future<Conversation> call(String project, int number) {
    return Future.failedFuture(new NoSuchElementException("there is no call " + number));
  }

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

  public record Conversation(Call call, String system, String prompt, String answer) {}
}
