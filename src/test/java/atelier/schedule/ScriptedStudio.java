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
 * Tools whose every answer is drawn from a seed: a model that answers well, badly, cut off or not
 * at
 * all, and judges that find what it hid.
 */
public final class ScriptedStudio {
  private static final String BLUEPRINT = """
      {"summary":"s","files":[
      {"path":"a.py","description":"a","contract":"add()"},
      {"path":"b.py","description":"b","uses":["a.py"]},
      {"path":"test_c.py","description":"c","uses":["a.py","b.py"]}],
      "checks":[{"name":"unit","command":["check"]},{"name":"end","command":["check2"]}]}
      """;

  private final SplittableRandom random;
  private final int badPercent;
  final Set<String> prepared = new HashSet<>();

  public ScriptedStudio(SplittableRandom random, int badPercent) {
    this.random = random;
    this.badPercent = badPercent;
  }

  public Tools tools() {
    return new Tools(
        "node",
        new Model(),
        SystemPrompts.load(Path.of("conf/prompts")),
        ScriptedStudio::scan,
        new Judge(),
        new Box(),
        new Git(),
        paths -> Optional.empty(),
        new Library(),
        new Memory(),
        new Tools.RolePolicy(3, true, "A <a@b>", true, Duration.ofSeconds(1)),
        passing -> {});
  }

  private boolean unlucky() {
    return random.nextInt(100) < badPercent;
  }

  private boolean veryUnlucky() {
    return random.nextInt(10_000) < badPercent * badPercent;
  }

  /** Answers by role; what is wrong with a file is written into it, for the judges to find. */
  private final class Model implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      if (veryUnlucky()) {
        return Future.failedFuture(new LlmFailure(
            random.nextInt(8) == 0 ? LlmFailure.Kind.AUTH : LlmFailure.Kind.OVERLOADED, "busy"));
      }
      boolean cut = veryUnlucky();
      String text = switch (prompt.role()) {
        case "architect" -> architect();
        case "writer" -> "Commit: Write it\n```\n" + body(prompt) + (cut ? "" : "\n```\n");
        case "analyst" -> unlucky() ? "none" : "{\"lessons\":[{\"title\":\"t\",\"advice\":\"a\"}]}";
        default -> unlucky() ? "" : "a.py";
      };
      return Future.succeededFuture(new Completion(text, cut, new Usage("m", 1, 1, 1)));
    }

    private String architect() {
      int draw = random.nextInt(100);
      return draw < badPercent / 2
          ? "I cannot."
          : draw < badPercent ? "{\"research\":[\"what?\"]}" : BLUEPRINT;
    }

    private String body(Prompt prompt) {
      String fault = !unlucky()
          ? "fine"
          : List.of("SYNTAX", "FORBIDDEN", "CRASH", "WRONG").get(random.nextInt(4));
      return fault + " " + prompt.attempt();
    }

    @Override
    public Future<List<Health>> health() {
      boolean ready = !veryUnlucky();
      return Future.succeededFuture(List.of(new Health("m", "e", ready, ready ? "" : "down", "")));
    }
  }

  private static List<Finding> scan(String path, String text) {
    return text.contains("FORBIDDEN")
        ? List.of(new Finding("todo", "block", 1, 1, "forbidden", "leave it out"))
        : List.of();
  }

  private static final class Judge implements Toolchains {
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

  private static final class Box implements Sandbox {
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
      String fault = job.command().get(0).equals("run") ? "CRASH" : "WRONG";
      String output = job.files().entrySet().stream()
          .filter(file -> file.getValue().contains(fault))
          .map(file -> "File \"" + file.getKey() + "\", line 1\n")
          .reduce("", String::concat);
      return Future.succeededFuture(
          new JobResult(JobResult.End.EXITED, output.isEmpty() ? 0 : 1, 1, output, output, "hash"));
    }
  }

  private final class Git implements Workspace {
    @Override
    public Future<String> prepareCommit(Version version) {
      prepared.add(version.file() + ":" + version.attempt());
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

  private static final class Library implements Research {
    @Override
    public Future<Result> lookUp(String question) {
      return Future.succeededFuture(new Result("nobody", "", ""));
    }

    @Override
    public boolean isAvailable() {
      return true;
    }
  }

  private static final class Memory implements Knowledge {
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
