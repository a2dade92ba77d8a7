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
 * @param step where it stands on the repair ladder in this feature
 * @param wanted whether this feature asks for it to be written or changed
 * @param candidate the newest version while it is being judged
 * @param accepted the newest version that was found valid and clean
 * @param refused the content of the last version that was refused; null for none
 * @param committed the attempt that stands in Git; 0 for none
 * @param ran the hash of the closure (itself and all it uses) whose run is over and done with
 * @param executed whether that run was real and good
 * @param unrunnable why it could not be run although it is a program; empty otherwise
 * @param problems what the next version must mend
 * @param signatures the faults seen in this feature
 * @param hints what people advised
 * @param surrender why it was left to a person; empty otherwise
 * @param node where it was last worked on
 */
public record SourceFile(
    FilePlan plan,
    int attempts,
    int step,
    boolean wanted,
    @Nullable Version candidate,
    @Nullable Version accepted,
    @Nullable String refused,
    int committed,
    String ran,
    boolean executed,
    String unrunnable,
    List<Problem> problems,
    Set<String> signatures,
    List<String> hints,
    String surrender,
    String node) {
  public SourceFile {
    problems = List.copyOf(problems);
    signatures = Set.copyOf(signatures);
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
    return refused != null ? refused : accepted == null ? null : accepted.content();
  }

  /** Whether the Writer has something to do here. */
  public boolean needsWriting() {
    return wanted && candidate == null && surrender.isEmpty();
  }

  /** Whether its newest version is accepted and nothing about it is open. */
  public boolean isSettled() {
    return accepted != null && candidate == null && !wanted;
  }

  public boolean surrendered() {
    return !surrender.isEmpty();
  }

  /** The {@code status} of contract.md §3. */
  public String status(boolean inHand) {
    if (surrendered()) {
      return "surrendered";
    }
    if (candidate != null) {
      return "validating";
    }
    if (wanted) {
      return !problems.isEmpty() ? "fixing" : inHand ? "writing" : "pending";
    }
    return accepted != null && committed == accepted.attempt() ? "committed" : "validating";
  }

  /** Asked for again by a further feature: what was accepted stays as the base. */
  SourceFile replanned(FilePlan newPlan) {
    return edit(draft -> {
      draft.plan = newPlan;
      draft.step = 0;
      draft.wanted = true;
      draft.candidate = null;
      draft.problems = List.of();
      draft.signatures = Set.of();
      draft.surrender = "";
    });
  }

  /** Left out of this feature by a person: what was accepted stays. */
  SourceFile unasked() {
    return edit(draft -> draft.wanted = false);
  }

  SourceFile written(Version version, String by) {
    return edit(draft -> {
      draft.attempts = version.attempt();
      draft.wanted = false;
      draft.candidate = version;
      draft.problems = List.of();
      draft.node = by;
    });
  }

  /** One of the two judges has spoken; when both have and one refused, it is one rung up. */
  SourceFile judged(Version version, List<Problem> found, RepairPolicy ladder) {
    SourceFile told = edit(draft -> {
      draft.candidate = version;
      draft.problems = joined(problems, found);
    });
    return version.isJudged() && !version.isGood() ? told.refused(ladder) : told;
  }

  SourceFile accepted(Version version) {
    return edit(draft -> {
      draft.candidate = null;
      draft.accepted = version;
      draft.refused = null;
      draft.unrunnable = "";
    });
  }

  SourceFile committed(int attempt) {
    return edit(draft -> draft.committed = attempt);
  }

  SourceFile ran(String closure, boolean well, String whyNot) {
    return edit(draft -> {
      draft.ran = closure;
      draft.executed = well;
      draft.unrunnable = whyNot;
    });
  }

  /** An answer could not be taken as a file. */
  SourceFile answeredBadly(int attempt, Problem problem, RepairPolicy ladder) {
    return edit(draft -> {
          draft.attempts = attempt;
          draft.problems = joined(problems, List.of(problem));
        })
        .refused(ladder);
  }

  /** Its accepted version failed at run time; one rung up, however many failures name it. */
  SourceFile blamed(Problem problem, RepairPolicy ladder) {
    SourceFile told = edit(draft -> draft.problems = joined(problems, List.of(problem)));
    return wanted || candidate != null ? told : told.refused(ladder);
  }

  SourceFile left(String reason) {
    return edit(draft -> draft.surrender = reason);
  }

  /** A person helped: a fresh ladder, with their advice. */
  SourceFile encouraged(String hint) {
    return edit(draft -> {
      draft.step = 0;
      draft.signatures = Set.of();
      draft.surrender = "";
      if (!hint.isEmpty()) {
        draft.hints = joined(hints, List.of(hint));
        draft.wanted = true;
        draft.candidate = null;
      }
    });
  }

  private SourceFile refused(RepairPolicy ladder) {
    String fault = problems.stream().map(Problem::signature).collect(Collectors.joining("|"));
    return edit(draft -> {
      Set<String> seen = new LinkedHashSet<>(signatures);
      draft.step = ladder.after(step, !seen.add(fault));
      draft.signatures = seen;
      draft.refused = candidate == null ? refused : candidate.content();
      draft.candidate = null;
      draft.wanted = true;
    });
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private SourceFile edit(Consumer<FileBuilder> change) {
    FileBuilder draft = new FileBuilder(this);
    change.accept(draft);
    return draft.done();
  }
}
