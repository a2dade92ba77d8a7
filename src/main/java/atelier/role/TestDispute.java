package atelier.role;

import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.event.Usage;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.FailureKey;
import atelier.proof.Disagreement.Vote;
import atelier.proof.MaskedAssertion;
import atelier.role.answer.ValueAnswer;
import atelier.role.prompt.ValuePrompt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides who is wrong if a test and the code disagree about a value: the spec and the contracts
 * are asked for it up to three times, without what either says, and the majority of the answers
 * counts.
 */
final class TestDispute {
  private static final int MAX_TOKENS = 800;
  private static final double TEMPERATURE = 0.6;

  private final Tools tools;
  private final String projectId;
  private final ValuePrompt question;
  private final MaskedAssertion assertion;
  private final Ballot ballot = new Ballot();
  private final List<String> answers = new ArrayList<>();
  private Usage usage = Usage.NONE;

  TestDispute(
      Tools tools,
      String projectId,
      List<String> specs,
      List<FilePlan> plans,
      MaskedAssertion assertion) {
    this.tools = tools;
    this.projectId = projectId;
    this.assertion = assertion;
    question = new ValuePrompt(specs, plans, assertion);
  }

  /** The verdict about a failed test of a check. */
  Future<VerdictGiven> decide(String check, FailedTest test) {
    return ask(1)
        .map(decision -> new VerdictGiven(
            check, FailureKey.of(test), decision.wireName(), answers, usage, "check"));
  }

  private Future<Decision> ask(int number) {
    Prompt prompt = new Prompt(
        projectId,
        "analyst",
        Purpose.VERDICT,
        "",
        number,
        tools.prompts().forRole("value"),
        "",
        question.text(),
        ValueAnswer.SCHEMA,
        MAX_TOKENS,
        TEMPERATURE,
        number,
        false);
    return ModelCalls.complete(tools, prompt).compose(completion -> {
      usage = usage.plus(completion.usage());
      count(completion.text());
      return ballot.decision().map(Future::succeededFuture).orElseGet(() -> ask(number + 1));
    });
  }

  private void count(String text) {
    Optional<ValueAnswer> answer = ValueAnswer.parse(text, question.source());
    Vote vote = answer.map(found -> assertion.vote(found.value())).orElse(Vote.SILENT);
    ballot.add(vote);
    answers.add(answer
        .map(found -> "\"" + found.quote() + "\": " + found.value() + ", "
            + vote.name().toLowerCase(Locale.ROOT))
        .orElse("the spec does not decide it"));
  }
}
