package atelier.research;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import atelier.config.Settings;
import atelier.rig.Eventually;
import atelier.secret.NamedSecret;
import atelier.secret.SecretRedactor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResearchTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Research.Result lookUp(String provider, int status, String body) {
    HttpServer server = await(vertx
        .createHttpServer()
        .requestHandler(request -> request
            .response()
            .setStatusCode(status)
            .putHeader("content-type", "application/x-javascript")
            .putHeader("location", "http://127.0.0.1:1/")
            .end(body))
        .listen(0, "127.0.0.1"));
    return await(research(provider, "http://127.0.0.1:" + server.actualPort()).lookUp("what?"));
  }

  private Research research(String provider, String endpoint) {
    return ResearchSources.create(vertx, new Settings.Research(provider, endpoint));
  }

  @Test
  void noSecretIsAskedForOrFound() {
    List<String> asked = new CopyOnWriteArrayList<>();
    Research reflecting = new Research() {
      @Override
      public Future<Result> lookUp(String question) {
        asked.add(question);
        return Future.succeededFuture(
            new Result("by sk-canary-42", "http://x/?q=sk-canary-42", "736b2d63616e6172792d3432"));
      }

      @Override
      public boolean isAvailable() {
        return true;
      }
    };
    Research redacted = new RedactedResearch(
        reflecting, SecretRedactor.of(List.of(NamedSecret.of("k", "sk-canary-42"))));

    assertThat(await(redacted.lookUp("what is sk-canary-42?")))
        .isEqualTo(
            new Research.Result("by [redacted: k]", "http://x/?q=[redacted: k]", "[redacted: k]"));
    assertThat(asked).containsExactly("what is [redacted: k]?");
    assertThat(redacted.isAvailable()).isTrue();
  }

  @Test
  void readsDuckDuckGoWithItsSource() {
    var answer = lookUp(
        "duckduckgo",
        202,
        "{\"AbstractText\":\"A <b>heap</b>\\u202e is a tree\","
            + "\"AbstractSource\":\"Wikipedia\",\"AbstractURL\":\"https://x\",\"Infobox\":\"\","
            + "\"RelatedTopics\":[{\"Name\":\"group\",\"Topics\":[]},{\"Text\":\"see also\"}]}");

    assertThat(answer.source()).isEqualTo("Wikipedia, by DuckDuckGo");
    assertThat(answer.text()).contains("heap").contains("- see also").doesNotContain("<", "\u202e");
  }

  @Test
  void readsTheFirstResultsOfSearXng() {
    var answer = lookUp(
        "searxng",
        200,
        "{\"results\":[{\"title\":\"t\",\"url\":\"https://x\",\"content\":\"c\"}]}");

    assertThat(answer.text()).contains("t (https://x): c");
    assertThat(answer.url()).isEqualTo("https://x");
  }

  @Test
  void stopsReadingAReplyThatDoesNotEnd() {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicLong sent = new AtomicLong();
    Buffer part = Buffer.buffer(new byte[64 * 1024]);
    HttpServer server = await(vertx
        .createHttpServer()
        .requestHandler(request -> {
          var response = request.response().setChunked(true);
          request.connection().closeHandler(gone -> closed.set(true));
          sendForEver(response, part, sent);
        })
        .listen(0, "127.0.0.1"));

    var answer =
        await(research("searxng", "http://127.0.0.1:" + server.actualPort()).lookUp("what?"));

    assertThat(answer.text()).isEmpty();
    assertThat(sent.get()).isLessThan(64L << 20);
    Eventually.holds("the connection ends", Duration.ofSeconds(10), closed::get);
  }

  private static void sendForEver(HttpServerResponse response, Buffer part, AtomicLong sent) {
    response.write(part).onSuccess(written -> {
      sent.addAndGet(part.length());
      sendForEver(response, part, sent);
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 500})
  void returnsAnEmptyResultForOtherStatusCodes(int status) {
    assertThat(lookUp("duckduckgo", status, "no").text()).isEmpty();
  }

  @Test
  void returnsAnEmptyResultForUnreachableServersAndInvalidBodies() {
    assertThat(await(research("searxng", "http://127.0.0.1:1").lookUp("x")).text())
        .isEmpty();
    assertThat(lookUp("duckduckgo", 200, "<html>").text()).isEmpty();
    assertThat(lookUp("duckduckgo", 200, "x".repeat(3 << 20)).text()).isEmpty();
  }

  @Test
  void isNotAvailableWhenOff() {
    assertThat(research("off", "").isAvailable()).isFalse();
  }

  @Test
  void asksThroughTheProxy() {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy = await(vertx
        .createHttpServer()
        .requestHandler(request -> {
          asked.add(request.getHeader("host") + " " + request.getParam("q"));
          request.response().end("{\"AbstractText\":\"a heap\"}");
        })
        .listen(0, "127.0.0.1"));
    Secret address = new Secret("127.0.0.1:" + proxy.actualPort());

    Research research = ResearchSources.create(
        vertx,
        new Settings.Research("duckduckgo", "http://search.example"),
        new ProxySettings(Secret.NONE, Secret.NONE, address, ""));

    assertThat(await(research.lookUp("what?")).text()).contains("a heap");
    assertThat(asked).containsExactly("search.example what?");
  }
}
