package atelier.research;

import atelier.research.Research.Result;
import tools.jackson.databind.JsonNode;

/**
 * Parses the JSON of DuckDuckGo's Instant Answer API. It answers from encyclopedias only, so an
 * empty result is normal.
 */
final class DuckDuckGo {
  private static final int MAX_TOPICS = 5;

  private DuckDuckGo() {}

  static Result parse(JsonNode body) {
    StringBuilder text = new StringBuilder();
    for (String field : new String[] {"Answer", "AbstractText", "Definition"}) {
      String part = body.path(field).asString("");
      if (!part.isBlank()) {
        text.append(part).append('\n');
      }
    }
    int topics = 0;
    for (JsonNode topic : body.path("RelatedTopics")) {
      String part = topic.path("Text").asString("");
      if (!part.isBlank() && topics < MAX_TOPICS) {
        text.append("- ").append(part).append('\n');
        topics++;
      }
    }
    String source = body.path("AbstractSource").asString("");
    return new Result(
        source.isBlank() ? "DuckDuckGo" : source + ", by DuckDuckGo",
        body.path("AbstractURL").asString(""),
        text.toString());
  }
}
