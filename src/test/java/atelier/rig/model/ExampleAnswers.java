package atelier.rig.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers of scripted models that are asked for acceptance examples. */
public final class ExampleAnswers {
  private static final Pattern SPEC =
      Pattern.compile("# (?:What to build|The spec)\\n\\s*(.{1,40})");
  private static final Pattern CHECK = Pattern.compile("(?m)^Checked with: (.+)$");

  private ExampleAnswers() {}

  /**
   * The answer to a request in Ollama's or OpenAI's form.
   *
   * @param body the request's JSON
   */
  public static String toRequest(String body) {
    StringBuilder prompt = new StringBuilder();
    JsonMapper.shared()
        .readTree(body)
        .path("messages")
        .forEach(message -> prompt.append(message.path("content").asString("")).append('\n'));
    return repeatFirstCheck(prompt.toString());
  }

  /** The first words of the spec in a prompt. */
  public static String quote(String prompt) {
    Matcher spec = SPEC.matcher(prompt);
    return spec.find() ? spec.group(1).strip() : "";
  }

  /**
   * One example: the first check of the blueprint exits with 0. It passes where the check does, and
   * fails on broken code where the check does.
   *
   * @param prompt the text of the request
   */
  public static String repeatFirstCheck(String prompt) {
    Matcher check = CHECK.matcher(prompt);
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    ObjectNode example =
        answer.putArray("examples").addObject().put("name", "as checked: " + quote(prompt));
    example.put("quote", quote(prompt));
    example.put("command", check.find() ? check.group(1) : "true");
    example.putObject("expect").put("exit", 0);
    return answer.toString();
  }
}
