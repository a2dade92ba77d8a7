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
 * One file of a project and how far it has come.
 *
 * @param attempts the number of the last attempt, over all features
 * @param repairStep where it stands on the repair ladder in this feature
 * @param writePending whether this feature asks for it to be written or changed
 * @param candidate the newest version while it is being judged
 * @param accepted the newest version that was found valid and clean
 * @param rejectedContent the content of the last version that was refused; null for none
 * @param committedAttempt the attempt that stands in Git; 0 for none
 * @param ranClosureHash the hash of the closure (itself and all it uses) whose run is over and done with
 * @param ranSuccessfully whether that run was real and good
 * @param runSkipReason why it could not be run although it is a program; empty otherwise
 * @param problems what the next version must mend
 * @param problemSignatures the faults seen in this feature
 * @param hints what people advised
 * @param surrenderReason why it was left to a person; empty otherwise
 * @param lastNode where it was last worked on
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
    String ranClosureHash,
    boolean ranSuccessfully,
    String runSkipReason,
    List<Problem> problems,
    Set<String> problemSignatures,
    List<String> hints,
    String surrenderReason,
    String lastNode) {
  public SourceFile {
    problems = List.copyOf(problems);
    problemSignatures = Set.copyOf(problemSignatures);
    hints = List.copyOf(hints);
  }

  static SourceFile planned(FilePlan plan) {
    return new SourceFile(
        plan, 0, 0, true, null, null, null, 0, "", false, "", List.of(), Set.of(), List.of(), "",
        "");
  }

  public String path() {
    return plan.path();
  }

  /** The content to be mended or changed: what was last refused, else what is accepted. */
  public @Nullable String newestContent() {
    return rejectedContent != null ? rejectedContent : accepted == null ? null : accepted.content();
  }

  /** Whether the Writer has something to do here. */
  public boolean needsWriting() {
    return writePending && candidate == null && surrenderReason.isEmpty();
  }

  /** Whether its newest version is accepted and nothing about it is open. */
  public boolean isSettled() {
    return accepted != null && candidate == null && !writePending;
  }

  public boolean isSurrendered() {
    return !surrenderReason.isEmpty();
  }

  /** The {@code status} of contract.md §3. */
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

  /** Asked for again by a further feature: what was accepted stays as the base. */
  SourceFile withPlan(FilePlan newPlan) {
    return edit(builder -> {
      builder.plan = newPlan;
      builder.repairStep = 0;
      builder.writePending = true;
      builder.candidate = null;
      builder.problems = List.of();
      builder.problemSignatures = Set.of();
      builder.surrenderReason = "";
    });
  }

  /** Left out of this feature by a person: what was accepted stays. */
  SourceFile withoutPendingWrite() {
    return edit(builder -> builder.writePending = false);
  }

  SourceFile withCandidate(Version version, String node) {
    return edit(builder -> {
      builder.attempts = version.attempt();
      builder.writePending = false;
      builder.candidate = version;
      builder.problems = List.of();
      builder.lastNode = node;
    });
  }

  /** One of the two judges has spoken; when both have and one refused, it is one rung up. */
  SourceFile withVerdict(Version version, List<Problem> found, RepairPolicy policy) {
    SourceFile updated = edit(builder -> {
      builder.candidate = version;
      builder.problems = concat(problems, found);
    });
    return version.isFullyChecked() && !version.isValidAndClean() ? updated.withRejection(policy) : updated;
  }

  SourceFile withAccepted(Version version) {
    return edit(builder -> {
      builder.candidate = null;
      builder.accepted = version;
      builder.rejectedContent = null;
      builder.runSkipReason = "";
    });
  }

  SourceFile withCommit(int attempt) {
    return edit(builder -> builder.committedAttempt = attempt);
  }

  SourceFile withRun(String closureHash, boolean succeeded, String skipReason) {
    return edit(builder -> {
      builder.ranClosureHash = closureHash;
      builder.ranSuccessfully = succeeded;
      builder.runSkipReason = skipReason;
    });
  }

  /** An answer could not be taken as a file. */
  SourceFile withRejectedAnswer(int attempt, Problem problem, RepairPolicy policy) {
    return edit(builder -> {
          builder.attempts = attempt;
          builder.problems = concat(problems, List.of(problem));
        })
        .withRejection(policy);
  }

  /** Its accepted version failed at run time; one rung up, however many failures name it. */
  SourceFile withRunFailure(Problem problem, RepairPolicy policy) {
    SourceFile updated = edit(builder -> builder.problems = concat(problems, List.of(problem)));
    return writePending || candidate != null ? updated : updated.withRejection(policy);
  }

  SourceFile withSurrender(String reason) {
    return edit(builder -> builder.surrenderReason = reason);
  }

  /** A person helped: a fresh ladder, with their advice. */
  SourceFile withHint(String hint) {
    return edit(builder -> {
      builder.repairStep = 0;
      builder.problemSignatures = Set.of();
      builder.surrenderReason = "";
      if (!hint.isEmpty()) {
        builder.hints = concat(hints, List.of(hint));
        builder.writePending = true;
        builder.candidate = null;
      }
    });
  }

  private SourceFile withRejection(RepairPolicy policy) {
    String fault = problems.stream().map(Problem::signature).collect(Collectors.joining("|"));
    return edit(builder -> {
      Set<String> seen = new LinkedHashSet<>(problemSignatures);
      builder.repairStep = policy.nextStep(repairStep, !seen.add(fault));
      builder.problemSignatures = seen;
      builder.rejectedContent = candidate == null ? rejectedContent : candidate.content();
      builder.candidate = null;
      builder.writePending = true;
    });
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private SourceFile edit(Consumer<FileBuilder> change) {
    FileBuilder builder = new FileBuilder(this);
    change.accept(builder);
    return builder.build();
  }
}
