package atelier;

import atelier.cli.Instruments;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.Passing;
import atelier.journal.DataFolder;
import atelier.journal.Journal;
import atelier.knowledge.LessonStore;
import atelier.language.LocalToolchains;
import atelier.language.Toolchains;
import atelier.llm.CallLog;
import atelier.llm.Llm;
import atelier.llm.Recording;
import atelier.llm.Routing;
import atelier.research.Researches;
import atelier.role.Lessons;
import atelier.role.ModelSlots;
import atelier.role.Prompts;
import atelier.role.Tools;
import atelier.sandbox.Sandbox;
import atelier.sandbox.Sandboxes;
import atelier.scan.NativeScanner;
import atelier.scan.Reader;
import atelier.workspace.GitRepositories;
import atelier.workspace.GitWorkspace;
import atelier.workspace.PathGuard;
import atelier.workspace.Repositories;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a node is made of, chosen by its settings. */
record Parts(
    Ground ground,
    Settings settings,
    DataFolder folder,
    Journal journal,
    LessonStore lessons,
    CallLog llm,
    @Nullable Recording recording,
    NativeScanner scanner,
    GitWorkspace workspace,
    Repositories repositories,
    Toolchains toolchains,
    Sandbox sandbox) {
  private static final Logger LOG = Logger.getLogger(Parts.class.getName());
  private static final int HISTORY_PAGE = 500;
  private static final Path PROMPTS = Path.of("conf/prompts");

  /** Opens all of them; fails with a sentence that says what is in the way. */
  static Future<Parts> open(Ground ground, Settings settings, boolean record) {
    Vertx vertx = ground.vertx();
    return vertx
        .executeBlocking(() -> DataFolder.take(settings.data()))
        .compose(folder -> Sandboxes.choose(vertx, settings.runner())
            .compose(sandbox -> open(ground, settings, folder, record, sandbox))
            .onFailure(problem -> release(folder)));
  }

  private static Future<Parts> open(
      Ground ground, Settings settings, DataFolder folder, boolean record, Sandbox sandbox) {
    Vertx vertx = ground.vertx();
    return vertx
        .executeBlocking(() -> LessonStore.open(vertx, folder.knowledge()))
        .compose(lessons -> Journals.open(ground, folder.journal(), Lessons.rememberedBy(lessons))
            .compose(journal -> vertx
                .executeBlocking(
                    () -> made(ground, settings, folder, journal, lessons, record, sandbox))
                .onFailure(problem -> journal.close()))
            .onFailure(problem -> lessons.close()));
  }

  private static Parts made(
      Ground ground,
      Settings settings,
      DataFolder folder,
      Journal journal,
      LessonStore lessons,
      boolean record,
      Sandbox sandbox) {
    Vertx vertx = ground.vertx();
    NativeScanner scanner = scanner(settings);
    Llm routing = Routing.over(vertx, settings.llm());
    Recording recording = record ? new Recording(routing) : null;
    CallLog llm =
        new CallLog(vertx, recording == null ? routing : recording, folder.calls(), ground.self());
    GitWorkspace workspace = new GitWorkspace(vertx, journal, folder.projects());
    return new Parts(
        ground,
        settings,
        folder,
        journal,
        lessons,
        llm,
        recording,
        scanner,
        workspace,
        new GitRepositories(vertx, workspace),
        LocalToolchains.find(vertx, scanner),
        sandbox);
  }

  Vertx vertx() {
    return ground.vertx();
  }

  private static NativeScanner scanner(Settings settings) {
    return NativeScanner.open(NativeScanner.rules(settings.scan().rules()));
  }

  /** The same instruments without a node, for a look at them. */
  static Instruments instruments(Vertx vertx, Settings settings) {
    return new Instruments(
        Routing.over(vertx, settings.llm()),
        LocalToolchains.find(vertx, Reader.NONE),
        joined(Sandboxes.choose(vertx, settings.runner())),
        () -> scanner(settings));
  }

  private static <T> T joined(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** What the agents are lent. */
  Tools tools(Consumer<Passing> passing) {
    Tools.Habits habits = new Tools.Habits(
        settings.retries(),
        !settings.llm().fallback().isEmpty(),
        settings.git().author(),
        settings.git().messages().equals("model"),
        settings.runner().timeout());
    return new Tools(
        ground.self(),
        llm,
        Prompts.read(PROMPTS),
        scanner,
        toolchains,
        sandbox,
        workspace,
        PathGuard::refusal,
        Researches.choose(vertx(), settings.research()),
        lessons,
        habits,
        passing);
  }

  /** Where a role's model is asked. */
  ModelSlots modelOf(String role) {
    Settings.Llm llm = settings.llm();
    Settings.Model model = llm.roles().getOrDefault(role, llm.primary());
    return new ModelSlots(model.endpoint(), model.slots());
  }

  /** The journal of a project after what is known of it. */
  Future<List<Entry>> history(String project, List<Entry> known) {
    return journal.read(project, known.size(), HISTORY_PAGE).compose(page -> {
      known.addAll(page);
      return page.size() < HISTORY_PAGE ? Future.succeededFuture(known) : history(project, known);
    });
  }

  /** Gives everything back; the agents must be gone. */
  Future<Void> close() {
    return journal.close().eventually(lessons::close).onComplete(closed -> {
      scanner.close();
      release(folder);
    });
  }

  private static void release(DataFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the data folder could not be given back", e);
    }
  }
}
