package atelier.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A byte order mark is taken off at the start of a text, and nowhere else. */
final class JsonTest {
  private static ObjectNode parse(String body) {
    return Json.parseObject(Buffer.buffer(body), Set.of("spec"));
  }

  @Test
  void takesOffAByteOrderMark() {
    assertThat(Json.text(parse("{\"spec\":\"\uFEFFA list\"}"), "spec")).isEqualTo("A list");
    assertThatThrownBy(() -> parse("{\"spec\":\"A \uFEFFlist\"}")).hasMessageContaining("U+FEFF");
  }
}
