package atelier.role;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.Usage;
import atelier.llm.Completion;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Deletion;
import atelier.project.LiteralCoverage;
import atelier.role.answer.ExamplesAnswer;
import atelier.role.prompt.ExamplePhrase;
import atelier.role.prompt.ExamplesPrompt;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Makes the acceptance examples of a feature from its spec and the blueprint, before any code.
 * Literals of the spec that no example shows are asked about once.
 */
final class ExampleDesign {
  private static final int MAX_TOKENS = 8_000;

  private final Architect.Design task;
  private final Tools tools;
  private final Blueprint blueprint;

  ExampleDesign(Architect.Design task, Tools tools) {
    this.task = task;
    this.tools = tools;
    blueprint = Objects.requireNonNull(task.existing());
  }

  /** Returns {@code examples_ready} or {@code examples_rejected}. */
  Future<List<Event>> perform() {
    return ask(task.attempt(), List.of()).compose(completion -> {
      ExamplesAnswer answer = parse(completion);
      if (!answer.rejectionReason().isEmpty()) {
        return Future.succeededFuture(List.of(
            new ExamplesRejected(task.attempt(), answer.rejectionReason(), completion.usage())));
      }
      List<String> gaps = gaps(answer);
      return gaps.isEmpty()
          ? Future.succeededFuture(List.of(ready(answer, completion.usage())))
          : closeGaps(answer, completion.usage(), gaps).map(List::of);
    });
  }

  /** The second answer counts if it can be used and shows more. */
  private Future<Event> closeGaps(ExamplesAnswer first, Usage usage, List<String> gaps) {
    return ask(task.attempt() + 1, gaps)
        .map(completion -> {
          ExamplesAnswer second = parse(completion);
          boolean better = second.rejectionReason().isEmpty() && gaps(second).size() < gaps.size();
          return ready(better ? second : first, usage.plus(completion.usage()));
        })
        .otherwise(problem -> ready(first, usage));
  }

  private static Event ready(ExamplesAnswer answer, Usage usage) {
    return new ExamplesReady(answer.examples(), answer.cannotShow(), usage);
  }

  private Future<Completion> ask(int attempt, List<String> gaps) {
    ExamplesPrompt prompt = new ExamplesPrompt(
        task.spec(),
        blueprint,
        staying().stream().map(Example::name).toList(),
        task.rejections(),
        gaps);
    return ModelCalls.complete(
        tools,
        new Prompt(
            task.project(),
            "architect",
            Purpose.EXAMPLES,
            "",
            attempt,
            tools.prompts().forRole("examples"),
            "",
            goingPart() + prompt.text(),
            ExamplesPrompt.SCHEMA,
            MAX_TOKENS,
            0.2,
            attempt,
            false));
  }

  /** The examples in force that run none of the files to delete. */
  private List<Example> staying() {
    List<String> going = going();
    return task.inForce().stream()
        .filter(example -> !going.contains(example.name()))
        .toList();
  }

  private List<String> going() {
    return Deletion.obsolete(
        task.inForce(),
        blueprint.delete(),
        blueprint.files().stream().map(FilePlan::path).toList());
  }

  /** Examples that end with the files that they run: what they show must be shown again. */
  private String goingPart() {
    List<String> going = going();
    String examples = task.inForce().stream()
        .filter(example -> going.contains(example.name()))
        .map(ExamplePhrase::of)
        .collect(Collectors.joining());
    return examples.isEmpty()
        ? ""
        : "# Examples of files that will be deleted\n" + examples
            + "Unless the request changes it, show the same with the files that stay.\n\n";
  }

  private ExamplesAnswer parse(Completion completion) {
    return completion.truncated()
        ? ExamplesAnswer.rejected("the answer was cut off: give fewer, smaller examples")
        : ExamplesAnswer.parse(
            completion.text(), task.allSpecs(), blueprint, staying(), tools.paths());
  }

  private List<String> gaps(ExamplesAnswer answer) {
    return LiteralCoverage.of(task.spec(), answer.examples(), answer.cannotShow(), Map.of())
        .stream()
        .filter(coverage -> !coverage.isAccountedFor())
        .map(coverage -> coverage.literal().kind() + " " + coverage.literal().text())
        .collect(Collectors.toList());
  }
}
