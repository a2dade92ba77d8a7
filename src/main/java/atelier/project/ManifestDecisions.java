package atelier.project;

import atelier.event.ShellWords;

/**
 * Writes the part of MANIFEST.md about what people decided. A project in which nobody removed a
 * check or dropped a feature has no such part.
 */
final class ManifestDecisions {
  private ManifestDecisions() {}

  static void append(Project project, StringBuilder text) {
    PersonDecisions decisions = project.decisions();
    if (decisions.removedChecks().isEmpty() && decisions.droppedFeatures().isEmpty()) {
      return;
    }
    text.append("\n## What people decided\n\n");
    decisions
        .removedChecks()
        .forEach(check -> text.append("- Check removed or replaced: ")
            .append(singleLine(check.name()))
            .append(": `")
            .append(singleLine(ShellWords.quote(check.command())))
            .append("`\n"));
    decisions
        .droppedFeatures()
        .forEach(feature -> text.append("- Queued feature dropped: ")
            .append(singleLine(feature))
            .append('\n'));
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
