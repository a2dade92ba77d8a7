package atelier.role.prompt;

import atelier.event.Blueprint;
import java.util.List;

/**
 * The prompt for acceptance examples, and the JSON schema that its answer must follow.
 *
 * @param inForce the names of the examples of earlier features
 * @param rejections why earlier answers were rejected, oldest first
 * @param gaps literals of the spec that no example shows yet
 */
public record ExamplesPrompt(
    String spec,
    Blueprint blueprint,
    List<String> inForce,
    List<String> rejections,
    List<String> gaps) {
  /** Has few levels: servers that compile schemas to grammars do not support more. */
  public static final String SCHEMA = """
      {"type":"object","properties":{
      "examples":{"type":"array","items":{"type":"object","properties":{
      "name":{"type":"string"},"quote":{"type":"string"},
      "files":{"type":"object","additionalProperties":{"type":"string"}},
      "command":{"type":"array","items":{"type":"string"}},"stdin":{"type":"string"},
      "expect":{"type":"object"},
      "steps":{"type":"array","items":{"type":"object"}},
      "serve":{"type":"array","items":{"type":"string"}},
      "env":{"type":"object","additionalProperties":{"type":"string"}},
      "requests":{"type":"array","items":{"type":"object"}}},
      "required":["name","quote"]}},
      "cannotShow":{"type":"array","items":{"type":"object","properties":{
      "quote":{"type":"string"},"why":{"type":"string"}},"required":["quote","why"]}}},
      "required":["examples","cannotShow"]}
      """.replace("\n", "");

  private static final String FORM = """
      {"examples":[
       {"name":"missing file","quote":"words of the spec","files":{"a.txt":"b b"},
        "command":["python3","wordfreq.py","a.txt"],"stdin":"",
        "expect":{"exit":0,"stdout":{"contains":["b"]},"stderr":{"empty":true},"files":{}}},
       {"name":"create","quote":"words of the spec","serve":["node","server.js"],
        "env":{"PORT":"$PORT"},"requests":[
         {"method":"POST","path":"/todos","json":{"title":"x"},
          "expect":{"status":201,"json":{"title":"x"}}},{"restart":true}]},
       {"name":"state that lasts","quote":"words of the spec","steps":[
         {"command":["python3","todo.py","add","tea"],"expect":{"exit":0}},
         {"command":["python3","todo.py","list"],
          "expect":{"exit":0,"stdout":{"contains":["tea"]}}}]}],
       "cannotShow":[{"quote":"words of the spec","why":"a matter of taste"}]}
      Texts may expect: "equals", "contains" (a list), "matches" (an RE2 expression), "empty",
      "sameAs" (a stream of an earlier step, such as "1.stdout"), "json" (a subset). An example that
      expects an exit code of 0 alone proves nothing: expect what is printed, written or answered.
      """;

  /** The text of the prompt. */
  public String text() {
    StringBuilder text = new StringBuilder("# What to build\n")
        .append(spec)
        .append("\n\n# The blueprint\n")
        .append(DesignPrompt.describe(blueprint));
    if (!inForce.isEmpty()) {
      text.append("\nExamples of earlier requests, which stay in force: ")
          .append(String.join(", ", inForce))
          .append(". Give new ones other names.\n");
    }
    if (!gaps.isEmpty()) {
      text.append("\n# Not shown by your last examples\n");
      gaps.forEach(gap -> text.append("- ").append(gap).append('\n'));
      text.append("Answer with all examples again, and show these too; what no example can show"
          + " goes into \"cannotShow\".\n");
    }
    if (!rejections.isEmpty()) {
      text.append("\n# Your last answer was rejected\n")
          .append(rejections.get(rejections.size() - 1))
          .append("\nFix that.\n");
    }
    return text.append("\n# Answer\nAnswer with one JSON object of this form:\n")
        .append(FORM)
        .toString();
  }
}
