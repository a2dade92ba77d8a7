package atelier.bench;

import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.rig.model.ExampleAnswers;
import atelier.rig.model.ShopScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A project that is played to measure its prompts.
 *
 * @param answers what the model answers; empty if the script has no answer
 */
record PromptCase(String name, String spec, Function<Prompt, String> answers) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<Purpose> STATED =
      EnumSet.of(Purpose.EXAMPLES, Purpose.VERDICT, Purpose.MUTANTS);

  /** All cases: five recorded projects, one with many slips, two larger ones. */
  static List<PromptCase> all() throws IOException {
    return List.of(
        recorded("rehearsal", "src/main/resources/rehearsal/todos.yaml"),
        recorded("notes", "src/test/resources/proof/cost/notes.yaml"),
        recorded("rotate", "src/test/resources/proof/cost/rotate.yaml"),
        recorded("rpn", "src/test/resources/proof/cost/rpn.yaml"),
        recorded("wordcount", "src/test/resources/proof/cost/wordcount.yaml"),
        new PromptCase("shop", ShopScript.SPEC, PromptCase::shop),
        generated("inventory", "src/test/resources/prompts/inventory.yaml"),
        generated("board", "src/test/resources/prompts/board.yaml"));
  }

  private static String shop(Prompt prompt) {
    return prompt.purpose() == Purpose.EXAMPLES
        ? ExampleAnswers.repeatFirstCheck(prompt.task())
        : ShopScript.answer(prompt.role(), prompt.file(), prompt.attempt());
  }

  private static PromptCase recorded(String name, String file) throws IOException {
    JsonNode script = YAML.readTree(Files.readString(Path.of(file)));
    Map<String, String> texts = new HashMap<>();
    for (JsonNode line : script.path("answers")) {
      String key = line.path("role").asString() + " " + line.path("purpose").asString("") + " "
          + line.path("file").asString("") + " " + line.path("attempt").asInt();
      texts.put(key, line.path("text").asString());
    }
    return new PromptCase(name, script.path("spec").asString(), prompt -> {
      String purpose = STATED.contains(prompt.purpose()) ? prompt.purpose().wireName() : "";
      String key = prompt.role() + " " + purpose + " " + prompt.file() + " " + prompt.attempt();
      return texts.getOrDefault(key, "");
    });
  }

  private static PromptCase generated(String name, String file) throws IOException {
    JsonNode plan = YAML.readTree(Files.readString(Path.of(file)));
    int lines = plan.path("lines").asInt();
    return new PromptCase(name, plan.path("spec").asString(), prompt -> switch (prompt.purpose()) {
      case BLUEPRINT -> plan.path("blueprint").asString();
      case EXAMPLES -> ExampleAnswers.repeatFirstCheck(prompt.task());
      case WRITE, REPAIR -> body(prompt.file(), lines);
      default -> "";
    });
  }

  /** A file of usual length that compilers accept. */
  private static String body(String path, int lines) {
    String line = path.endsWith(".py")
        ? "value_%d = max(%1$d, 7)  # a line of usual length"
        : path.endsWith(".js") ? "export const value%d = Math.max(%1$d, 7); // usual length" : "";
    StringBuilder text = new StringBuilder(path.endsWith(".json") ? "{\"type\":\"module\"}\n" : "");
    for (int i = 0; i < lines && !path.endsWith(".json"); i++) {
      text.append(
              path.endsWith(".css")
                  ? ".part-" + i + " { margin: " + i + "px; }"
                  : line.isEmpty()
                      ? "<p>A line of usual length, number " + i + "</p>"
                      : line.formatted(i))
          .append('\n');
    }
    if (path.contains("test")) {
      text.append(path.endsWith(".py") ? """
              import unittest


              class T(unittest.TestCase):
                  def test_it(self):
                      self.assertEqual(value_1, 7)
              """ : """
              import test from 'node:test';
              import assert from 'node:assert';
              test('it', () => assert.equal(value1, 7));
              """);
    }
    return "Commit: Write " + path + "\n\n```\n" + text + "```\n";
  }
}
