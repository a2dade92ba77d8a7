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

/** Finds JSON objects in a model's answer: bare, fenced, or embedded in prose. */
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

  /** The objects, in order; text that is not valid JSON is skipped. */
  public static List<JsonNode> findObjects(String answer) {
    List<JsonNode> objects = new ArrayList<>();
    int start = answer.indexOf('{');
    for (int tries = 0; start >= 0 && tries < MAX_STARTS && objects.size() < MAX_OBJECTS; tries++) {
      int end = findClosingBrace(answer, start);
      JsonNode node = end < 0 ? null : parseOrNull(answer.substring(start, end + 1));
      if (node != null && node.isObject()) {
        objects.add(node);
        start = answer.indexOf('{', end);
      } else {
        start = answer.indexOf('{', start + 1);
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

  /** The index of the brace that closes the one at {@code from}; -1 if there is none. */
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
