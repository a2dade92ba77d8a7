package atelier.schedule;

import atelier.event.Usage;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.rig.model.ExampleAnswers;
import atelier.schedule.ScriptedTools.Luck;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers by role; writes a file's fault into its content, so that the checks find it. */
final class ScriptedModel implements Llm {
  private static final String BLUEPRINT = """
      {"summary":"s","files":[
      {"path":"a.py","description":"a","contract":"add()"},
      {"path":"b.py","description":"b","uses":["a.py"]},
      {"path":"requirements.txt","description":"packages"},
      {"path":"test_c.py","description":"c","uses":["a.py","b.py"]}],
      "run":["run"],
      "checks":[{"name":"unit","command":["check"]},{"name":"end","command":["check2"]}]}
      """;

  private static final Pattern LAST_VERSION =
      Pattern.compile("# Your last version\\n```\\n([^`]*)\\n```");
  /** A further request that moves a file, which the tests use. */
  private static final String MOVE = """
      {"summary":"s","files":[
      {"path":"NEW","description":"moved","uses":["a.py"]},
      {"path":"test_c.py","description":"c","uses":["a.py","NEW"]}],
      "delete":["OLD"]}
      """;

  private final Luck luck;
  private final Consumer<Prompt> whenAsked;

  /** {@code whenAsked} receives each prompt. */
  ScriptedModel(Luck luck, Consumer<Prompt> whenAsked) {
    this.luck = luck;
    this.whenAsked = whenAsked;
  }

  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    whenAsked.accept(prompt);
    if (luck.isVeryUnlucky()) {
      return Future.failedFuture(new LlmFailure(
          luck.random().nextInt(8) == 0 ? LlmFailure.Kind.AUTH : LlmFailure.Kind.OVERLOADED,
          "busy"));
    }
    boolean cut = luck.isVeryUnlucky();
    if (prompt.purpose() == Purpose.MUTANTS) {
      return Future.succeededFuture(new Completion(testBody(prompt), cut, new Usage("m", 1, 1, 1)));
    }
    String text = switch (prompt.role()) {
      case "architect" ->
        prompt.purpose() == Purpose.EXAMPLES
            ? examplesAnswer(prompt)
            : architectAnswer(prompt.task());
      case "writer" -> "Commit: Write it\n```\n" + fileBody(prompt) + (cut ? "" : "\n```\n");
      case "analyst" ->
        switch (prompt.purpose()) {
          case VERDICT -> verdict(prompt);
          case CAUSE -> cause();
          default -> lessons();
        };
      default -> "";
    };
    return Future.succeededFuture(new Completion(text, cut, new Usage("m", 1, 1, 1)));
  }

  private String lessons() {
    return luck.isUnlucky() ? "none" : "{\"lessons\":[{\"title\":\"t\",\"advice\":\"a\"}]}";
  }

  /** An example that right code satisfies, and sometimes one that no code does. */
  private String examplesAnswer(Prompt prompt) {
    String quote = ExampleAnswers.quote(prompt.task());
    String right = example("shown of " + quote, quote, 0);
    String wrong = luck.isUnlucky() ? "," + example("contradicted of " + quote, quote, 3) : "";
    return luck.isUnlucky() ? "I cannot." : "{\"examples\":[" + right + wrong + "]}";
  }

  private static String example(String name, String quote, int exit) {
    return "{\"name\":\"" + name + "\",\"quote\":\"" + quote + "\",\"command\":[\"example\"],"
        + "\"expect\":{\"exit\":" + exit + "}}";
  }

  /** Any file, the check, the machine, or nothing that can be used. */
  private String cause() {
    String fault = List.of("code", "code", "code", "test", "check", "environment", "?")
        .get(luck.random().nextInt(7));
    String file = List.of("a.py", "b.py", "test_c.py").get(luck.random().nextInt(3));
    return "{\"why\":\"w\",\"fault\":\"" + fault + "\",\"file\":\"" + file + "\"}";
  }

  private String verdict(Prompt prompt) {
    int draw = luck.random().nextInt(4);
    return draw == 0
        ? "{\"quote\":\"\",\"expect\":{}}"
        : "{\"quote\":\"" + ExampleAnswers.quote(prompt.task()) + "\",\"expect\":{\"exit\":"
            + (draw == 1 ? 3 : 0) + "}}";
  }

  private String architectAnswer(String task) {
    int draw = luck.random().nextInt(100);
    return draw < luck.faultPercent() / 2
        ? "I cannot."
        : draw < luck.faultPercent() ? "{\"research\":[\"what?\"]}" : blueprint(task);
  }

  /** A further request moves b.py or moves it back. */
  private String blueprint(String task) {
    boolean mayMove = task.contains("# What exists already")
        && !task.contains("# A check proves nothing")
        && !task.contains("# A check is wrong")
        && luck.random().nextInt(3) > 0;
    boolean there = task.contains("- b.py: ");
    return mayMove
        ? MOVE.replace("OLD", there ? "b.py" : "lib/d.py")
            .replace("NEW", there ? "lib/d.py" : "b.py")
        : BLUEPRINT;
  }

  /** Tests that notice more, or less, or nothing, that fail, are rejected, or did not change. */
  private String testBody(Prompt prompt) {
    String claim = "Equivalent: a.py:1 `fine` → `MUTANT`: nothing differs\n";
    String word = List.of("strong fine", "strong fine", "weak", "blind", "WRONG", "CRASH", "SYNTAX")
        .get(luck.random().nextInt(7));
    String file = "```\n" + word + " " + prompt.attempt() + "\n```\n";
    return switch (luck.random().nextInt(6)) {
      case 0 -> claim;
      case 1 -> claim + file;
      case 2 -> "I cannot.";
      default -> file;
    };
  }

  private String fileBody(Prompt prompt) {
    Matcher current = LAST_VERSION.matcher(prompt.task());
    if (prompt.purpose() == Purpose.REPAIR && current.find() && luck.isUnlucky()) {
      return current.group(1);
    }
    String fault = !luck.isUnlucky()
        ? "fine"
        : List.of("SYNTAX", "FORBIDDEN", "CRASH", "WRONG").get(luck.random().nextInt(4));
    // Without faults, nothing is left to be asked about the tests.
    boolean strong = luck.faultPercent() == 0 && prompt.file().equals("test_c.py");
    return (strong ? "strong " : "") + fault + " " + prompt.attempt();
  }

  @Override
  public Future<List<Health>> health() {
    boolean ready = !luck.isVeryUnlucky();
    return Future.succeededFuture(List.of(new Health("m", "e", ready, ready ? "" : "down", "")));
  }
}
