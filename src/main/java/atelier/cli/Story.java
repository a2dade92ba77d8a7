package atelier.cli;

import static atelier.cli.Line.bad;
import static atelier.cli.Line.detail;
import static atelier.cli.Line.good;
import static atelier.cli.Line.plain;
import static atelier.cli.Line.warn;
import static atelier.cli.Told.attempt;
import static atelier.cli.Told.because;
import static atelier.cli.Told.number;
import static atelier.cli.Told.safe;
import static atelier.cli.Told.with;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Passing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The console story: one row for each type of event, and nothing but words. */
final class Story {
  private static final String ARCHITECT = "📐 Architect: ";
  private static final String WRITER = "✍️  Writer: ";
  private static final String VALIDATOR = "🧪 Validator: ";
  private static final String AUDITOR = "🔍 Auditor: ";
  private static final String RUNNER = "🏃 Runner: ";
  private static final String GITBOT = "📦 GitBot: ";
  private static final String RESEARCHER = "📚 Researcher: ";

  /** What an agent says when it takes a task in hand; the others say nothing yet. */
  private static final Map<String, Function<String, String>> BEGUN = Map.of(
      "environment", file -> "🌐 Checking models, tools and sandbox...",
      "writer", file -> WRITER + "Generating [" + file + "]...",
      "validator", file -> VALIDATOR + "Checking syntax for " + file + "...",
      "auditor", file -> AUDITOR + "Scanning " + file + "...",
      "runner", file -> RUNNER + "Running " + (file.isEmpty() ? "the checks" : file) + "...",
      "analyst", file -> "🎓 Analyst: Looking back at what failed on the way...");

  private static final Map<Class<?>, BiFunction<Entry, Event, List<Line>>> ROWS = rows();

  private Story() {}

  /** What an entry adds to the story; may be nothing. */
  static List<Line> of(Entry entry) {
    var row = ROWS.get(entry.event().getClass());
    return row == null ? List.of() : row.apply(entry, entry.event());
  }

  /** What a message of the moment adds; progress is told elsewhere. */
  static List<Line> of(Passing passing) {
    var name = safe(passing.agent());
    return switch (passing.type()) {
      case "agent_joined" -> List.of(joined(name, safe(passing.project())));
      case "agent_left" -> List.of(plain("👋 Agent [" + name + "] left"));
      case "node_joined" -> List.of(plain("✨ Node [" + safe(passing.node()) + "] joined"));
      case "node_left" -> List.of(warn("👋 Node [" + safe(passing.node()) + "] left"));
      default -> List.of();
    };
  }

  static Line joined(String agent, String project) {
    var where = project.isEmpty() ? "" : " for " + project;
    return plain("✨ Agent [" + agent + "] joined Atelier" + where);
  }

  /** How far an answer has come. */
  static String progress(Passing passing, double tokensPerSecond) {
    var about = passing.file().isEmpty() ? passing.agent() : passing.file();
    return String.format(
        Locale.ROOT,
        "%s  %d tokens  %.1f tokens/s",
        Plain.line(about, 40),
        passing.tokens(),
        tokensPerSecond);
  }

