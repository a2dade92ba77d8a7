package atelier.cli;

import static atelier.cli.EventPhrases.because;
import static atelier.cli.EventPhrases.safe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a node says of its projects, in words. */
final class ProjectTable {
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

  private ProjectTable() {}

  static List<StyledLine> taken(JsonNode taken) {
    return List.of(StyledLine.good("✅ " + text(taken, "id") + " is " + text(taken, "status")));
  }

  static List<StyledLine> list(JsonNode answer) {
    List<StyledLine> lines = new ArrayList<>();
    for (JsonNode row : answer.path("projects")) {
      JsonNode files = row.path("files");
      String count = files.isObject() ? files.path("committed") + "/" + files.path("total") : "";
      lines.add(StyledLine.plain(String.format(
          Locale.ROOT,
          "%s %-18s %-30s %7s  %s",
          mark(row),
          text(row, "status"),
          text(row, "id"),
          count,
          TerminalText.firstLine(row.path("spec").asString(""), 60))));
    }
    if (lines.isEmpty()) {
      lines.add(
          StyledLine.plain("No projects. Begin one: atelier submit \"A REST API for todos\""));
    } else if (answer.path("next").isString()) {
      lines.add(StyledLine.detail("and more: --after " + text(answer, "next")));
    }
    return lines;
  }

  static List<StyledLine> project(JsonNode project) {
    List<StyledLine> lines = new ArrayList<>();
    lines.add(StyledLine.plain(mark(project) + " " + text(project, "id") + " is "
        + text(project, "status") + because(project.path("reason").asString(""))));
    lines.add(StyledLine.detail(text(project, "spec")));
    for (JsonNode file : project.path("files")) {
      int attempts = file.path("attempts").asInt();
      lines.add(StyledLine.plain(mark(file) + " " + text(file, "path") + "  " + text(file, "status")
          + (attempts > 1 ? ", attempt " + attempts : "")
          + because(file.path("reason").asString(""))));
    }
    for (JsonNode check : project.path("checks")) {
      lines.add(StyledLine.plain(mark(check) + " check \"" + text(check, "name") + "\"  "
          + text(check, "status") + because(check.path("reason").asString(""))));
    }
    for (JsonNode spec : project.path("waiting")) {
      lines.add(StyledLine.plain("🕓 next: " + safe(spec.asString(""))));
    }
    JsonNode usage = project.path("usage");
    lines.add(StyledLine.detail("tokens:    " + usage.path("promptTokens") + " read, "
        + usage.path("completionTokens") + " written"));
    lines.add(StyledLine.detail("look:      " + text(project, "url")));
    lines.add(StyledLine.detail("clone it:  git clone " + text(project, "git")));
    lines.addAll(needs(project));
    return lines;
  }

  /** What a person could do now. */
  static List<StyledLine> needs(JsonNode project) {
    String id = text(project, "id");
    return switch (project.path("status").asString("")) {
      case "queued" ->
        List.of(StyledLine.detail("it waits its turn; call it off: atelier cancel " + id));
      case "awaiting_approval" ->
        List.of(
            StyledLine.warn("✋ The blueprint waits for you. Build it, edit it, or call it off:"),
            StyledLine.detail("atelier approve " + id),
            StyledLine.detail("atelier show " + id
                + " --blueprint > plan.json, edit, atelier approve " + id + " -f plan.json"),
            StyledLine.detail("atelier cancel " + id));
      case "paused" ->
        List.of(
            StyledLine.warn("⏸️  It needs you. Give advice, try again, or call it off:"),
            StyledLine.detail("atelier hint " + id + " PATH \"TEXT\""),
            StyledLine.detail("atelier retry " + id),
            StyledLine.detail("atelier cancel " + id));
      case "succeeded", "failed", "unverified" ->
        List.of(StyledLine.detail("go on:     atelier submit --feature " + id + " \"TEXT\""));
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
