package atelier.schedule;

import atelier.event.Diagnostic;
import atelier.event.Finding;
import atelier.event.Lesson;
import atelier.knowledge.Knowledge;
import atelier.language.CheckReport;
import atelier.language.Toolchains;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.project.Deletion;
import atelier.research.Research;
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
import java.util.stream.Stream;

/**
 * Tools whose results follow a seed: a model that answers correctly, incorrectly, truncated or not
 * at all, and checks that find the faults that it inserted.
 */
public final class ScriptedTools {
  private final Luck luck;
  private final Consumer<Prompt> whenModelIsAsked;
  final Set<String> preparedVersions = new HashSet<>();

  public ScriptedTools(SplittableRandom random, int faultPercent) {
    this(random, faultPercent, prompt -> {});
  }

  /** {@code whenModelIsAsked} receives each prompt. */
  ScriptedTools(SplittableRandom random, int faultPercent, Consumer<Prompt> whenModelIsAsked) {
    luck = new Luck(random, faultPercent);
    this.whenModelIsAsked = whenModelIsAsked;
  }

  public Tools tools() {
    return new Tools(
        "node",
        new ScriptedModel(luck, whenModelIsAsked),
        SystemPrompts.load(Path.of("conf/prompts")),
        ScriptedTools::scan,
        new ScriptedToolchains(),
        new ScriptedSandbox(luck::isVeryUnlucky),
        new ScriptedProber(),
        new ScriptedPackages(luck),
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
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        new Tools.RolePolicy(3, false, "A <a@b>", false, runTimeout, Tools.ProofPolicy.DEFAULT),
        message -> {});
  }

  /**
   * The chance of faults, drawn from a seed.
   *
   * @param faultPercent how many of 100 draws are unlucky
   */
  record Luck(SplittableRandom random, int faultPercent) {
    boolean isUnlucky() {
      return random.nextInt(100) < faultPercent;
    }

    boolean isVeryUnlucky() {
      return random.nextInt(10_000) < faultPercent * faultPercent;
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
    public Future<List<Lesson>> search(String project, String subject, String text, int limit) {
      return Future.succeededFuture(List.of());
    }
  }
}
