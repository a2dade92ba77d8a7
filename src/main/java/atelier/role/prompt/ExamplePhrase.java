package atelier.role.prompt;

import atelier.event.Example;
import atelier.event.ShellWords;
import tools.jackson.databind.json.JsonMapper;

/** An acceptance example as a few lines of a prompt. */
public final class ExamplePhrase {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int MAX_CHARS = 1_500;

  private ExamplePhrase() {}

  /** The lines of an example. */
  public static String of(Example example) {
    StringBuilder text =
        new StringBuilder("- \"").append(example.quote()).append("\" (").append(example.name());
    text.append(")\n");
    example
        .files()
        .forEach((path, content) -> text.append("  with ")
            .append(path)
            .append(": ")
            .append(json(content))
            .append('\n'));
    example
        .steps()
        .forEach(step -> text.append("  $ ")
            .append(ShellWords.quote(step.command()))
            .append(step.stdin().isEmpty() ? "" : " with standard input " + json(step.stdin()))
            .append(" gives ")
            .append(json(step.expect()))
            .append('\n'));
    example
        .requests()
        .forEach(request -> text.append("  ").append(json(request)).append('\n'));
    return text.length() <= MAX_CHARS ? text.toString() : text.substring(0, MAX_CHARS) + "…\n";
  }

  private static String json(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
