package atelier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.event.Survivor;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.answer.CauseAnswer;
import atelier.role.answer.CodeAnswer;
import atelier.role.answer.CommitMessage;
import atelier.role.answer.EquivalenceClaims;
import atelier.role.answer.ExamplesAnswer;
import atelier.role.answer.ExistingPlan;
import atelier.role.answer.ValueAnswer;
import atelier.role.answer.VerdictAnswer;
import atelier.workspace.PathGuard;
import java.util.List;
import java.util.Random;

/** A changed answer of a model is taken or refused: nothing is thrown. */
final class AnswersFuzz implements FuzzTarget {
  private static final String SPEC = "A todo list: `todo add X` prints \"added\" and exits with 0.";
  private static final String PLAN = """
      {"summary":"s","files":[{"path":"todo.py","description":"d","uses":[],"contract":"add(x)"},
       {"path":"tests/test_todo.py","description":"t","uses":["todo.py"],"contract":""}],
       "checks":[{"name":"tests","command":["python3","-m","unittest"]}],
       "run":["python3","todo.py"],"assumptions":["a"]}""";
  private static final String EXAMPLES = """
      {"examples":[{"name":"add","quote":"prints \\"added\\"","requests":[],
       "steps":[{"command":["python3","todo.py","add","X"],
        "expect":{"exit":0,"stdout":{"contains":["added"],"matches":"^a.*d$"}}}]}],
       "cannot_show":[]}""";
  private static final List<String> CORPUS = List.of(
      PLAN,
      EXAMPLES,
      "Here is the file:\n\n```python\n# todo.py\ndef add(x):\n    return x\n```\n\nCommit: Add\n",
      "<think>well</think>\n````markdown\n# Title\n```sh\nls\n```\n````\n",
      "Equivalent: `1`: because\n",
      "{\"quote\":\"exits with 0\",\"expect\":{\"exit\":0}}",
      "{\"fault\":\"code\",\"file\":\"todo.py\",\"reason\":\"r\"}",
      "{\"quote\":\"exits with 0\",\"value\":\"0\"}",
      "{'research': ['q'], 'files': [], // none\n \"a\": True,}");

  private final FilePlan plan = new FilePlan("todo.py", "d", List.of(), "add(x)");
  private Blueprint blueprint;
  private Example example;

  AnswersFuzz() {
    blueprint = BlueprintAnswer.parse(PLAN, SPEC, ExistingPlan.NONE, PathGuard::findViolation)
        .blueprint();
    assertThat(blueprint).isNotNull();
    ExamplesAnswer examples =
        ExamplesAnswer.parse(EXAMPLES, SPEC, blueprint, List.of(), PathGuard::findViolation);
    assertThat(examples.rejectionReason()).isEmpty();
    example = examples.examples().get(0);
  }

  @Override
  public void play(Random random) {
    String answer = Mutation.of(Mutation.any(CORPUS, random), CORPUS, random);
    BlueprintAnswer designed =
        BlueprintAnswer.parse(answer, SPEC, ExistingPlan.NONE, PathGuard::findViolation);
    assertThat(designed.blueprint() != null
            || !designed.questions().isEmpty()
            || !designed.rejectionReason().isEmpty())
        .isTrue();
    if (designed.blueprint() != null) {
      assertThat(designed.blueprint().files())
          .allSatisfy(file -> assertThat(PathGuard.findViolation(file.path())).isEmpty());
    }
    ExamplesAnswer.parse(answer, SPEC, blueprint, List.of(example), PathGuard::findViolation);
    CodeAnswer code = CodeAnswer.parse(answer, random.nextInt(9) == 0, plan);
    assertThat(code.rejectionReason().isEmpty() || code.content().isEmpty()).isTrue();
    VerdictAnswer.parse(answer, example, SPEC, PathGuard::findViolation);
    CauseAnswer.parse(answer, List.of("todo.py"));
    ValueAnswer.parse(answer, SPEC);
    EquivalenceClaims.parse(answer, List.<Survivor>of());
    assertThat(CommitMessage.extractSubject(answer)).doesNotContain("\n");
  }
}
