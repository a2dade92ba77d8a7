package atelier.node;

import atelier.cli.context.DoctorSubjects;
import atelier.config.ProcessEnvironment;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.journal.DataFolder;
import atelier.journal.Journal;
import atelier.journal.LostHistory;
import atelier.journal.RedactedJournal;
import atelier.knowledge.LessonStore;
import atelier.knowledge.LessonSubscriber;
import atelier.language.LocalToolchains;
import atelier.language.Toolchains;
import atelier.llm.CallLog;
import atelier.llm.Llm;
import atelier.llm.ModelRouter;
import atelier.llm.Recording;
import atelier.llm.RedactedLlm;
import atelier.packages.PackageInstaller;
import atelier.packages.Packages;
import atelier.research.RedactedResearch;
import atelier.research.ResearchSources;
import atelier.role.Tools;
import atelier.role.prompt.SystemPrompts;
import atelier.sandbox.NativeProber;
import atelier.sandbox.Sandbox;
import atelier.sandbox.Sandboxes;
import atelier.scan.NativeScanner;
import atelier.scan.SyntaxAnalyzer;
import atelier.schedule.ModelSlots;
import atelier.secret.LogRedaction;
import atelier.secret.NodeSecrets;
import atelier.secret.SecretRedactor;
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

/** The parts of a node, as its settings select them. {@link Node} connects them. */
public record Components(
    Transport transport,
    Settings settings,
    DataFolder folder,
    SecretRedactor redactor,
    Journal journal,
    LessonStore lessons,
    CallLog llm,
    @Nullable Recording recording,
    NativeScanner scanner,
    GitWorkspace workspace,
    Repositories repositories,
    Toolchains toolchains,
    Packages packages,
    Sandbox sandbox) {
  private static final Logger LOG = Logger.getLogger(Components.class.getName());
  private static final int HISTORY_PAGE = 500;

  /**
   * Opens all components. Fails with a message for the user, after closing those already open.
   */
  static Future<Components> open(Transport transport, Settings settings, boolean record) {
    Vertx vertx = transport.vertx();
    return vertx
        .executeBlocking(() -> openFolder(transport, settings.dataFolder()))
        .compose(folder -> SandboxModule.create(vertx, settings, folder)
            .compose(sandboxes -> open(transport, settings, folder, record, sandboxes))
            .onFailure(problem -> closeFolder(folder)));
  }

  private static Future<Components> open(
      Transport transport,
      Settings settings,
      DataFolder folder,
      boolean record,
      Sandboxes sandboxes) {
    Vertx vertx = transport.vertx();
    return vertx
        .executeBlocking(
            () -> LessonStore.open(vertx, folder.knowledgeFile(), settings.shareLessons()))
        .compose(lessons -> JournalFactory.open(
                transport, folder.journalFile(), LessonSubscriber.savingTo(lessons))
            .compose(journal -> vertx
                .executeBlocking(() ->
                    assemble(transport, settings, folder, journal, lessons, record, sandboxes))
                .onFailure(problem -> journal.close()))
            .onFailure(problem -> lessons.close()));
  }

  /** Other nodes have the history of a replica that is empty; a standalone node has lost it. */
  private static DataFolder openFolder(Transport transport, Path folder) {
    DataFolder opened = DataFolder.open(folder);
    LostHistory.find(folder).ifPresent(lost -> {
      if (transport.cluster().isEmpty()) {
        closeFolder(opened);
        throw new IllegalStateException(lost);
      }
      LOG.warning(lost + "; in the same cluster as before the other nodes have it");
    });
    return opened;
  }

  private static Components assemble(
      Transport transport,
      Settings settings,
      DataFolder folder,
      Journal journal,
      LessonStore lessons,
      boolean record,
      Sandboxes sandboxes) {
    Vertx vertx = transport.vertx();
    NativeScanner scanner = openScanner(settings);
    SecretRedactor redactor =
        SecretRedactor.of(NodeSecrets.of(settings, ProcessEnvironment.current().variables()));
    LogRedaction.install(redactor);
    Journal redactedJournal = new RedactedJournal(journal, redactor::redact);
    Llm router =
        new RedactedLlm(ModelRouter.create(vertx, settings.llm(), settings.proxy()), redactor);
    Recording recording = record ? new Recording(router) : null;
    CallLog llm = new CallLog(
        vertx, recording == null ? router : recording, folder.callsFolder(), transport.self());
    PackageInstaller installer =
        SandboxModule.packages(vertx, settings, folder, sandboxes.forInstalls());
    GitWorkspace workspace = new GitWorkspace(vertx, redactedJournal, folder.projectsFolder());
    return new Components(
        transport,
        settings,
        folder,
        redactor,
        redactedJournal,
        lessons,
        llm,
        recording,
        scanner,
        workspace,
        new GitRepositories(vertx, workspace),
        LocalToolchains.discover(vertx, scanner, sandboxes.forCompilers()),
        installer,
        installer.around(sandboxes.forPrograms()));
  }

  Vertx vertx() {
    return transport.vertx();
  }

  private static NativeScanner openScanner(Settings settings) {
    return NativeScanner.open(NativeScanner.readRules(settings.scan().rulesFile()));
  }

  /** Opens the components that {@code doctor} checks, without a node. Blocks. */
  public static DoctorSubjects doctorSubjects(Vertx vertx, Settings settings) {
    Sandboxes sandboxes = join(SandboxModule.create(vertx, settings));
    return new DoctorSubjects(
        new RedactedLlm(
            ModelRouter.create(vertx, settings.llm(), settings.proxy()),
            SecretRedactor.of(
                NodeSecrets.of(settings, ProcessEnvironment.current().variables()))),
        LocalToolchains.discover(vertx, SyntaxAnalyzer.NONE, sandboxes.forCompilers()),
        sandboxes.forPrograms(),
        SandboxModule.installable(vertx, settings, sandboxes),
        () -> openScanner(settings),
        () -> DataFolder.findObstacle(settings.dataFolder())
            .or(() -> LostHistory.find(settings.dataFolder())));
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** The tools of the agents; {@code liveMessages} receives the agents' progress. */
  Tools tools(Consumer<LiveMessage> liveMessages) {
    Tools.RolePolicy rolePolicy = new Tools.RolePolicy(
        settings.maxRetries(),
        !settings.llm().fallback().isEmpty(),
        settings.git().author(),
        settings.git().messages().equals("model"),
        settings.runner().timeout(),
        settings.runner().buildTimeout(),
        new Tools.ProofPolicy(
            settings.proof().mutants(),
            settings.proof().budget(),
            settings.proof().repeats()));
    return new Tools(
        transport.self(),
        new RedactedLlm(llm, redactor),
        SystemPrompts.load(settings.promptsFolder()),
        scanner,
        toolchains,
        sandbox,
        new NativeProber(sandbox),
        packages,
        workspace,
        PathGuard::findViolation,
        new RedactedResearch(
            ResearchSources.create(vertx(), settings.research(), settings.proxy()), redactor),
        lessons,
        rolePolicy,
        liveMessages);
  }

  /** The endpoint and slots of a role's model. */
  ModelSlots modelSlots(String role) {
    Settings.Llm llm = settings.llm();
    Settings.Model model = llm.roles().getOrDefault(role, llm.primary());
    return new ModelSlots(model.endpoint(), model.slots());
  }

  /** Reads a project's entries after those in {@code known}, and appends them to it. */
  Future<List<Entry>> readHistory(String project, List<Entry> known) {
    return journal.read(project, known.size(), HISTORY_PAGE).compose(page -> {
      known.addAll(page);
      return page.size() < HISTORY_PAGE
          ? Future.succeededFuture(known)
          : readHistory(project, known);
    });
  }

  /** Closes all components except the transport. The agents must have stopped. */
  Future<Void> close() {
    return journal.close().eventually(lessons::close).onComplete(closed -> {
      scanner.close();
      closeFolder(folder);
    });
  }

  private static void closeFolder(DataFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the data folder could not be released", e);
    }
  }
}
