package atelier.research;

import atelier.secret.SecretRedactor;
import io.vertx.core.Future;

/** Keeps secrets out of questions to search services, and out of their results. */
public final class RedactedResearch implements Research {
  private final Research research;
  private final SecretRedactor redactor;

  public RedactedResearch(Research research, SecretRedactor redactor) {
    this.research = research;
    this.redactor = redactor;
  }

  @Override
  public Future<Result> lookUp(String question) {
    return research
        .lookUp(redactor.redact(question))
        .map(result -> new Result(
            redactor.redact(result.source()),
            redactor.redact(result.url()),
            redactor.redact(result.text())));
  }

  @Override
  public boolean isAvailable() {
    return research.isAvailable();
  }
}
