package atelier.role.answer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the JSON objects in a model's answer: bare, fenced, or with prose around them. */
public final class JsonAnswer {
  private static final int MAX_OBJECTS = 20;
  private static final int MAX_STARTS = 200;
  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(64)
              .maxNumberLength(100)
              .build())
          .build())
      .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private JsonAnswer() {}

  /** The objects in order; what cannot be read as JSON is passed over. */
  public static List<JsonNode> findObjects(String answer) {
    List<JsonNode> objects = new ArrayList<>();
    int at = answer.indexOf('{');
    for (int start = 0; at >= 0 && start < MAX_STARTS && objects.size() < MAX_OBJECTS; start++) {
      int end = findClosingBrace(answer, at);
      JsonNode node = end < 0 ? null : parseOrNull(answer.substring(at, end + 1));
      if (node != null && node.isObject()) {
        objects.add(node);
        at = answer.indexOf('{', end);
      } else {
        at = answer.indexOf('{', at + 1);
      }
    }
    return objects;
  }

  private static @Nullable JsonNode parseOrNull(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /**
   * Where the brace at {@code from} is closed, strings and escapes considered; -1 where nowhere.
   */
  private static int findClosingBrace(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
