package atelier.cli;

import static atelier.cli.Told.because;
import static atelier.cli.Told.safe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a node says of its projects, in words. */
final class Overview {
  /** A mark for each status, and how glad it is. */
  private static final Map<String, String> MARKS = Map.ofEntries(
      Map.entry("succeeded", "✅"),
      Map.entry("unverified", "⚠️ "),
      Map.entry("failed", "❌"),
      Map.entry("cancelled", "⏹️ "),
      Map.entry("paused", "⏸️ "),
      Map.entry("awaiting_approval", "✋"),
      Map.entry("queued", "🕓"),
      Map.entry("designing", "📐"),
      Map.entry("running", "🏃"),
      Map.entry("committed", "✅"),
      Map.entry("surrendered", "🏳️ "),
      Map.entry("writing", "✍️ "),
      Map.entry("validating", "🧪"),
      Map.entry("fixing", "🔧"),
      Map.entry("passed", "✅"),
      Map.entry("skipped", "➖"));

  private Overview() {}

  static List<Line> taken(JsonNode taken) {
    return List.of(Line.good("✅ " + text(taken, "id") + " is " + text(taken, "status")));
  }

  static List<Line> list(JsonNode answer) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode row : answer.path("projects")) {
      JsonNode files = row.path("files");
      String count = files.isObject() ? files.path("committed") + "/" + files.path("total") : "";
      lines.add(Line.plain(String.format(
          Locale.ROOT,
          "%s %-18s %-30s %7s  %s",
          mark(row),
          text(row, "status"),
          text(row, "id"),
          count,
          Plain.firstLine(row.path("spec").asString(""), 60))));
    }
    if (lines.isEmpty()) {
      lines.add(Line.plain("No projects. Begin one: atelier submit \"A REST API for todos\""));
    } else if (answer.path("next").isString()) {
      lines.add(Line.detail("and more: --after " + text(answer, "next")));
    }
    return lines;
  }

  static List<Line> project(JsonNode project) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.plain(mark(project) + " " + text(project, "id") + " is "
        + text(project, "status") + because(project.path("reason").asString(""))));
    lines.add(Line.detail(text(project, "spec")));
    for (JsonNode file : project.path("files")) {
      int attempts = file.path("attempts").asInt();
      lines.add(Line.plain(mark(file) + " " + text(file, "path") + "  " + text(file, "status")
          + (attempts > 1 ? ", attempt " + attempts : "")
          + because(file.path("reason").asString(""))));
    }
    for (JsonNode check : project.path("checks")) {
      lines.add(Line.plain(mark(check) + " check \"" + text(check, "name") + "\"  "
          + text(check, "status") + because(check.path("reason").asString(""))));
    }
    for (JsonNode spec : project.path("waiting")) {
      lines.add(Line.plain("🕓 next: " + safe(spec.asString(""))));
    }
    JsonNode usage = project.path("usage");
    lines.add(Line.detail("tokens:    " + usage.path("promptTokens") + " read, "
        + usage.path("completionTokens") + " written"));
    lines.add(Line.detail("look:      " + text(project, "url")));
    lines.add(Line.detail("clone it:  git clone " + text(project, "git")));
    lines.addAll(needs(project));
    return lines;
  }

  /** What a person could do now. */
  static List<Line> needs(JsonNode project) {
    String id = text(project, "id");
    return switch (project.path("status").asString("")) {
      case "awaiting_approval" ->
        List.of(
            Line.warn("The blueprint waits for you: atelier approve " + id + ", or cancel " + id));
      case "paused" ->
        List.of(Line.warn("It needs you: atelier hint " + id + " PATH \"TEXT\", or retry " + id
            + ", or cancel " + id));
      case "failed", "unverified", "cancelled" ->
        List.of(Line.detail("try again: atelier retry " + id));
      default -> List.of();
    };
  }

  private static String mark(JsonNode row) {
    return MARKS.getOrDefault(row.path("status").asString(""), "· ");
  }

  private static String text(JsonNode row, String field) {
    return safe(row.path(field).asString(""));
  }
}
