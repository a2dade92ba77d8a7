package atelier.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class JsonTest {
  private static ObjectNode parse(String body) {
    return Json.parseObject(Buffer.buffer(body), Set.of("spec"));
  }

  /** A mark is taken off at the start of a text, and nowhere else. */
  @Test
  void takesOffAByteOrderMark() {
    assertThat(Json.text(parse("{\"spec\":\"\uFEFFA list\"}"), "spec")).isEqualTo("A list");
    assertThatThrownBy(() -> parse("{\"spec\":\"A \uFEFFlist\"}")).hasMessageContaining("U+FEFF");
  }

  @Test
  void refusesWhatAReaderDoesNotSee() {
    assertThatThrownBy(() -> parse("{\"spec\":\"a\u200Bb\"}")).hasMessageContaining("U+200B");
    assertThatThrownBy(() -> parse("{\"spec\":\"a \uDB40\uDC41\"}"))
        .hasMessageContaining("U+E0041");
    assertThat(Json.text(parse("{\"spec\":\"می\u200Cخواهم ❤\uFE0F\"}"), "spec"))
        .isEqualTo("می\u200Cخواهم ❤\uFE0F");
  }
}
