package atelier.role;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.Event;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExampleSkipped;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.Usage;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.FailureKey;
import atelier.proof.Disagreement;
import atelier.proof.Disagreement.Vote;
import atelier.proof.FaultLocalizer;
import atelier.proof.Observation;
import atelier.proof.StartJudge;
import atelier.proof.Suspect;
import atelier.proof.Suspect.Fault;
import atelier.role.answer.VerdictAnswer;
import atelier.role.prompt.VerdictPrompt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides who is wrong if an example and the program disagree: the spec alone is asked up to three
 * times, and the majority of the answers counts. If the code is wrong, the file at fault is found.
 */
final class ExampleDispute {
  private static final int MAX_TOKENS = 1_000;
  private static final double TEMPERATURE = 0.6;

  private final Analyst.FailedExample failed;
  private final Analyst.Analyze task;
  private final Tools tools;
  private final Ballot ballot = new Ballot();
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
        .flatMap(report ->
            Disagreement.of(failed.example(), report, failed.evidence().failures()));
    // Without a result that the spec could decide about, the program does not work.
    if (failed.codeIsWrong()
        || disagreement.isEmpty()
        || StartJudge.isCrash(failed.evidence().output())) {
      return findCause();
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
          return ballot
              .decision()
              .map(Future::succeededFuture)
              .orElseGet(() -> ask(disagreement, number + 1));
        });
  }

  private void count(Disagreement disagreement, String text) {
    Optional<VerdictAnswer> answer = VerdictAnswer.parse(
        text, disagreement.part(), String.join("\n", task.specs()), tools.paths());
    Vote vote = answer.map(verdict -> disagreement.vote(verdict.expectation())).orElse(Vote.SILENT);
    ballot.add(vote);
    answers.add(answer
        .map(verdict -> "\"" + verdict.quote() + "\": " + vote.name().toLowerCase(Locale.ROOT))
        .orElse("the spec does not decide it"));
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
      case CODE ->
        findCause()
            .map(causes -> Stream.concat(Stream.of(verdict), causes.stream()).toList());
    };
  }

  /** The only source, a file in which a stack trace ends, or what a model says. */
  private Future<List<Event>> findCause() {
    Example example = failed.example();
    String output = failed.evidence().output() + differences(failed.evidence().failures());
    List<FailedTest> differences = failed.evidence().failures();
    FailedTest difference = differences.isEmpty()
        ? new FailedTest(example.name(), "", 0, failed.point(), "", "")
        : differences.get(0);
    Set<String> key = Set.of(FailureKey.of(difference));
    Optional<String> certain = new FaultLocalizer(failed.project())
        .locateCrash(difference, failed.evidence().output())
        .map(Suspect::file)
        .or(() -> Optional.of(failed.onlySource()).filter(only -> !only.isEmpty()))
        .filter(file -> !failed.project().isDeclined(file, key));
    if (certain.isPresent()) {
      return Future.succeededFuture(
          List.of(new CauseFound(example.name(), certain.get(), failed.tree())));
    }
    return new CauseQuestion(tools, task.project(), task.specs(), failed.project())
        .ask(new CauseQuestion.Failure(
            "example \"" + example.name() + "\", of the words \"" + example.quote() + "\"",
            example.commands().get(0),
            difference,
            output,
            "",
            failed.project().sources()))
        .map(this::toEvents);
  }

  /** Only the spec takes an example back, so an answer that blames it names nobody. */
  private List<Event> toEvents(CauseQuestion.Answer answer) {
    Suspect suspect = answer.suspect();
    String name = failed.example().name();
    if (suspect.fault() == Fault.ENVIRONMENT) {
      return List.of(
          new EnvironmentLacking(
              name, suspect.why(), "see the output of the command", failed.evidence()),
          new ExampleSkipped(name, suspect.why(), failed.tree()));
    }
    Fault fault = suspect.file().isEmpty() ? Fault.UNKNOWN : suspect.fault();
    return List.of(new CauseFound(
        name,
        suspect.file(),
        failed.tree(),
        "",
        fault.wireName(),
        List.of(),
        suspect.why(),
        Optional.of(answer.usage())));
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
