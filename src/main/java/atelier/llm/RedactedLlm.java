package atelier.llm;

import atelier.config.SecretRedactor;
import io.vertx.core.Future;
import java.util.List;

/** Keeps secrets out of prompts and answers, and so out of events, recordings and the call log. */
public final class RedactedLlm implements Llm {
  private final Llm llm;
  private final SecretRedactor redactor;

  public RedactedLlm(Llm llm, SecretRedactor redactor) {
    this.llm = llm;
    this.redactor = redactor;
  }

  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    Progress redacted = (tokens, text) -> progress.received(tokens, redactor.redact(text));
    return llm.complete(redact(prompt), redacted)
        .map(completion -> new Completion(
            redactor.redact(completion.text()), completion.truncated(), completion.usage()));
  }

  private Prompt redact(Prompt prompt) {
    return new Prompt(
        prompt.project(),
        prompt.role(),
        prompt.purpose(),
        prompt.file(),
        prompt.attempt(),
        redactor.redact(prompt.system()),
        redactor.redact(prompt.context()),
        redactor.redact(prompt.task()),
        prompt.schema(),
        prompt.maxTokens(),
        prompt.temperature(),
        prompt.seed(),
        prompt.fallback());
  }

  @Override
  public Future<List<Health>> health() {
    return llm.health();
  }
}
