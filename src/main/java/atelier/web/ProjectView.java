package atelier.web;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.ReachedLimit;
import atelier.event.TestCounts;
import atelier.project.CheckResult;
import atelier.project.Feature;
import atelier.project.Project;
import atelier.project.UnexplainedFailure;
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
 * @param waiting the specs of queued features, oldest first
 * @param queuedBehind what they wait for
 * @param packages the packages of each manifest; missing if the project declares none
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
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PackageEvidence> packages,
    Usage usage,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
    List<String> earlier,
    List<String> waiting,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<QueuedBehind> queuedBehind,
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
   * @param failure the lines of a failed run that matter
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
      List<String> broken,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String failure) {}

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
        PackageEvidence.of(project),
        new Usage(project.tokens().prompt(), project.tokens().completion()),
        project.reason(),
        project.earlierSpecs(),
        project.queuedFeatures().stream().map(Feature::spec).toList(),
        QueuedBehind.of(project),
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
          List.of(),
          "");
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
        current ? result.broken() : List.of(),
        failure(result));
  }

  /** The end of a failed run that matters; empty if the last run did not fail. */
  private static String failure(CheckResult result) {
    return result.failed() && result.evidence() != null
        ? UnexplainedFailure.lines(result.evidence())
        : "";
  }

  /**
   * The reply to an accepted request.
   *
   * @param queuedBehind what the request waits for, if it is a feature that is queued
   */
  record Accepted(
      String id,
      String status,
      String url,
      String git,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<QueuedBehind> queuedBehind) {
    static Accepted of(Project project, Links links) {
      return new Accepted(
          project.id(),
          project.status().wireName(),
          links.projectPage(project.id()),
          links.gitUrl(project.id()),
          Optional.empty());
    }

    static Accepted ofFeature(Project project, Links links) {
      Accepted reply = of(project, links);
      return new Accepted(
          reply.id(), reply.status(), reply.url(), reply.git(), QueuedBehind.of(project));
    }
  }
}
