package atelier.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project whose model attacks the node.
 *
 * @param name names the attack in reports and in the ids of its projects
 * @param files the files that the model writes, by path
 * @param command the command of its only check
 */
record Attack(String name, Map<String, String> files, List<String> command) {
  static final String HONEST_FILE = "main.py";
  private static final String HONEST_PROGRAM = """
      assert "all is well".split() == ["all", "is", "well"]
      print("1 passed, 0 failed")
      """;

  /** A program that the check of its project runs. */
  static Attack program(String name, String path, String content) {
    String interpreter = path.endsWith(".sh") ? "sh" : "python3";
    return new Attack(name, Map.of(path, content), List.of(interpreter, path));
  }

  /** A file that the compilers, parsers and the scanner read, beside an honest program. */
  static Attack source(String name, String path, String content) {
    return new Attack(
        name, Map.of(path, content, HONEST_FILE, HONEST_PROGRAM), List.of("python3", HONEST_FILE));
  }

  /** The plan that the model gives; the last word of the command marks the processes of a soak. */
  String blueprint(String mark) {
    ObjectNode plan = JsonMapper.shared().createObjectNode().put("summary", "an attack");
    var list = plan.putArray("files");
    files.keySet().stream()
        .sorted()
        .forEach(path -> list.addObject().put("path", path).put("description", "a program"));
    List<String> words = new ArrayList<>(command);
    words.add(mark);
    var check = plan.putArray("checks").addObject().put("name", "it runs");
    words.forEach(check.putArray("command")::add);
    return plan.toString();
  }
}
