package atelier.web;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.ReachedLimit;
import atelier.event.TestCounts;
import atelier.project.CheckResult;
import atelier.project.Feature;
import atelier.project.Project;
import atelier.web.http.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A project as {@code GET /api/projects/ID} returns it; its components are JSON fields.
 *
 * @param examples the acceptance examples in force, in the form that {@code approve} takes
 */
record ProjectView(
    String id,
    String spec,
    String status,
    long seq,
    Instant startedAt,
    @Nullable Instant finishedAt,
    List<File> files,
    List<Check> checks,
    Usage usage,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
    List<String> earlier,
    List<String> waiting,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Blueprint blueprint,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JsonNode> examples,
    String url,
    String git) {
  /** A file and its state. */
  record File(
      String path,
      String status,
      int attempts,
      String node,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {}

  /**
   * An acceptance check.
   *
   * @param status pending, passed, failed or skipped; stale if a file changed after it ran
   * @param cpuMs processor time of the last run
   * @param limit the limit that ended the last run
   * @param passes how often it passed on the current files
   * @param tests what its test tool reported in the last run
   * @param control pending; passed if it failed on broken code, failed if it did not
   * @param broken the files that were broken for the control
   */
  record Check(
      String name,
      List<String> command,
      String status,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer exit,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long ms,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Long> cpuMs,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<ReachedLimit> limit,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
      int passes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<TestCounts> tests,
      String control,
      List<String> broken) {}

  /** The tokens sent to models and received from them. */
  record Usage(int promptTokens, int completionTokens) {}

  static ProjectView of(Project project, Links links) {
    return new ProjectView(
        project.id(),
        Objects.requireNonNull(project.feature()).spec(),
        project.status().wireName(),
        project.seq(),
        Objects.requireNonNull(project.startedAt()),
        project.finishedAt(),
        project.files().values().stream()
            .map(file -> new File(
                file.path(),
                file.status(project.isInProgress("writer", file.path())),
                file.attempts(),
                file.lastNode(),
                file.surrenderReason()))
            .toList(),
        project.checkPlans().stream().map(plan -> check(project, plan)).toList(),
        new Usage(project.promptTokens(), project.completionTokens()),
        project.reason(),
        project.earlierSpecs(),
        project.queuedFeatures().stream().map(Feature::spec).toList(),
        project.blueprint(),
        project.examples().inForce().stream().map(EditableExample::of).toList(),
        links.projectPage(project.id()),
        links.gitUrl(project.id()));
  }

  private static Check check(Project project, CheckPlan plan) {
    CheckResult result = project.checks().get(plan.name());
    if (result == null) {
      return new Check(
          plan.name(),
          plan.command(),
          "pending",
          null,
          null,
          Optional.empty(),
          Optional.empty(),
          "",
          0,
          Optional.empty(),
          "pending",
          List.of());
    }
    String verdict =
        !result.skipReason().isEmpty() ? "skipped" : result.passed() ? "passed" : "failed";
    boolean current = result.tree().equals(project.treeHash());
    var evidence = result.evidence();
    return new Check(
        plan.name(),
        plan.command(),
        current ? verdict : "stale",
        evidence == null ? null : evidence.exit(),
        evidence == null ? null : evidence.ms(),
        evidence == null ? Optional.empty() : evidence.cpuMs(),
        evidence == null ? Optional.empty() : evidence.limit(),
        result.skipReason(),
        current ? result.passes() : 0,
        evidence == null ? Optional.empty() : evidence.tests(),
        current ? result.control().name().toLowerCase(Locale.ROOT) : "pending",
        current ? result.broken() : List.of());
  }

  /** The reply to an accepted request. */
  record Accepted(String id, String status, String url, String git) {
    static Accepted of(Project project, Links links) {
      return new Accepted(
          project.id(),
          project.status().wireName(),
          links.projectPage(project.id()),
          links.gitUrl(project.id()));
    }
  }
}
