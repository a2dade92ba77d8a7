package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.workspace.PathGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A blueprint in any lenient form is read as the same one; {@code -Dseed=N} plays one. */
final class BlueprintGrammarTest {
  private static final int SEEDS = 3_000;
  private static final List<String> WORDS = List.of(
      "x",
      "it's",
      "say \"hi\"",
      "a\\b",
      "// no comment",
      "# none",
      "True",
      "{\"files\":[]}",
      "```",
      "a, }",
      "ä€😀",
      "",
      "two\nlines",
      "/* */",
      "</think>",
      "None,");

  private SplittableRandom random = new SplittableRandom(0);

  @Test
  void anyFormIsReadAsTheSameBlueprint() {
    Long only = Long.getLong("seed");
    LongStream.range(0, SEEDS).filter(seed -> only == null || only == seed).forEach(this::play);
  }

  private void play(long seed) {
    random = new SplittableRandom(seed);
    Blueprint blueprint = blueprint();
    String answer = around(object(blueprint));

    BlueprintAnswer parsed =
        BlueprintAnswer.parse(answer, "", ExistingPlan.NONE, PathGuard::findViolation);

    String as = "replay with -Dseed=" + seed + "\n" + answer;
    assertThat(parsed.rejectionReason()).as(as).isEmpty();
    assertThat(parsed.blueprint()).as(as).isEqualTo(blueprint);
  }

  private Blueprint blueprint() {
    List<FilePlan> files = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<String> uses = files.isEmpty() || random.nextBoolean()
          ? List.of()
          : List.of(files.get(random.nextInt(files.size())).path());
      files.add(new FilePlan("src/f" + i + ".py", "d " + word() + " d", uses, "c" + word() + "c"));
    }
    List<CheckPlan> checks = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      checks.add(new CheckPlan("n" + word() + i, List.of("python3", "-c", word(), "" + i)));
    }
    return new Blueprint("s" + word() + "s", List.of("a" + word()), files, List.of(), checks);
  }

  private String object(Blueprint plan) {
    List<String> fields = new ArrayList<>(List.of(
        key("summary") + text(plan.summary()),
        key("assumptions") + list(plan.assumptions().stream().map(this::text).toList()),
        key("files") + files(plan.files()),
        key("checks") + checks(plan.checks())));
    if (random.nextBoolean()) {
      fields.add(key("research") + pick("None", "null", "[]"));
    }
    String object = object(fields);
    return random.nextInt(4) == 0 ? "{" + key("blueprint") + object + "}" : object;
  }

  private String files(List<FilePlan> files) {
    if (random.nextInt(3) == 0) {
      return object(files.stream()
          .map(file -> key(dotted(file.path()), true)
              + object(List.of(key("purpose") + text(file.description()), rest(file))))
          .toList());
    }
    return list(files.stream()
        .map(file -> object(List.of(
            key(pick("path", "name", "file")) + text(dotted(file.path())),
            key(pick("description", "purpose")) + text(file.description()),
            rest(file))))
        .toList());
  }

  private String rest(FilePlan file) {
    String uses = list(file.uses().stream().map(use -> text(dotted(use))).toList());
    return key("uses") + uses + "," + key("contract") + text(file.contract());
  }

  private String checks(List<CheckPlan> checks) {
    boolean named = random.nextInt(3) == 0;
    List<String> all = checks.stream()
        .map(check -> {
          String words = list(check.command().stream()
              .map(word -> word.matches("[1-9]") && random.nextBoolean() ? word : text(word))
              .toList());
          return named
              ? key(check.name(), true) + words
              : object(List.of(
                  key("name") + text(check.name()), key(pick("command", "cmd", "run")) + words));
        })
        .toList();
    return named ? object(all) : list(all);
  }

  private String around(String object) {
    return switch (random.nextInt(6)) {
      case 0 -> "```json\n" + object + "\n```\n";
      case 1 -> "Sure {so}:\n" + object + "\nHave fun {}";
      case 2 -> "<think>\n{\"files\":[{\"path\":\"w\",\"description\":\"w\"}]}\n</think>" + object;
      case 3 -> "{\"files\":[{\"path\":\"w\",\"description\":\"w\"}]}\n</think>\n" + object;
      case 4 -> "It could be {\"files\":{\"w.py\":\"w\"}}. It is:\n" + object;
      default -> object;
    };
  }

  private String object(List<String> fields) {
    return "{" + gap() + String.join("," + gap(), fields) + comma(fields) + gap() + "}";
  }

  private String list(List<String> items) {
    return "[" + gap() + String.join("," + gap(), items) + comma(items) + gap() + "]";
  }

  private String comma(List<String> items) {
    return !items.isEmpty() && random.nextInt(4) == 0 ? "," : "";
  }

  private String gap() {
    return pick("", "", "\n", " ", "// it's {a} \"comment\n", "# don't }\n", "/* ' */");
  }

  private String key(String name) {
    return key(name, false);
  }

  private String key(String name, boolean quoted) {
    boolean bare = !quoted && random.nextInt(5) == 0;
    return (bare ? name : text(name)) + pick(":", ": ", " :");
  }

  private String text(String text) {
    String escaped = text.replace("\\", "\\\\");
    escaped = random.nextBoolean() ? escaped : escaped.replace("\n", "\\n");
    return random.nextInt(3) == 0
        ? "'" + escaped.replace("'", "\\'") + "'"
        : "\"" + escaped.replace("\"", "\\\"") + "\"";
  }

  private String dotted(String path) {
    return pick("", "", "./") + path;
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
