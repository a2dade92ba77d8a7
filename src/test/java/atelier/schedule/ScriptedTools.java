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
import atelier.research.Research;
import atelier.role.Tools;
import atelier.role.prompt.SystemPrompts;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
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
      "checks":[{"name":"unit","command":["check"]},{"name":"end","command":["check2"]}]}
      """;

  private final SplittableRandom random;
  private final int faultPercent;
  final Set<String> preparedVersions = new HashSet<>();

  public ScriptedTools(SplittableRandom random, int faultPercent) {
    this.random = random;
    this.faultPercent = faultPercent;
  }

  public Tools tools() {
    return new Tools(
        "node",
        new ScriptedLlm(),
        SystemPrompts.load(Path.of("conf/prompts")),
        ScriptedTools::scan,
        new ScriptedToolchains(),
        new ScriptedSandbox(),
        new ScriptedWorkspace(),
        paths -> Optional.empty(),
        new ScriptedResearch(),
        new EmptyKnowledge(),
        new Tools.RolePolicy(
            3, true, "A <a@b>", true, Duration.ofSeconds(1), Tools.ProofPolicy.DEFAULT),
        passing -> {});
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
      if (isVeryUnlucky()) {
        return Future.failedFuture(new LlmFailure(
            random.nextInt(8) == 0 ? LlmFailure.Kind.AUTH : LlmFailure.Kind.OVERLOADED, "busy"));
      }
      boolean cut = isVeryUnlucky();
      String text = switch (prompt.role()) {
        case "architect" -> architectAnswer();
        case "writer" -> "Commit: Write it\n```\n" + fileBody(prompt) + (cut ? "" : "\n```\n");
        case "analyst" ->
          isUnlucky() ? "none" : "{\"lessons\":[{\"title\":\"t\",\"advice\":\"a\"}]}";
        default -> isUnlucky() ? "" : "a.py";
      };
      return Future.succeededFuture(new Completion(text, cut, new Usage("m", 1, 1, 1)));
    }

    private String architectAnswer() {
      int draw = random.nextInt(100);
      return draw < faultPercent / 2
          ? "I cannot."
          : draw < faultPercent ? "{\"research\":[\"what?\"]}" : BLUEPRINT;
    }

    private String fileBody(Prompt prompt) {
      String fault = !isUnlucky()
          ? "fine"
          : List.of("SYNTAX", "FORBIDDEN", "CRASH", "WRONG").get(random.nextInt(4));
      return fault + " " + prompt.attempt();
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

    @Override
    public Optional<List<String>> runCommand(String path, String text) {
      return path.equals("b.py") ? Optional.of(List.of("run", path)) : Optional.empty();
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

  private static final class ScriptedSandbox implements Sandbox {
    @Override
    public String name() {
      return "box";
    }

    @Override
    public String unavailableReason() {
      return "";
    }

    @Override
    public Future<JobResult> run(Job job) {
      if (job.files().values().stream().anyMatch(text -> text.contains("sabotaged"))) {
        int exit = job.command().get(0).equals("check") ? 1 : 0;
        return Future.succeededFuture(new JobResult(JobResult.End.EXITED, exit, 1, "", "", "hash"));
      }
      String fault = job.command().get(0).equals("run") ? "CRASH" : "WRONG";
      String output = job.files().entrySet().stream()
          .filter(file -> file.getValue().contains(fault))
          .map(file -> "File \"" + file.getKey() + "\", line 1\n")
          .reduce("", String::concat);
      String printed = output.isEmpty() && job.command().get(0).equals("check")
          ? "3 passed, 0 failed\n"
          : output;
      return Future.succeededFuture(new JobResult(
          JobResult.End.EXITED, output.isEmpty() ? 0 : 1, 1, printed, output, "hash"));
    }
  }

  private final class ScriptedWorkspace implements Workspace {
    @Override
    public Future<String> prepareCommit(Version version) {
      preparedVersions.add(version.file() + ":" + version.attempt());
      return Future.succeededFuture("commit-" + version.file() + "-" + version.attempt());
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
