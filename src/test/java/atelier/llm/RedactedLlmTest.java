package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Usage;
import atelier.secret.NamedSecret;
import atelier.secret.SecretRedactor;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactedLlmTest {
  private final List<String> sent = new ArrayList<>();

  /** Answers with a canary in two forms. */
  private final Llm model = new Llm() {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      sent.add(prompt.userMessage());
      progress.received(1, "sk-canary-42");
      return Future.succeededFuture(
          new Completion("sk-canary-42 736b2d63616e6172792d3432", false, Usage.NONE));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  };

  @Test
  void neitherPromptNorAnswerNorProgressHoldsASecret() {
    Llm redacted =
        new RedactedLlm(model, SecretRedactor.of(List.of(NamedSecret.of("k", "sk-canary-42"))));
    Prompt prompt =
        Prompt.plainText("p", "writer", Purpose.LESSONS, "", "s", "it prints sk-canary-42", 9);

    Completion answer = await(redacted.complete(prompt, (tokens, text) -> sent.add(text)));

    assertThat(answer.text()).isEqualTo("[redacted: k] [redacted: k]");
    assertThat(sent).containsExactly("it prints [redacted: k]", "[redacted: k]");
  }
}
