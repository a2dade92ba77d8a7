package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.web.http.HttpProblem;
import atelier.web.http.Json;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document says what the node refuses, and the node refuses what it says. */
final class DocumentedLimitsTest {
  private static final JsonNode DOCUMENT = OpenApi.load();

  /** What may be answered before the handler of an operation sees the request. */
  private static final Set<String> COMMON = Set.of("400", "414", "421", "431", "500");

  private static final Set<String> WITH_TOKEN = Set.of("401", "429");
  private static final Set<String> WITH_BODY = Set.of("403", "408", "413", "415");

  @TempDir
  private static Path folder;

  private static WebHarness harness;

  @BeforeAll
  static void open() {
    harness = new WebHarness(folder);
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static String pattern(String schema) {
    return DOCUMENT.at("/components/schemas/" + schema + "/pattern").asString();
  }

  private static boolean accepts(String text) {
    try {
      Json.parseObject(Buffer.buffer(Json.write(Map.of("spec", text))), Set.of());
      return true;
    } catch (HttpProblem refused) {
      return false;
    }
  }

  @Test
  void theCharactersThatTheDocumentRefusesAreRefused() {
    Pattern text = Pattern.compile(pattern("Text"));
    List<String> differences = new ArrayList<>();
    IntStream.rangeClosed(0, Character.MAX_VALUE)
        .filter(codePoint -> Character.getType(codePoint) != Character.SURROGATE)
        .forEach(codePoint -> {
          String sample = "x" + Character.toString(codePoint);
          if (accepts(sample) && !text.matcher(sample).matches()) {
            differences.add(String.format("U+%04X", codePoint));
          }
        });

    assertThat(differences).isEmpty();
    for (String refused : List.of("x\u0000", "x\u009f", "x\u202e", "x\u2066", "x\ufeff")) {
      assertThat(text.matcher(refused).matches()).isFalse();
      assertThat(accepts(refused)).isFalse();
    }
    assertThat(List.of("x\t\r\n", "\ufeffx", "\u00e9\u4e2d", "\ud83d\ude00"))
        .allMatch(DocumentedLimitsTest::accepts)
        .allMatch(sample -> text.matcher(sample).matches());
  }

  @Test
  void theDocumentedWordsAreThoseThatAreNotBlank() {
    Pattern words = Pattern.compile(pattern("Words"));
    IntStream.range(0, 0xFEFF)
        .mapToObj(Character::toString)
        .filter(DocumentedLimitsTest::accepts)
        .forEach(sample -> assertThat(words.matcher(sample).matches())
            .as("U+%04X", (int) sample.charAt(0))
            .isEqualTo(!sample.isBlank()));
  }

  @Test
  void everyOperationDocumentsWhatAnyRequestMayGet() {
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(path -> path.getValue().properties().forEach(method -> {
          JsonNode operation = method.getValue();
          if (operation.has("operationId")) {
            Set<String> expected = new TreeSet<>(COMMON);
            expected.addAll(operation.has("security") ? Set.of() : WITH_TOKEN);
            expected.addAll(method.getKey().equals("post") ? WITH_BODY : Set.of());
            assertThat(operation.path("responses").propertyNames())
                .as(path.getKey())
                .containsAll(expected);
          }
        }));
  }

  @Test
  void everyParameterHasALimit() {
    Set<String> unlimited = new TreeSet<>();
    DOCUMENT.findValues("parameters").stream()
        .flatMap(parameters -> parameters.valueStream())
        .map(parameter -> resolve(parameter))
        .filter(parameter -> parameter.has("in"))
        .forEach(parameter -> {
          JsonNode schema = resolve(parameter.path("schema"));
          if (List.of("enum", "const", "maxLength", "maximum", "pattern").stream()
              .noneMatch(schema::has)) {
            unlimited.add(parameter.path("name").asString());
          }
        });

    // Whatever does not match an ETag or is no number counts as missing.
    assertThat(unlimited).containsExactly("If-None-Match", "Last-Event-ID");
  }

  private static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asString().substring(1)) : node;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/projects?after=x",
        "/api/projects?after=1.UPPER",
        "/api/projects?after=-1.shop",
        "/api/projects?after=1234567890123456789.shop",
        "/api/projects?status=lost",
        "/api/projects?limit=201",
        "/api/projects/shop/events?passing=null",
        "/api/projects/shop/events?passing=true&passing=true",
        "/api/projects/shop/events?after=1234567890123456789",
        "/api/projects/shop/events?limit=1001",
        "/api/events?project=UPPER",
        "/api/events?after=1",
        "/feed?after=-1",
        "/feed?project=UPPER"
      })
  void aParameterBeyondTheDocumentIsRefused(String path) {
    assertThat(harness.get(path).statusCode()).isEqualTo(400);
    assertThat(harness.get(path, "accept", "application/x-ndjson").statusCode()).isEqualTo(400);
  }

  @Test
  void aSearchTextThatIsTooLongIsRefused() {
    assertThat(harness.get("/api/projects?q=" + "x".repeat(201)).statusCode()).isEqualTo(400);
    assertThat(harness.get("/api/projects?q=" + "x".repeat(200)).statusCode()).isEqualTo(200);
    assertThat(harness.get("/api/projects?status=&q=&after=").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/projects | {\"spec\":\"a shop\",\"id\":\"\"}",
        "/api/projects | {\"spec\":\"a shop\",\"approve\":null}",
        "/api/projects | {\"spec\":\"\u00b7\u0085\"}",
        "/api/projects/shop/cancel | {\"queued\":\"\"}",
        "/api/projects/shop/hint | {\"path\":\"\",\"text\":\"be brief\"}",
        "/api/projects/shop/hint | {\"text\":\"be brief\"}",
        "/api/projects/shop/approve | {\"blueprint\":\"{}\"}",
        "/mcp | {}",
        "/mcp | {\"jsonrpc\":2.0,\"method\":\"ping\"}",
        "/mcp | {\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":true}",
        "/mcp | {\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":1,\"params\":[]}"
      })
  void aBodyBeyondTheDocumentIsRefused(String path, String body) {
    HttpResponse<String> reply = harness.post(path, body);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    new OpenApiContract(DOCUMENT).check("post", path, reply);
  }
}
