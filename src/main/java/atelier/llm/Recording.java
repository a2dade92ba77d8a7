package atelier.llm;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the answers that pass through, so that they can be rehearsed. */
public final class Recording implements Llm {
  private final Llm llm;
  private final List<Script.Line> lines = new CopyOnWriteArrayList<>();

  public Recording(Llm llm) {
    this.llm = llm;
  }

  @Override
  public Future<Completion> ask(Prompt prompt, Progress progress) {
    return llm.ask(prompt, progress)
        .onSuccess(reply -> lines.add(
            new Script.Line(prompt.role(), prompt.file(), prompt.attempt(), reply.text())));
  }

  @Override
  public Future<List<Health>> health() {
    return llm.health();
  }

  public Script script(String spec) {
    return new Script(spec, lines);
  }
}
