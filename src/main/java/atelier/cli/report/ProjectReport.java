package atelier.cli.report;

import static atelier.cli.report.EventPhrases.reasonSuffix;
import static atelier.cli.report.EventPhrases.sanitize;

import atelier.event.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Describes a node's replies about projects as lines of console output. */
public final class ProjectReport {
  /** The icon of each status of a project, file or check. */
  private static final Map<String, String> ICONS = Map.ofEntries(
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

  private ProjectReport() {}

  public static List<StyledLine> accepted(JsonNode reply) {
    return List.of(
        StyledLine.success("✅ " + textOf(reply, "id") + " is " + textOf(reply, "status")));
  }

  /** Describes the reply to a submitted spec: the status, then where to look at the project. */
  public static List<StyledLine> submitted(JsonNode reply) {
    return List.of(
        StyledLine.success("🚀 Project " + textOf(reply, "id") + " is " + textOf(reply, "status")),
        StyledLine.detail("open:   " + textOf(reply, "url")),
        StyledLine.detail("watch:  atelier watch " + textOf(reply, "id")),
        StyledLine.detail("clone:  git clone " + textOf(reply, "git")));
  }

  public static List<StyledLine> projects(JsonNode reply) {
    List<StyledLine> lines = new ArrayList<>();
    for (JsonNode row : reply.path("projects")) {
      JsonNode files = row.path("files");
      String fileCount =
          files.isObject() ? files.path("committed") + "/" + files.path("total") : "";
      lines.add(StyledLine.plain(String.format(
          Locale.ROOT,
          "%s %-18s %-30s %7s  %s",
          icon(row),
          textOf(row, "status"),
          textOf(row, "id"),
          fileCount,
          TerminalText.firstLine(row.path("spec").asString(""), 60))));
    }
    if (lines.isEmpty()) {
      lines.add(
          StyledLine.plain("No projects. Start one: atelier submit \"A REST API for todos\""));
    } else if (reply.path("next").isString()) {
      lines.add(StyledLine.detail("for more, repeat with --after " + textOf(reply, "next")));
    }
    return lines;
  }

  public static List<StyledLine> details(JsonNode project) {
    List<StyledLine> lines = new ArrayList<>();
    lines.add(StyledLine.plain(icon(project) + " " + textOf(project, "id") + " is "
        + textOf(project, "status") + reasonSuffix(project.path("reason").asString(""))));
    lines.addAll(PauseReport.restOf(project.path("reason").asString("")));
    lines.add(StyledLine.detail(textOf(project, "spec")));
    for (JsonNode file : project.path("files")) {
      int attempts = file.path("attempts").asInt();
      lines.add(
          StyledLine.plain(icon(file) + " " + textOf(file, "path") + "  " + textOf(file, "status")
              + (attempts > 1 ? ", attempt " + attempts : "")
              + reasonSuffix(file.path("reason").asString(""))));
    }
    for (JsonNode check : project.path("checks")) {
      lines.add(StyledLine.plain(icon(check) + " check \"" + textOf(check, "name") + "\"  "
          + textOf(check, "status") + reasonSuffix(check.path("reason").asString(""))));
      lines.addAll(failure(check));
    }
    project.path("packages").forEach(setup -> lines.add(PackagesTable.summary(setup)));
    for (JsonNode spec : project.path("waiting")) {
      lines.add(StyledLine.plain("🕓 queued: " + sanitize(spec.asString(""))));
    }
    lines.addAll(queuedBehind(project));
    JsonNode usage = project.path("usage");
    lines.add(StyledLine.detail("tokens:    " + usage.path("promptTokens") + " in, "
        + usage.path("completionTokens") + " out"));
    lines.add(StyledLine.detail("open:      " + textOf(project, "url")));
    lines.add(StyledLine.detail("clone:     git clone " + textOf(project, "git")));
    lines.addAll(nextSteps(project));
    return lines;
  }

  /** What queued features wait for; empty if none is queued. */
  public static List<StyledLine> queuedBehind(JsonNode reply) {
    String detail = reply.path("queuedBehind").path("detail").asString("");
    return detail.isEmpty() ? List.of() : List.of(StyledLine.warning("🕓 " + sanitize(detail)));
  }

  /** The command of a failed check, how it ended, and the lines that matter. */
  private static List<StyledLine> failure(JsonNode check) {
    if (!check.path("status").asString("").equals("failed")) {
      return List.of();
    }
    List<String> command =
        check.path("command").valueStream().map(word -> word.asString("")).toList();
    List<StyledLine> lines = new ArrayList<>();
    lines.add(StyledLine.detail(
        sanitize(ShellWords.quote(command)) + ": exit " + check.path("exit").asInt()));
    check
        .path("failure")
        .asString("")
        .lines()
        .forEach(line -> lines.add(StyledLine.detail("│ " + sanitize(line))));
    return lines;
  }

  /** Returns the commands that a user can run in the project's status. */
  public static List<StyledLine> nextSteps(JsonNode project) {
    String id = textOf(project, "id");
    return switch (project.path("status").asString("")) {
      case "queued" ->
        List.of(StyledLine.detail("waiting in the queue; to cancel: atelier cancel " + id));
      case "awaiting_approval" ->
        List.of(
            StyledLine.warning("✋ The blueprint needs your approval. Approve, edit or cancel it:"),
            StyledLine.detail("atelier approve " + id),
            StyledLine.detail("atelier show " + id + " --blueprint > plan.json"),
            StyledLine.detail("atelier approve " + id + " -f plan.json"),
            StyledLine.detail("atelier cancel " + id));
      case "paused" -> PauseReport.nextSteps(project);
      case "succeeded", "failed", "unverified" ->
        List.of(StyledLine.detail("add to it: atelier submit --feature " + id + " \"TEXT\""));
      default -> List.of();
    };
  }

  private static String icon(JsonNode row) {
    return ICONS.getOrDefault(row.path("status").asString(""), "· ");
  }

  private static String textOf(JsonNode row, String field) {
    return sanitize(row.path(field).asString(""));
  }
}
