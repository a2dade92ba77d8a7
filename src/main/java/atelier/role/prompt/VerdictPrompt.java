package atelier.role.prompt;

import atelier.event.Example;
import atelier.event.ShellWords;
import java.util.List;

/**
 * The prompt that asks what the spec requires in one situation. It contains neither code nor what
 * anybody expects, so that the answer depends on the spec alone.
 *
 * @param specs the specs of all features, oldest first
 * @param example the example with the situation
 * @param index the step or request that is asked about, counted from 0
 * @param field what is asked about, such as {@code exit code}
 */
public record VerdictPrompt(List<String> specs, Example example, int index, String field) {
  /** The text of the prompt. */
  public String text() {
    StringBuilder text = new StringBuilder("# The spec\n")
        .append(String.join("\n\n", specs))
        .append("\n\n# The situation\n");
    example
        .files()
        .forEach((path, content) ->
            text.append("The file ").append(path).append(" contains:\n").append(content.indent(2)));
    if (example.isServed()) {
      text.append("Started with: ").append(ShellWords.quote(example.serve())).append('\n');
      for (int i = 0; i <= index; i++) {
        appendRequest(example.requests().get(i), i + 1, text);
      }
    } else {
      for (int i = 0; i <= index; i++) {
        Example.Step step = example.steps().get(i);
        text.append(i + 1)
            .append(". $ ")
            .append(ShellWords.quote(step.command()))
            .append('\n');
        if (!step.stdin().isEmpty()) {
          text.append("with standard input:\n").append(step.stdin().indent(2));
        }
      }
    }
    return text.append("\n# The question\nWhat does the spec require of the ")
        .append(field)
        .append(" of number ")
        .append(index + 1)
        .append("?\nAnswer {\"quote\": \"words of the spec\", \"expect\": {…}}.\n")
        .toString();
  }

  private static void appendRequest(Example.Request request, int number, StringBuilder text) {
    if (request.restart()) {
      text.append(number).append(". the program is stopped and started again\n");
      return;
    }
    text.append(number)
        .append(". ")
        .append(request.method())
        .append(' ')
        .append(request.path())
        .append('\n');
    request
        .headers()
        .forEach((name, value) ->
            text.append("   ").append(name).append(": ").append(value).append('\n'));
    String body = request.json().map(String::valueOf).orElse(request.body());
    if (!body.isEmpty()) {
      text.append("   with body ").append(body).append('\n');
    }
  }
}
