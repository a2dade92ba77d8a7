package atelier.project;

import atelier.event.CheckPlan;
import atelier.event.Event.ProjectFinished;
import atelier.event.Evidence;
import atelier.event.ReachedLimit;
import atelier.event.ShellWords;
import atelier.event.VisibleText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents that describe a project inside its repository, from its state alone. Their
 * text is part of Git commits: changing a word changes the commit ids of existing projects.
 */
public final class Manifest {
  private static final int HASH_CHARS = 12;
  private static final int FIRST_RULES_WITH_VISIBLE_TEXT = 3;

  private Manifest() {}

  /** Whether a path is that of a document, which Atelier writes anew with each event. */
  public static boolean isDocument(String path) {
    return path.equals("MANIFEST.md") || path.equals("LESSONS_LEARNED.md");
  }

  /** Returns MANIFEST.md and, if there are lessons, LESSONS_LEARNED.md: content by path. */
  public static Map<String, String> of(Project project) {
    Map<String, String> documents = raw(project);
    documents.replaceAll((path, text) -> VisibleText.document(text));
    return documents;
  }

  /**
   * Returns the documents at the end of a feature. Ends that older rules decided have the text of
   * their day, since later commits are made on it.
   */
  public static Map<String, String> atEnd(Project project, ProjectFinished end) {
    return end.rules().orElse(0) < FIRST_RULES_WITH_VISIBLE_TEXT ? raw(project) : of(project);
  }

  private static Map<String, String> raw(Project project) {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("MANIFEST.md", manifest(project));
    if (!project.lessons().isEmpty()) {
      documents.put("LESSONS_LEARNED.md", project.lessons());
    }
    return documents;
  }

  private static String manifest(Project project) {
    StringBuilder text = new StringBuilder("# ").append(project.id()).append("\n\n");
    if (project.feature() != null) {
      text.append(blockquote(project.feature().spec())).append('\n');
    }
    text.append("- Status: **").append(project.status().wireName()).append("**\n");
    if (!project.reason().isEmpty()) {
      text.append("- Reason: ").append(singleLine(project.reason())).append('\n');
    }
    if (project.startedAt() != null) {
      text.append("- Started: ").append(project.startedAt()).append('\n');
    }
    if (project.finishedAt() != null) {
      text.append("- Finished: ").append(project.finishedAt()).append('\n');
    }
    text.append("- Tokens: ")
        .append(project.tokens().prompt())
        .append(" in, ")
        .append(project.tokens().completion())
        .append(" out\n");
    appendPlan(project, text);
    ManifestPackages.append(project, text);
    appendChecks(project, text);
    appendEvidence(project, text);
    ManifestExamples.append(project, text);
    ManifestDecisions.append(project, text);
    return text.toString();
  }

  private static void appendPlan(Project project, StringBuilder text) {
    if (project.blueprint() == null) {
      return;
    }
    text.append("\n## Plan\n\n")
        .append(singleLine(project.blueprint().summary()))
        .append('\n');
    project
        .blueprint()
        .assumptions()
        .forEach(assumption ->
            text.append("- Assumed: ").append(singleLine(assumption)).append('\n'));
    text.append("\n## Files\n\n| file | status | attempts | what for |\n|---|---|---|---|\n");
    for (SourceFile file : project.files().values()) {
      text.append("| `")
          .append(file.path())
          .append("` | ")
          .append(file.status(project.isInProgress("writer", file.path())))
          .append(" | ")
          .append(file.attempts())
          .append(" | ")
          .append(singleLine(file.plan().description()).replace("|", "\\|"))
          .append(" |\n");
    }
  }

  private static void appendChecks(Project project, StringBuilder text) {
    if (project.checkPlans().isEmpty()) {
      return;
    }
    text.append(
        "\n## Checks\n\n| check | command | result | tree | output |\n|---|---|---|---|---|\n");
    for (CheckPlan plan : project.checkPlans()) {
      CheckResult result = project.checks().get(plan.name());
      text.append("| ")
          .append(singleLine(plan.name()).replace("|", "\\|"))
          .append(" | `")
          .append(singleLine(ShellWords.quote(plan.command())).replace("|", "\\|"))
          .append("` | ")
          .append(resultCells(project, result))
          .append(" |\n");
    }
  }

  /** Marks evidence of another tree than the current one, since it proves nothing about it. */
  private static String resultCells(Project project, @Nullable CheckResult result) {
    if (result == null) {
      return "not run yet | | ";
    }
    if (result.evidence() == null) {
      return "could not be run | | ";
    }
    Evidence evidence = result.evidence();
    String end = evidence.limit().map(ReachedLimit::describe).orElse("exit " + evidence.exit());
    String verdict = (result.passed() ? "passed" : "failed") + " (" + end + ")";
    boolean current = result.tree().equals(project.treeHash());
    return verdict + (current ? "" : ", before the last change") + " | " + abbreviate(result.tree())
        + " | " + abbreviate(evidence.outputHash());
  }

  /** What each check proves. Repositories made before controls existed have no such section. */
  private static void appendEvidence(Project project, StringBuilder text) {
    boolean controlled = project.checks().values().stream()
        .anyMatch(result -> result.control() != CheckResult.Control.PENDING);
    if (!controlled) {
      return;
    }
    text.append("\n## Evidence\n\n");
    project
        .checks()
        .forEach((name, result) -> text.append("- ")
            .append(singleLine(name))
            .append(": ")
            .append(proof(result))
            .append('\n'));
    appendMutants(project, text);
  }

  private static void appendMutants(Project project, StringBuilder text) {
    MutationScore score = project.mutationScore();
    if (score != null && score.isComplete() && score.tried() > 0) {
      text.append("- Small faults put into the sources: ")
          .append(score.killed())
          .append(" of ")
          .append(score.tried())
          .append(" noticed\n");
      score
          .survivors()
          .forEach(survivor -> text.append("  - not noticed: ")
              .append(survivor.file())
              .append(':')
              .append(survivor.line())
              .append(" `")
              .append(singleLine(survivor.from()))
              .append("` became `")
              .append(singleLine(survivor.to()))
              .append("`\n"));
      appendClaims(project, text);
      score
          .unproven()
          .forEach(
              path -> text.append("- Exercised by no check: `").append(path).append("`\n"));
    }
  }

  private static void appendClaims(Project project, StringBuilder text) {
    TestRewrite.claims(project)
        .forEach(claim -> text.append("  - claimed by the Writer, not verified: ")
            .append(claim.file())
            .append(':')
            .append(claim.line())
            .append(" `")
            .append(singleLine(claim.from()))
            .append("` and `")
            .append(singleLine(claim.to()))
            .append("` are equivalent: ")
            .append(singleLine(claim.reason()))
            .append('\n'));
  }

  private static String proof(CheckResult result) {
    String tests = result.hasExecutedTests()
        ? result.testCount() + " tests executed, passed " + result.passes() + " times"
        : "no test executed, so it is no evidence";
    String broken = String.join(", ", result.broken());
    return tests
        + switch (result.control()) {
          case PENDING -> "";
          case PASSED -> "; failed with " + broken + " broken";
          case FAILED -> "; passed although " + broken + " was broken, so it proves nothing";
        };
  }

  private static String abbreviate(String hash) {
    return hash.substring(0, Math.min(HASH_CHARS, hash.length()));
  }

  private static String blockquote(String text) {
    return "> " + text.strip().replace("\n", "\n> ") + "\n";
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
