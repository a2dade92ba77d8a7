package atelier.llm;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the answers of another model, so that a {@link Rehearsal} can replay them. */
public final class Recording implements Llm {
  private final Llm llm;
  private final List<Script.Line> lines = new CopyOnWriteArrayList<>();

  public Recording(Llm llm) {
    this.llm = llm;
  }

  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    return llm.complete(prompt, progress)
        .onSuccess(completion -> lines.add(new Script.Line(
            prompt.role(),
            prompt.purpose().wireName(),
            prompt.file(),
            prompt.attempt(),
            completion.text())));
  }

  @Override
  public Future<List<Health>> health() {
    return llm.health();
  }

  public Script toScript(String spec) {
    return new Script(spec, lines);
  }
}
