package atelier.project;

import atelier.event.FilePlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one file of a project. Immutable: the {@code with...} methods return a changed copy.
 *
 * @param attempts the number of the latest attempt, counted over all features
 * @param repairStep the index of its current stage in the {@link RepairPolicy}
 * @param writePending whether a new version must be written
 * @param candidate the newest version while it is being checked; null if there is none
 * @param accepted the newest version that was valid and clean; null if there is none
 * @param rejectedContent the content of the latest rejected version; null if there is none
 * @param committedAttempt the attempt that is committed in Git; 0 if none is
 * @param problems what the next version must fix
 * @param problemSignatures the problems seen so far in this feature, to detect repetition
 * @param hints what people advised
 * @param surrendered whether the Writer gave up
 * @param surrenderReason why it did; empty if it did not
 * @param lastNode the node that wrote the latest version
 * @param repeated whether the same problems were found before
 * @param restored the content to write back without a model; null if there is none
 */
public record SourceFile(
    FilePlan plan,
    int attempts,
    int repairStep,
    boolean writePending,
    @Nullable Version candidate,
    @Nullable Version accepted,
    @Nullable String rejectedContent,
    int committedAttempt,
    List<Problem> problems,
    Set<String> problemSignatures,
    List<String> hints,
    boolean surrendered,
    String surrenderReason,
    String lastNode,
    boolean repeated,
    @Nullable String restored) {
  public SourceFile {
    problems = List.copyOf(problems);
    problemSignatures = Set.copyOf(problemSignatures);
    hints = List.copyOf(hints);
  }

  static SourceFile planned(FilePlan plan, int attempts) {
    return new SourceFile(
        plan, attempts, 0, true, null, null, null, 0, List.of(), Set.of(), List.of(), false, "", "",
        false, null);
  }

  public String path() {
    return plan.path();
  }

  /** The content to fix or change: the latest rejected content, else the accepted one. */
  public @Nullable String newestContent() {
    return rejectedContent != null ? rejectedContent : accepted == null ? null : accepted.content();
  }

  /** Whether the Writer must write a new version now. */
  public boolean needsWriting() {
    return writePending && candidate == null && !surrendered;
  }

  /** Whether its newest version is accepted and no other one is pending. */
  public boolean isSettled() {
    return accepted != null && candidate == null && !writePending;
  }

  /** The kind of its next attempt. */
  public RepairPolicy.RepairStage stage(RepairPolicy policy) {
    return policy.stageAt(repairStep, isCertainlyAtFault(), repeated);
  }

  /** Whether a compiler or the scanner found all that is wrong with it. */
  public boolean isCertainlyAtFault() {
    return !problems.isEmpty() && problems.stream().allMatch(Problem::isCertain);
  }

  public boolean isSurrendered() {
    return surrendered;
  }

  /** The file's status in the API; {@code beingWritten}: whether a Writer is working on it. */
  public String status(boolean beingWritten) {
    if (isSurrendered()) {
      return "surrendered";
    }
    if (candidate != null) {
      return "validating";
    }
    if (writePending) {
      return !problems.isEmpty() ? "fixing" : beingWritten ? "writing" : "pending";
    }
    return accepted != null && committedAttempt == accepted.attempt() ? "committed" : "validating";
  }

  /** A copy that a later feature plans to change; the accepted version stays as the base. */
  SourceFile withPlan(FilePlan newPlan) {
    return edit(builder -> {
      builder.plan = newPlan;
      builder.repairStep = 0;
      builder.writePending = true;
      builder.candidate = null;
      builder.problems = List.of();
      builder.problemSignatures = Set.of();
      builder.withdrawSurrender();
      builder.repeated = false;
      builder.restored = null;
    });
  }

  /** A copy that is not written in this feature; the accepted version stays. */
  SourceFile withoutPendingWrite() {
    return edit(builder -> builder.writePending = false);
  }

  /** A copy on which nothing is done any more, since it will be deleted. */
  SourceFile withoutWork() {
    return withPlan(plan).withoutPendingWrite();
  }

  /** A copy whose accepted version must pass validation again, as other files were deleted. */
  SourceFile withRevalidation() {
    return accepted == null || !isSettled()
        ? this
        : withoutWork().edit(builder -> builder.candidate = accepted.withoutValidation());
  }

  /** Whether its candidate is the accepted version, which is checked again. */
  public boolean isRevalidated() {
    return candidate != null && accepted != null && candidate.attempt() == accepted.attempt();
  }

  SourceFile withCandidate(Version version, String node) {
    return edit(builder -> {
      builder.attempts = version.attempt();
      builder.writePending = false;
      builder.candidate = version;
      builder.problems = List.of();
      builder.lastNode = node;
      builder.restored = null;
    });
  }

  /**
   * A copy with the verdict of the Validator or the Auditor. When both verdicts are known and one
   * is negative, the file moves to the next repair stage.
   */
  SourceFile withVerdict(Version version, List<Problem> newProblems, RepairPolicy policy) {
    SourceFile updated = edit(builder -> {
      builder.candidate = version;
      builder.problems = concat(problems, newProblems);
    });
    if (version.isFullyChecked() && !version.isValidAndClean()) {
      return updated.withRejection(policy);
    }
    return version.isValidAndClean() && updated.isRevalidated()
        ? updated.edit(builder -> builder.candidate = null)
        : updated;
  }

  SourceFile withAccepted(Version version) {
    return edit(builder -> {
      builder.candidate = null;
      builder.accepted = version;
      builder.rejectedContent = null;
    });
  }

  SourceFile withCommit(int attempt) {
    return edit(builder -> builder.committedAttempt = attempt);
  }

  /** A copy whose latest answer from a model did not contain a usable file. */
  SourceFile withRejectedAnswer(int attempt, Problem problem, RepairPolicy policy) {
    return edit(builder -> {
          builder.attempts = attempt;
          builder.problems = concat(problems, List.of(problem));
        })
        .withRejection(policy);
  }

  /**
   * A copy whose accepted version failed at run time. It moves to the next repair stage once, even
   * if several failures name it.
   */
  SourceFile withRunFailure(Problem problem, RepairPolicy policy) {
    SourceFile updated = edit(builder -> builder.problems = concat(problems, List.of(problem)));
    return writePending || candidate != null ? updated : updated.withRejection(policy);
  }

  SourceFile withSurrender(String reason) {
    return edit(builder -> {
      builder.surrendered = true;
      builder.surrenderReason = reason.isBlank() ? "no reason was given" : reason;
    });
  }

  /** A copy that starts the repair policy again; an empty hint is a retry without a hint. */
  SourceFile withHint(String hint) {
    return edit(builder -> {
      builder.repairStep = 0;
      builder.problemSignatures = Set.of();
      builder.withdrawSurrender();
      builder.repeated = false;
      if (!hint.isEmpty()) {
        builder.hints = concat(hints, List.of(hint));
        builder.writePending = true;
        builder.candidate = null;
        builder.restored = null;
      }
    });
  }

  private SourceFile withRejection(RepairPolicy policy) {
    String signature = problems.stream().map(Problem::signature).collect(Collectors.joining("|"));
    return edit(builder -> {
      Set<String> seen = new LinkedHashSet<>(problemSignatures);
      builder.repeated = !seen.add(signature);
      builder.repairStep = policy.nextStep(repairStep);
      builder.problemSignatures = seen;
      builder.rejectedContent = candidate == null ? rejectedContent : candidate.content();
      builder.candidate = null;
      builder.writePending = true;
    });
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** A copy with some changes. */
  SourceFile edit(Consumer<FileBuilder> change) {
    FileBuilder builder = new FileBuilder(this);
    change.accept(builder);
    return builder.build();
  }
}
