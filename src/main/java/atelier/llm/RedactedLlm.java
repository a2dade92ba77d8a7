package atelier.llm;

import atelier.secret.GrowingText;
import atelier.secret.SecretRedactor;
import io.vertx.core.Future;
import java.util.List;

/**
 * Keeps secrets out of prompts, answers, failures and reports of health, and so out of events,
 * recordings and the call log.
 */
public final class RedactedLlm implements Llm {
  private final Llm llm;
  private final SecretRedactor redactor;

  public RedactedLlm(Llm llm, SecretRedactor redactor) {
    this.llm = llm;
    this.redactor = redactor;
  }

  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    GrowingText shown = new GrowingText(redactor);
    Progress redacted = (tokens, text) -> progress.received(tokens, shown.redact(text));
    return llm.complete(redact(prompt), redacted.until(progress.cancellation()))
        .transform(called -> called.succeeded()
            ? Future.succeededFuture(redact(called.result()))
            : Future.failedFuture(redact(called.cause())));
  }

  private Completion redact(Completion completion) {
    return new Completion(
        redactor.redact(completion.text()), completion.truncated(), completion.usage());
  }

  private Throwable redact(Throwable problem) {
    return problem instanceof LlmFailure failure ? failure.withMessage(redactor::redact) : problem;
  }

  private Prompt redact(Prompt prompt) {
    return new Prompt(
        prompt.project(),
        prompt.role(),
        prompt.purpose(),
        redactor.redact(prompt.file()),
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
    return llm.health()
        .map(models -> models.stream()
            .map(model -> new Health(
                model.model(),
                model.endpoint(),
                model.ready(),
                redactor.redact(model.problem()),
                redactor.redact(model.remedy())))
            .toList());
  }
}
