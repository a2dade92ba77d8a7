package atelier.schedule;

import atelier.event.Diagnostic;
import atelier.event.Finding;
import atelier.event.Lesson;
import atelier.event.Usage;
import atelier.knowledge.Knowledge;
import atelier.language.CheckReport;
import atelier.language.Toolchains;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Deletion;
import atelier.research.Research;
import atelier.rig.model.ExampleAnswers;
import atelier.role.Tools;
import atelier.role.prompt.SystemPrompts;
import atelier.sandbox.NativeProber;
import atelier.sandbox.ProbePlan;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.Prober;
import atelier.sandbox.Sandbox;
import atelier.scan.Mutant;
import atelier.workspace.Workspace;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tools whose results follow a seed: a model that answers correctly, incorrectly, truncated or not
 * at all, and checks that find the faults that it inserted.
 */
public final class ScriptedTools {
  private static final String BLUEPRINT = """
      {"summary":"s","files":[
      {"path":"a.py","description":"a","contract":"add()"},
      {"path":"b.py","description":"b","uses":["a.py"]},
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

  private final SplittableRandom random;
  private final int faultPercent;
  private final Consumer<Prompt> whenModelIsAsked;
  final Set<String> preparedVersions = new HashSet<>();

  public ScriptedTools(SplittableRandom random, int faultPercent) {
    this(random, faultPercent, prompt -> {});
  }

  /** {@code whenModelIsAsked} receives each prompt. */
  ScriptedTools(SplittableRandom random, int faultPercent, Consumer<Prompt> whenModelIsAsked) {
    this.random = random;
    this.faultPercent = faultPercent;
    this.whenModelIsAsked = whenModelIsAsked;
  }

  public Tools tools() {
    return new Tools(
        "node",
        new ScriptedLlm(),
        SystemPrompts.load(Path.of("conf/prompts")),
        ScriptedTools::scan,
        new ScriptedToolchains(),
        new ScriptedSandbox(this::isVeryUnlucky),
        new ScriptedProber(),
        new ScriptedWorkspace(),
        paths -> Optional.empty(),
        new ScriptedResearch(),
        new EmptyKnowledge(),
        new Tools.RolePolicy(
            3, true, "A <a@b>", true, Duration.ofSeconds(1), Tools.ProofPolicy.DEFAULT),
        passing -> {});
  }

  /** Tools with a sandbox and toolchains of this machine, and scripted tools otherwise. */
  public static Tools real(Llm llm, Sandbox sandbox, Toolchains toolchains, Duration runTimeout) {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    return new Tools(
        "n",
        llm == null ? scripted.llm() : llm,
        scripted.prompts(),
        scripted.scanner(),
        toolchains,
        sandbox,
        new NativeProber(sandbox),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        new Tools.RolePolicy(3, false, "A <a@b>", false, runTimeout, Tools.ProofPolicy.DEFAULT),
        message -> {});
  }

  private boolean isUnlucky() {
    return random.nextInt(100) < faultPercent;
  }

  private boolean isVeryUnlucky() {
    return random.nextInt(10_000) < faultPercent * faultPercent;
  }

  /** Answers by role; writes a file's fault into its content, so that the checks find it. */
  private final class ScriptedLlm implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      whenModelIsAsked.accept(prompt);
      if (isVeryUnlucky()) {
        return Future.failedFuture(new LlmFailure(
            random.nextInt(8) == 0 ? LlmFailure.Kind.AUTH : LlmFailure.Kind.OVERLOADED, "busy"));
      }
      boolean cut = isVeryUnlucky();
      if (prompt.purpose() == Purpose.MUTANTS) {
        return Future.succeededFuture(
            new Completion(testBody(prompt), cut, new Usage("m", 1, 1, 1)));
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
      return isUnlucky() ? "none" : "{\"lessons\":[{\"title\":\"t\",\"advice\":\"a\"}]}";
    }

    /** An example that right code satisfies, and sometimes one that no code does. */
    private String examplesAnswer(Prompt prompt) {
      String quote = ExampleAnswers.quote(prompt.task());
      String right = example("shown of " + quote, quote, 0);
      String wrong = isUnlucky() ? "," + example("contradicted of " + quote, quote, 3) : "";
      return isUnlucky() ? "I cannot." : "{\"examples\":[" + right + wrong + "]}";
    }

    private static String example(String name, String quote, int exit) {
      return "{\"name\":\"" + name + "\",\"quote\":\"" + quote + "\",\"command\":[\"example\"],"
          + "\"expect\":{\"exit\":" + exit + "}}";
    }

    /** Any file, the check, the machine, or nothing that can be used. */
    private String cause() {
      String fault = List.of("code", "code", "code", "test", "check", "environment", "?")
          .get(random.nextInt(7));
      String file = List.of("a.py", "b.py", "test_c.py").get(random.nextInt(3));
      return "{\"why\":\"w\",\"fault\":\"" + fault + "\",\"file\":\"" + file + "\"}";
    }

    private String verdict(Prompt prompt) {
      int draw = random.nextInt(4);
      return draw == 0
          ? "{\"quote\":\"\",\"expect\":{}}"
          : "{\"quote\":\"" + ExampleAnswers.quote(prompt.task()) + "\",\"expect\":{\"exit\":"
              + (draw == 1 ? 3 : 0) + "}}";
    }

    private String architectAnswer(String task) {
      int draw = random.nextInt(100);
      return draw < faultPercent / 2
          ? "I cannot."
          : draw < faultPercent ? "{\"research\":[\"what?\"]}" : blueprint(task);
    }

    /** A further request moves b.py or moves it back. */
    private String blueprint(String task) {
      boolean mayMove = task.contains("# What exists already")
          && !task.contains("# A check proves nothing")
          && random.nextInt(3) > 0;
      boolean there = task.contains("- b.py: ");
      return mayMove
          ? MOVE.replace("OLD", there ? "b.py" : "lib/d.py")
              .replace("NEW", there ? "lib/d.py" : "b.py")
          : BLUEPRINT;
    }

    /** Tests that notice more, or less, or nothing, that fail, are rejected, or did not change. */
    private String testBody(Prompt prompt) {
      String claim = "Equivalent: a.py:1 `fine` → `MUTANT`: nothing differs\n";
      String word = List.of(
              "strong fine", "strong fine", "weak", "blind", "WRONG", "CRASH", "SYNTAX")
          .get(random.nextInt(7));
      String file = "```\n" + word + " " + prompt.attempt() + "\n```\n";
      return switch (random.nextInt(6)) {
        case 0 -> claim;
        case 1 -> claim + file;
        case 2 -> "I cannot.";
        default -> file;
      };
    }

    private String fileBody(Prompt prompt) {
      Matcher current = LAST_VERSION.matcher(prompt.task());
      if (prompt.purpose() == Purpose.REPAIR && current.find() && isUnlucky()) {
        return current.group(1);
      }
      String fault = !isUnlucky()
          ? "fine"
          : List.of("SYNTAX", "FORBIDDEN", "CRASH", "WRONG").get(random.nextInt(4));
      // Without faults, nothing is left to be asked about the tests.
      boolean strong = faultPercent == 0 && prompt.file().equals("test_c.py");
      return (strong ? "strong " : "") + fault + " " + prompt.attempt();
    }

    @Override
    public Future<List<Health>> health() {
      boolean ready = !isVeryUnlucky();
      return Future.succeededFuture(List.of(new Health("m", "e", ready, ready ? "" : "down", "")));
    }
  }

  private static List<Finding> scan(String path, String text) {
    return text.contains("FORBIDDEN")
        ? List.of(new Finding("todo", "block", 1, 1, "forbidden", "leave it out"))
        : List.of();
  }

  private static final class ScriptedToolchains implements Toolchains {
    @Override
    public Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned) {
      boolean bad = tree.getOrDefault(path, "").contains("SYNTAX");
      return Future.succeededFuture(new CheckReport(
          CheckReport.Level.SYNTAX, bad ? List.of(new Diagnostic(1, 1, "syntax")) : List.of()));
    }

    /** Two faults in every right file: one that all tests notice, and one for strong tests. */
    @Override
    public Future<List<Mutant>> mutants(String path, String text, List<String> literals, int most) {
      int start = text.indexOf("fine");
      return Future.succeededFuture(Stream.of("GROSS", "MUTANT")
          .filter(word -> start >= 0)
          .map(word -> new Mutant(1, 1, "word", "fine", word, start, start + 4, 1_000))
          .toList());
    }

    @Override
    public Optional<String> languageOf(String path) {
      return Optional.of("python");
    }

    @Override
    public Future<Set<String>> languages() {
      return Future.succeededFuture(Set.of("python"));
    }

    @Override
    public Future<List<String>> installed() {
      return Future.succeededFuture(List.of());
    }
  }

  /** Plays examples and start commands: wrong and broken code prints a stack trace. */
  private static final class ScriptedProber implements Prober {
    @Override
    public String unavailableReason() {
      return "";
    }

    @Override
    public Future<ProbeReport> play(ProbePlan plan, Map<String, String> files) {
      String trace = files.entrySet().stream()
          .filter(
              file -> file.getValue().contains("CRASH") || file.getValue().contains("sabotaged"))
          .map(file ->
              "Traceback (most recent call last):\n  File \"" + file.getKey() + "\", line 1\n")
          .reduce("", String::concat);
      int exit = trace.isEmpty() ? 0 : 1;
      List<ProbeReport.StepReport> steps = plan.steps().stream()
          .map(step -> new ProbeReport.StepReport(
              Optional.of(exit), Optional.empty(), false, false, "fine", trace, false, 1, Map.of()))
          .toList();
      Optional<ProbeReport.ServerReport> server = plan.serve().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ProbeReport.ServerReport(false, 1, 1, Optional.of(exit), "fine", trace));
      return Future.succeededFuture(new ProbeReport(steps, server, List.of()));
    }
  }

  private final class ScriptedWorkspace implements Workspace {
    @Override
    public Future<String> prepareCommit(Version version) {
      preparedVersions.add(version.file() + ":" + version.attempt());
      return Future.succeededFuture("commit-" + version.file() + "-" + version.attempt());
    }

    @Override
    public Future<String> prepareDeletion(
        String project, Deletion deletion, String message, String author) {
      return Future.succeededFuture("commit-without-" + String.join("-", deletion.paths()));
    }

    @Override
    public Future<Void> update(String project) {
      return Future.succeededFuture();
    }

    @Override
    public Path folder(String project) {
      return Path.of(project);
    }
  }

  private static final class ScriptedResearch implements Research {
    @Override
    public Future<Result> lookUp(String question) {
      return Future.succeededFuture(new Result("nobody", "", ""));
    }

    @Override
    public boolean isAvailable() {
      return true;
    }
  }

  private static final class EmptyKnowledge implements Knowledge {
    @Override
    public Future<Void> save(List<Lesson> lessons) {
      return Future.succeededFuture();
    }

    @Override
    public Future<List<Lesson>> search(String subject, String text, int limit) {
      return Future.succeededFuture(List.of());
    }
  }
}
