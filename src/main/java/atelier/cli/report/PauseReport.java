package atelier.cli.report;

import static atelier.cli.report.EventPhrases.sanitize;
import static atelier.cli.report.StyledLine.detail;
import static atelier.cli.report.StyledLine.warning;

import atelier.event.ShellWords;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Describes why a project is paused, and the commands with which a person continues it. */
public final class PauseReport {
  private static final int MAX_FILES = 3;
  private static final int MAX_LINES = 8;

  private PauseReport() {}

  /** The lines of a reason after its first one: the command that failed, and its output. */
  static List<StyledLine> restOf(String reason) {
    return reason
        .strip()
        .lines()
        .skip(1)
        .limit(MAX_LINES)
        .map(line -> detail("│ " + TerminalText.sanitize(line, 300)))
        .toList();
  }

  /** The commands of a paused project. */
  static List<StyledLine> nextSteps(JsonNode project) {
    String id = sanitize(project.path("id").asString(""));
    List<StyledLine> lines = new ArrayList<>();
    lines.add(
        warning("⏸️  The project needs your input. Give a hint, retry, fix the plan or cancel:"));
    for (String file : filesToHint(project)) {
      lines.add(detail("atelier hint " + id + " " + file + " \"TEXT\""));
    }
    lines.add(detail("atelier retry " + id));
    if (project.has("blueprint")) {
      lines.addAll(editSteps(id));
    }
    lines.add(detail("atelier cancel " + id));
    return lines;
  }

  /** The commands with which a person fixes a check or an example. */
  public static List<StyledLine> editSteps(String id) {
    return List.of(
        StyledLine.plain(
            "If a check or an example is wrong, write the plan to a file, edit and" + " send it:"),
        detail("atelier show " + id + " --blueprint > plan.json"),
        detail("atelier approve " + id + " -f plan.json"));
  }

  /** The files that the Writer gave up on, else the first one. */
  private static List<String> filesToHint(JsonNode project) {
    List<String> stuck = project
        .path("files")
        .valueStream()
        .filter(file -> file.path("status").asString("").equals("surrendered"))
        .map(PauseReport::path)
        .limit(MAX_FILES)
        .toList();
    return stuck.isEmpty()
        ? project.path("files").valueStream().map(PauseReport::path).limit(1).toList()
        : stuck;
  }

  private static String path(JsonNode file) {
    return sanitize(ShellWords.quote(List.of(file.path("path").asString(""))));
  }
}