  private static Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows() {
    Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows = new HashMap<>();
    design(rows);
    files(rows);
    proof(rows);
    people(rows);
    var missing = Arrays.stream(Event.class.getPermittedSubclasses())
        .filter(type -> !rows.containsKey(type))
        .map(Class::getSimpleName)
        .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the story has no row for " + missing);
    }
    return rows;
  }

  private static void design(Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows) {
    row(
        rows,
        Event.FeatureRequested.class,
        (entry, e) -> List.of(plain(ARCHITECT + "Designing system for: " + safe(e.spec()))));
    row(
        rows,
        Event.InfraReady.class,
        (entry, e) -> List.of(
            good("✅ Infrastructure is healthy."),
            detail("models: " + list(e.models())),
            detail("toolchains: " + list(e.toolchains())),
            detail("sandbox: " + safe(e.sandbox())),
            plain("🚀 Infra ready. Architecting...")));
    row(
        rows,
        Event.InfraError.class,
        (entry, e) -> with(bad("❌ Environment" + because(e.reason())), remedy(e.remedy())));
    row(
        rows,
        Event.ResearchRequest.class,
        (entry, e) -> List.of(plain(RESEARCHER + "Looking up: " + safe(e.question()))));
    row(
        rows,
        Event.ResearchProduced.class,
        (entry, e) -> List.of(plain(RESEARCHER
            + (e.text().isBlank() ? "Nothing found at " : "Found something at ")
            + safe(e.source() + " " + e.url()))));
    row(rows, Event.BlueprintReady.class, (entry, e) -> {
      var files = e.blueprint().files();
      var ready = ARCHITECT + "Blueprint ready with " + number(files.size(), "file") + ".";
      return with(good(ready), Told.plan(files));
    });
    row(
        rows,
        Event.BlueprintRejected.class,
        (entry, e) -> List.of(
            warn("⚠️  Architect: Blueprint refused" + attempt(e.attempt()) + because(e.reason()))));
    row(rows, Event.TaskStarted.class, (entry, e) -> {
      var words = BEGUN.get(entry.agent());
      return words == null ? List.of() : List.of(plain(words.apply(safe(e.file()))));
    });
    row(
        rows,
        Event.TaskFailed.class,
        (entry, e) -> List.of(bad("❌ " + safe(entry.agent()) + ": "
            + safe(e.task() + " " + e.file()) + " broke off" + because(e.reason()))));
    row(
        rows,
        Event.LlmError.class,
        (entry, e) -> List.of(
            warn("⚠️  Model: " + safe(e.kind().toLowerCase(Locale.ROOT)) + because(e.reason()))));
  }

  private static void files(Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows) {
    row(
        rows,
        Event.CodeReady.class,
        (entry, e) -> List.of(plain(WRITER + safe(e.file())
            + " written" + attempt(e.attempt()) + ": " + number(e.bytes(), "byte")
            + Told.cost(e.usage()))));
    row(
        rows,
        Event.AnswerRejected.class,
        (entry, e) -> List.of(warn("⚠️  Writer: Answer for " + safe(e.file()) + " refused"
            + attempt(e.attempt()) + because(e.reason()))));
    row(
        rows,
        Event.ValidationPassed.class,
        (entry, e) -> List.of(
            e.level().equals("none")
                ? warn("➖ Validator: nothing here can check " + safe(e.file()) + ".")
                : good("✅ Validator: " + safe(e.file()) + " syntax is valid.")));
    row(
        rows,
        Event.ValidationFailed.class,
        (entry, e) -> with(
            bad("❌ Validator: " + safe(e.file()) + " is not valid" + attempt(e.attempt()) + "."),
            Told.diagnostics(e.diagnostics())));
    row(
        rows,
        Event.AuditPassed.class,
        (entry, e) ->
            with(good("✅ Auditor: " + safe(e.file()) + ": Clean!"), Told.findings(e.findings())));
    row(
        rows,
        Event.AuditFailed.class,
        (entry, e) -> with(
            bad("❌ Auditor: " + safe(e.file()) + ": " + number(e.findings().size(), "finding")
                + attempt(e.attempt()) + "."),
            Told.findings(e.findings())));
    row(
        rows,
        Event.SuggestionOffered.class,
        (entry, e) -> List.of(plain("💡 Auditor: " + safe(e.file()) + because(e.suggestion()))));
    row(
        rows,
        Event.FileValidated.class,
        (entry, e) -> List.of(plain(GITBOT + safe(e.file()) + " validated. Preparing commit...")));
    row(
        rows,
        Event.Committed.class,
        (entry, e) -> List.of(good("🚀 GitBot: Committed " + safe(e.file()) + " with message: \""
            + safe(e.message()) + "\"")));
    row(
        rows,
        Event.AgentSurrender.class,
        (entry, e) -> List.of(bad("🏳️  Writer: Gave up on " + safe(e.file()) + " after "
            + number(e.attempts(), "attempt") + because(e.reason()))));
  }

  private static void proof(Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows) {
    row(
        rows,
        Event.ExecutionSuccess.class,
        (entry, e) -> with(
            good("✅ Runner: " + safe(e.file()) + " ran" + because(e.note())),
            Told.output(e.evidence())));
    row(
        rows,
        Event.ExecutionFailure.class,
        (entry, e) -> with(
            bad("❌ Runner: " + safe(e.file()) + " failed: " + Told.ended(e.evidence())),
            Told.output(e.evidence())));
    row(
        rows,
        Event.ExecutionSkipped.class,
        (entry, e) ->
            List.of(warn("➖ Runner: " + safe(e.file()) + " was not run" + because(e.reason()))));
    row(
        rows,
        Event.CheckPassed.class,
        (entry, e) ->
            List.of(good("✅ Check passed: " + safe(e.name())), detail(Told.ended(e.evidence()))));
    row(
        rows,
        Event.CheckFailed.class,
        (entry, e) -> with(
            bad("❌ Check failed: " + safe(e.name()) + " (" + Told.ended(e.evidence()) + ")"),
            Told.output(e.evidence())));
    row(
        rows,
        Event.CheckSkipped.class,
        (entry, e) -> List.of(warn("➖ Check not run: " + safe(e.name()) + because(e.reason()))));
    row(
        rows,
        Event.LessonsLearned.class,
        (entry, e) ->
            List.of(plain("🎓 Analyst: " + number(e.lessons().size(), "lesson") + " learned.")));
    row(
        rows,
        Event.ProjectFinished.class,
        (entry, e) -> List.of(
            switch (e.status()) {
              case "succeeded" -> good("✅ Project completed successfully!");
              case "unverified" -> warn("⚠️  Project ended unverified" + because(e.reason()));
              default -> bad("❌ Project " + safe(e.status()) + because(e.reason()));
            }));
  }

  private static void people(Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows) {
    row(
        rows,
        Event.ApprovalRequested.class,
        (entry, e) -> List.of(warn("✋ Architect: The blueprint waits for your approval.")));
    row(rows, Event.Approved.class, (entry, e) -> List.of(good("👍 Blueprint approved.")));
    row(
        rows,
        Event.HintGiven.class,
        (entry, e) -> List.of(plain("💬 Hint for " + safe(e.file()) + because(e.text()))));
    row(rows, Event.RetryRequested.class, (entry, e) -> List.of(plain("🔁 Trying again.")));
    row(
        rows,
        Event.Paused.class,
        (entry, e) -> List.of(bad("⏸️  Paused, a person is needed" + because(e.reason()))));
    row(
        rows,
        Event.Cancelled.class,
        (entry, e) -> List.of(warn("⏹️  Cancelled" + because(e.reason()))));
  }

  private static <E extends Event> void row(
      Map<Class<?>, BiFunction<Entry, Event, List<Line>>> rows,
      Class<E> type,
      BiFunction<Entry, E, List<Line>> words) {
    rows.put(type, (entry, event) -> words.apply(entry, type.cast(event)));
  }

  private static List<Line> remedy(String remedy) {
    return Plain.lastLines(remedy, 8).stream().map(Line::detail).toList();
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : safe(String.join(", ", names));
  }
}
