package atelier.role;

import atelier.event.Event;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ProofEvent.CauseFound;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.VerdictGiven;
import atelier.event.Usage;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.ExampleVerdict.Decision;
import atelier.proof.Disagreement;
import atelier.proof.Disagreement.Vote;
import atelier.proof.FaultLocalizer;
import atelier.proof.Observation;
import atelier.role.answer.VerdictAnswer;
import atelier.role.prompt.VerdictPrompt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides who is wrong if an example and the program disagree: the spec alone is asked up to three
 * times, and the majority of the answers counts. If the code is wrong, the file at fault is found.
 */
final class ExampleDispute {
  private static final int ANSWERS = 3;
  private static final int MAJORITY = 2;
  private static final int MAX_TOKENS = 1_000;
  private static final double TEMPERATURE = 0.6;

  private final Analyst.FailedExample failed;
  private final Analyst.Analyze task;
  private final Tools tools;
  private final List<Vote> votes = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private Usage usage = Usage.NONE;

  ExampleDispute(Analyst.Analyze task, Tools tools) {
    this.task = task;
    this.tools = tools;
    failed = Objects.requireNonNull(task.example());
  }

  /** Returns {@code verdict_given}, {@code cause_found} or {@code example_withdrawn}. */
  Future<List<Event>> perform() {
    Optional<Disagreement> disagreement = Observation.parse(failed.observed())
        .flatMap(report -> Disagreement.of(failed.example(), report, failed.differences()));
    // Without a result that the spec could decide about, the program does not work.
    if (failed.codeIsWrong() || disagreement.isEmpty()) {
      return findCause().map(List::of);
    }
    return ask(disagreement.get(), 1).compose(this::toEvents);
  }

  private Future<Decision> ask(Disagreement disagreement, int number) {
    Example example = failed.example();
    VerdictPrompt prompt =
        new VerdictPrompt(task.specs(), example, disagreement.index(), disagreement.field());
    return ModelCalls.complete(
            tools,
            new Prompt(
                task.project(),
                "analyst",
                Purpose.VERDICT,
                "",
                number,
                tools.prompts().forRole("verdict"),
                "",
                prompt.text(),
                null,
                MAX_TOKENS,
                TEMPERATURE,
                number,
                false))
        .compose(completion -> {
          usage = usage.plus(completion.usage());
          count(disagreement, completion.text());
          Optional<Decision> decision = decision(number == ANSWERS);
          return decision.isPresent()
              ? Future.succeededFuture(decision.get())
              : ask(disagreement, number + 1);
        });
  }

  private void count(Disagreement disagreement, String text) {
    Optional<VerdictAnswer> answer = VerdictAnswer.parse(
        text, disagreement.part(), String.join("\n", task.specs()), tools.paths());
    votes.add(answer.map(verdict -> disagreement.vote(verdict.expectation())).orElse(Vote.SILENT));
    answers.add(answer
        .map(verdict -> "\"" + verdict.quote() + "\": "
            + votes.get(votes.size() - 1).name().toLowerCase(java.util.Locale.ROOT))
        .orElse("the spec does not decide it"));
  }

  private Optional<Decision> decision(boolean last) {
    if (votes.stream().filter(Vote.CODE_IS_WRONG::equals).count() >= MAJORITY) {
      return Optional.of(Decision.CODE);
    }
    if (votes.stream().filter(Vote.EXAMPLE_IS_WRONG::equals).count() >= MAJORITY) {
      return Optional.of(Decision.EXAMPLE);
    }
    boolean undecidable = votes.stream().filter(Vote.SILENT::equals).count() >= MAJORITY;
    return last || undecidable ? Optional.of(Decision.DISPUTED) : Optional.empty();
  }

  private Future<List<Event>> toEvents(Decision decision) {
    String name = failed.example().name();
    Event verdict = new VerdictGiven(name, failed.point(), decision.wireName(), answers, usage);
    return switch (decision) {
      case DISPUTED -> Future.succeededFuture(List.of(verdict));
      case EXAMPLE ->
        Future.succeededFuture(List.of(
            verdict,
            new ExampleWithdrawn(name, "the spec contradicts it: " + String.join("; ", answers))));
      case CODE -> findCause().map(cause -> List.of(verdict, cause));
    };
  }

  private Future<Event> findCause() {
    Example example = failed.example();
    return new FaultLocalizer(tools.llm(), tools.prompts().forRole("runner"))
        .findCause(new FaultLocalizer.FailedRun(
            task.project(),
            failed.onlySource(),
            example.commands().get(0),
            failed.uses().keySet(),
            failed.uses(),
            failed.transcript() + differences(failed.differences())))
        .map(cause -> new CauseFound(example.name(), cause, failed.tree()));
  }

  private static String differences(List<FailedTest> differences) {
    StringBuilder text = new StringBuilder();
    differences.forEach(difference -> text.append(difference.message())
        .append(": expected ")
        .append(difference.expected())
        .append(", was ")
        .append(difference.actual())
        .append('\n'));
    return text.toString();
  }
}
