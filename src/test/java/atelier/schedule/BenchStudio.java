package atelier.schedule;

import atelier.Await;
import atelier.CompilerSandbox;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.Usage;
import atelier.journal.DiskJournal;
import atelier.journal.Journal;
import atelier.knowledge.LessonStore;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.message.Ownership;
import atelier.packages.Packages;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.research.ResearchSources;
import atelier.rig.model.ExampleAnswers;
import atelier.role.Tools;
import atelier.role.prompt.SystemPrompts;
import atelier.sandbox.NativeProber;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxFactory;
import atelier.scan.NativeScanner;
import atelier.workspace.GitWorkspace;
import atelier.workspace.PathGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A studio for benchmarks: real journal, scanner and Git, an instant model, and no sandbox. */
public final class BenchStudio implements AutoCloseable {
  private static final String BLUEPRINT = """
      {"summary":"s","files":[
      {"path":"a.txt","description":"a","contract":"a"},
      {"path":"b.json","description":"b","uses":["a.txt"]},
      {"path":"c.yaml","description":"c","uses":["a.txt"]},
      {"path":"d.md","description":"d"}],"checks":[]}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final DiskJournal journal;
  private final NativeScanner scanner;
  private final StudioService studio;
  private final Queue<Future<Void>> repositoryUpdates = new ConcurrentLinkedQueue<>();

  private BenchStudio(Path folder) {
    journal = DiskJournal.open(folder.resolve("journal.db"));
    scanner = NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));
    GitWorkspace workspace = new GitWorkspace(vertx, journal, folder.resolve("projects"));
    Map<String, String> lastStates = new HashMap<>();
    Ownership ownership = Ownership.alone("bench");
    SchedulerVerticle scheduler =
        new SchedulerVerticle(journal, ownership, 1_000, PathGuard::findViolation, project -> {
          String state = project.status() + " "
              + project.files().values().stream()
                  .mapToInt(SourceFile::committedAttempt)
                  .sum();
          if (!state.equals(lastStates.put(project.id(), state))) {
            repositoryUpdates.add(
                workspace.update(project.id()).onFailure(Throwable::printStackTrace));
          }
        });
    studio = new StudioService(vertx, journal, ownership);
    Settings.Runner runnerSettings = new Settings.Runner("off", Duration.ofSeconds(1), 1, false);
    Sandbox sandbox = Await.await(SandboxFactory.create(vertx, runnerSettings));
    Tools tools = new Tools(
        "bench",
        new InstantLlm(),
        SystemPrompts.load(Path.of("conf/prompts")),
        scanner,
        CompilerSandbox.toolchains(vertx, scanner),
        sandbox,
        new NativeProber(sandbox),
        Packages.off("this benchmark installs nothing"),
        workspace,
        PathGuard::findViolation,
        ResearchSources.create(vertx, new Settings.Research("off", "")),
        LessonStore.open(vertx, folder.resolve("knowledge.db"), true),
        new Tools.RolePolicy(
            3, false, "A <a@b>", false, Duration.ofSeconds(1), Tools.ProofPolicy.DEFAULT),
        passing -> {});
    Await.await(Agents.deploy(
        vertx, journal, ownership, scheduler, tools, Map.of(), role -> new ModelSlots("", 4)));
  }

  public static BenchStudio start(Path folder) {
    return new BenchStudio(folder);
  }

  public Future<Project> request(String id) {
    return studio.createOrExtend(id, "a bench of " + id, false);
  }

  public Journal.Subscription follow(Consumer<Entry> follower) {
    return studio.subscribe(follower);
  }

  @Override
  public void close() {
    Await.await(Future.join(List.copyOf(repositoryUpdates)));
    Await.await(vertx.close());
    Await.await(journal.close());
    scanner.close();
  }

  /** Returns fixed answers at once. */
  private static final class InstantLlm implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      String text = prompt.purpose() == Purpose.EXAMPLES
          ? ExampleAnswers.repeatFirstCheck(prompt.task())
          : prompt.role().equals("architect")
              ? BLUEPRINT
              : "Commit: Write " + prompt.file() + "\n\n```\n"
                  + (prompt.file().endsWith(".json") ? "{\"a\": 1}" : "a: 1") + "\n```\n";
      return Future.succeededFuture(new Completion(text, false, new Usage("instant", 100, 50, 0)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of(new Health("instant", "", true, "", "")));
    }
  }
}
