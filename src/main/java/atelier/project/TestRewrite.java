package atelier.project;

import atelier.event.DiagnosisEvent.RewriteRejected;
import atelier.event.EquivalentMutant;
import atelier.event.Event.Paused;
import atelier.event.Event.ProjectFinished;
import atelier.event.Survivor;
import atelier.project.RepairPolicy.RepairStage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The one request of a feature to the Writer of a test, for tests that notice the survivors. What
 * does not help is not kept: then the version before it returns, with its evidence.
 *
 * @param file the test file
 * @param survivors the small faults that no check noticed, as far as they are asked about
 * @param failure what failed with the new tests; empty if nothing did
 * @param claims the survivors that no test can notice, as the model claims
 * @param before the project when it was asked, with all its evidence
 */
public record TestRewrite(
    String file,
    List<Survivor> survivors,
    Stage stage,
    String failure,
    List<EquivalentMutant> claims,
    Project before) {
  private static final int MAX_ANSWERS = 2;

  /** How far the request is. */
  public enum Stage {
    /** New tests are written and tried. */
    OPEN,
    /** They did not help: the version before them is written back. */
    RESTORING,
    /** Nothing more happens. */
    ENDED
  }

  public TestRewrite {
    survivors = List.copyOf(survivors);
    claims = List.copyOf(claims);
  }

  /** Whether new tests are written and tried. */
  public boolean isOpen() {
    return stage == Stage.OPEN;
  }

  /** Whether a version of the test file is still to be written for it. */
  public boolean isPending() {
    return stage != Stage.ENDED;
  }

  /** Whether the version of this file before them has to be written back. */
  public boolean isRestoring(String path) {
    return stage == Stage.RESTORING && file.equals(path);
  }

  /** The file as it was. */
  SourceFile fileBefore() {
    return Objects.requireNonNull(before.files().get(file));
  }

  /** The content of the test file before. */
  public String contentBefore() {
    return Objects.requireNonNull(fileBefore().accepted()).content();
  }

  TestRewrite withStage(Stage next) {
    return new TestRewrite(file, survivors, next, failure, claims, before);
  }

  TestRewrite withFailure(String text) {
    return new TestRewrite(
        file, survivors, stage, failure.isEmpty() ? text : failure, claims, before);
  }

  TestRewrite withClaims(List<EquivalentMutant> more) {
    return new TestRewrite(
        file, survivors, stage, failure, claims.isEmpty() ? more : claims, before);
  }

  /** What the Writer claims about faults that no check notices on the current files. */
  public static List<EquivalentMutant> claims(Project project) {
    MutationScore score = project.mutationScore();
    return score == null
        ? List.of()
        : project.rewrite().stream()
            .flatMap(rewrite -> rewrite.claims().stream())
            .filter(claim -> score.survivors().stream().anyMatch(claim::isAbout))
            .toList();
  }

  /** The end of a request that did not help; empty while that is open, and if it helped. */
  public static Optional<RewriteRejected> rejection(Project project) {
    return project
        .rewrite()
        .filter(rewrite -> rewrite.isOpen() && project.isOpen())
        .flatMap(rewrite -> rewrite
            .reasonAgainst(project)
            .map(reason -> new RewriteRejected(rewrite.file(), reason)));
  }

  private Optional<String> reasonAgainst(Project project) {
    return Optional.of(failure)
        .filter(text -> !text.isEmpty())
        .or(() -> RequiredAction.of(project).map(Paused::reason))
        .or(() -> isSpent(project)
            ? Optional.of("no usable version in " + MAX_ANSWERS + " answers")
            : Optional.empty())
        .or(() -> Outcome.of(project)
            .filter(end -> !isHelpful(project, end))
            .map(end -> end.status().equals("succeeded")
                ? "the checks do not notice more than before"
                : end.reason()));
  }

  /** One answer, and one repair of it; the repair policy of the file is for other failures. */
  private boolean isSpent(Project project) {
    SourceFile now = Objects.requireNonNull(project.files().get(file));
    int answers = now.attempts() - fileBefore().attempts();
    return isUnchanged(project)
        && now.needsWriting()
        && answers > 0
        && (answers >= MAX_ANSWERS || now.stage(project.repairPolicy()) != RepairStage.REPAIR);
  }

  /** Whether no new version was accepted. */
  boolean isUnchanged(Project project) {
    return Objects.equals(
        fileBefore().accepted(),
        Objects.requireNonNull(project.files().get(file)).accepted());
  }

  /** Never worse: the same end or a better one, no fewer tests, and more faults noticed. */
  private boolean isHelpful(Project project, ProjectFinished end) {
    MutationScore now = project.mutationScore();
    MutationScore then = Objects.requireNonNull(before.mutationScore());
    boolean asGood = end.status().equals("succeeded")
        || Outcome.of(before).filter(old -> old.status().equals("succeeded")).isEmpty();
    return asGood
        && now != null
        && now.tree().equals(project.treeHash())
        && now.isBetterThan(then)
        && testCount(project) >= testCount(before);
  }

  private static int testCount(Project project) {
    return project.checks().values().stream().mapToInt(CheckResult::testCount).sum();
  }
}
