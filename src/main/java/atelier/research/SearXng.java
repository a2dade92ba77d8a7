package atelier.research;

import atelier.research.Research.Result;
import tools.jackson.databind.JsonNode;

/** Parses the JSON of a SearXNG search. Its server needs {@code search.formats: [html, json]}. */
final class SearXng {
  private static final int MAX_RESULTS = 5;

  private SearXng() {}

  static Result parse(JsonNode body) {
    StringBuilder text = new StringBuilder();
    String url = "";
    int count = 0;
    for (JsonNode result : body.path("results")) {
      if (count++ == MAX_RESULTS) {
        break;
      }
      url = url.isEmpty() ? result.path("url").asString("") : url;
      text.append("- ")
          .append(result.path("title").asString(""))
          .append(" (")
          .append(result.path("url").asString(""))
          .append("): ")
          .append(result.path("content").asString(""))
          .append('\n');
    }
    return new Result("SearXNG", url, text.toString());
  }
}
