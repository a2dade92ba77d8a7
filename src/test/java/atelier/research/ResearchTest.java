package atelier.research;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
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

  private Research.Result answer(String provider, int status, String body) {
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
  void quotesDuckDuckGoWithItsSource() {
    var answer = answer(
        "duckduckgo",
        202,
        "{\"AbstractText\":\"A <b>heap</b>\\u202e is a tree\","
            + "\"AbstractSource\":\"Wikipedia\",\"AbstractURL\":\"https://x\",\"Infobox\":\"\","
            + "\"RelatedTopics\":[{\"Name\":\"group\",\"Topics\":[]},{\"Text\":\"see also\"}]}");

    assertThat(answer.source()).isEqualTo("Wikipedia, by DuckDuckGo");
    assertThat(answer.text()).contains("heap").contains("- see also").doesNotContain("<", "\u202e");
  }

  @Test
  void quotesTheFirstResultsOfSearXng() {
    var answer = answer(
        "searxng",
        200,
        "{\"results\":[{\"title\":\"t\",\"url\":\"https://x\",\"content\":\"c\"}]}");

    assertThat(answer.text()).contains("t (https://x): c");
    assertThat(answer.url()).isEqualTo("https://x");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 500})
  void givesAnEmptyAnswerForWhateverElseAServerSays(int status) {
    assertThat(answer("duckduckgo", status, "no").text()).isEmpty();
  }

  @Test
  void givesAnEmptyAnswerWhereNobodyAnswersOrNothingSenseful() {
    assertThat(await(research("searxng", "http://127.0.0.1:1").lookUp("x")).text())
        .isEmpty();
    assertThat(answer("duckduckgo", 200, "<html>").text()).isEmpty();
    assertThat(answer("duckduckgo", 200, "x".repeat(3 << 20)).text()).isEmpty();
  }

  @Test
  void isNotThereWhereItIsSwitchedOff() {
    assertThat(research("off", "").isAvailable()).isFalse();
  }
}
