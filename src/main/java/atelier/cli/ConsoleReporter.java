package atelier.cli;

import static atelier.cli.EventPhrases.attempt;
import static atelier.cli.EventPhrases.because;
import static atelier.cli.EventPhrases.list;
import static atelier.cli.EventPhrases.number;
import static atelier.cli.EventPhrases.safe;
import static atelier.cli.EventPhrases.with;
import static atelier.cli.StyledLine.bad;
import static atelier.cli.StyledLine.detail;
import static atelier.cli.StyledLine.good;
import static atelier.cli.StyledLine.plain;
import static atelier.cli.StyledLine.warn;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The console story: words for each event and each message of the moment, and nothing else. */
final class ConsoleReporter {
  private static final String ARCHITECT = "📐 Architect: ";
  private static final String WRITER = "✍️  Writer: ";
  private static final String RESEARCHER = "📚 Researcher: ";

  /** What an agent says when it takes a task in hand; the others say nothing yet. */
  private static final Map<String, Function<String, String>> BEGUN = Map.of(
      "environment", file -> "🌐 Checking models, tools and sandbox...",
      "writer", file -> WRITER + "Generating [" + file + "]...",
      "validator", file -> "🧪 Validator: Checking syntax for " + file + "...",
      "auditor", file -> "🔍 Auditor: Scanning " + file + "...",
      "runner", file -> "🏃 Runner: Running " + (file.isEmpty() ? "the checks" : file) + "...",
      "analyst", file -> "🎓 Analyst: Looking back at what failed on the way...");

  private static final EventTable ROWS =
      people(proof(repository(review(writing(design(new EventTable())))))).total();

  private ConsoleReporter() {}

  /** What an entry adds to the story; may be nothing. */
  static List<StyledLine> of(Entry entry) {
    return ROWS.of(entry);
  }

  /** What a message of the moment adds; progress is told elsewhere. */
  static List<StyledLine> of(LiveMessage passing) {
    var name = safe(passing.agent());
    return switch (passing.type()) {
      case "agent_joined" -> List.of(joined(name, safe(passing.project())));
      case "agent_left" -> List.of(plain("👋 Agent [" + name + "] left"));
      case "node_joined" -> List.of(plain("✨ Node [" + safe(passing.node()) + "] joined"));
      case "node_left" -> List.of(warn("👋 Node [" + safe(passing.node()) + "] left"));
      default -> List.of();
    };
  }

  static StyledLine joined(String agent, String project) {
    var where = project.isEmpty() ? "" : " for " + project;
    return plain("✨ Agent [" + agent + "] joined Atelier" + where);
  }

  /** How far an answer has come. */
  static String progress(LiveMessage passing, double tokensPerSecond) {
    var about = TerminalText.line(passing.file().isEmpty() ? passing.agent() : passing.file(), 30);
    var rate = String.format(Locale.ROOT, ", %.1f/s", tokensPerSecond);
    return about + " " + passing.tokens() + " tokens" + (tokensPerSecond > 0 ? rate : "");
  }

  private static EventTable design(EventTable rows) {
    return rows.line(
            Event.FeatureRequested.class,
            e -> plain(ARCHITECT + "Designing system for: " + safe(e.spec())))
        .lines(
            Event.InfraReady.class,
            e -> List.of(
                good("✅ Infrastructure is healthy."),
                detail("models: " + list(e.models())),
                detail("toolchains: " + list(e.toolchains())),
                detail("sandbox: " + safe(e.sandbox())),
                plain("🚀 Infra ready. Architecting...")))
        .lines(
            Event.InfraError.class,
            e -> with(bad("❌ Environment" + because(e.reason())), EventPhrases.text(e.remedy())))
        .line(
            Event.ResearchRequest.class,
            e -> plain(RESEARCHER + "Looking up: " + safe(e.question())))
        .line(
            Event.ResearchProduced.class,
            e -> plain(RESEARCHER
                + (e.text().isBlank() ? "Nothing found at " : "Found something at ")
                + safe(e.source() + " " + e.url())))
        .lines(Event.BlueprintReady.class, e -> {
          var files = e.blueprint().files();
          var ready = ARCHITECT + "Blueprint ready with " + number(files.size(), "file") + ".";
          return with(good(ready), EventPhrases.plan(files));
        })
        .line(
            Event.BlueprintRejected.class,
            e -> warn(
                "⚠️  Architect: Blueprint refused" + attempt(e.attempt()) + because(e.reason())));
  }

  private static EventTable writing(EventTable rows) {
    return rows.told(Event.TaskStarted.class, (e, entry) -> {
          var words = BEGUN.get(entry.agent());
          return words == null ? List.of() : List.of(plain(words.apply(safe(e.file()))));
        })
        .told(
            Event.TaskFailed.class,
            (e, entry) -> List.of(bad("❌ " + safe(entry.agent()) + ": "
                + safe(e.task() + " " + e.file()) + " broke off" + because(e.reason()))))
        .line(
            Event.LlmError.class,
            e ->
                warn("⚠️  Model: " + safe(e.kind().toLowerCase(Locale.ROOT)) + because(e.reason())))
        .line(
            Event.CodeReady.class,
            e -> plain(WRITER + safe(e.file()) + " written" + attempt(e.attempt()) + ": "
                + number(e.bytes(), "byte") + EventPhrases.cost(e.usage())))
        .line(
            Event.AnswerRejected.class,
            e -> warn("⚠️  Writer: Answer for " + safe(e.file()) + " refused" + attempt(e.attempt())
                + because(e.reason())))
        .line(
            Event.AgentSurrender.class,
            e -> bad("🏳️  Writer: Gave up on " + safe(e.file()) + " after "
                + number(e.attempts(), "attempt") + because(e.reason())));
  }

  private static EventTable review(EventTable rows) {
    return rows.line(
            Event.ValidationPassed.class,
            e -> e.level().equals("none")
                ? warn("➖ Validator: nothing here can check " + safe(e.file()) + ".")
                : good("✅ Validator: " + safe(e.file()) + " syntax is valid."))
        .lines(
            Event.ValidationFailed.class,
            e -> with(
                bad("❌ Validator: " + safe(e.file()) + " is not valid" + attempt(e.attempt())
                    + "."),
                EventPhrases.diagnostics(e.diagnostics())))
        .lines(
            Event.AuditPassed.class,
            e -> with(
                good("✅ Auditor: " + safe(e.file()) + ": Clean!"),
                EventPhrases.findings(e.findings())))
        .lines(
            Event.AuditFailed.class,
            e -> with(
                bad("❌ Auditor: " + safe(e.file()) + ": " + number(e.findings().size(), "finding")
                    + attempt(e.attempt()) + "."),
                EventPhrases.findings(e.findings())))
        .line(
            Event.SuggestionOffered.class,
            e -> plain("💡 Auditor: " + safe(e.file()) + because(e.suggestion())))
        .line(
            Event.ContractDrifted.class,
            e -> plain(
                "📜 Auditor: " + safe(e.file()) + " does not declare what its contract promises: "
                    + safe(String.join(", ", e.missing()))));
  }

  private static EventTable repository(EventTable rows) {
    return rows.line(
            Event.FileValidated.class,
            e -> plain("📦 GitBot: " + safe(e.file()) + " validated. Preparing commit..."))
        .line(
            Event.Committed.class,
            e -> good("🚀 GitBot: Committed " + safe(e.file()) + " with message: \""
                + safe(e.message()) + "\""))
        .line(
            Event.LessonsLearned.class,
            e -> plain("🎓 Analyst: " + number(e.lessons().size(), "lesson") + " learned."));
  }

  private static EventTable proof(EventTable rows) {
    return rows.lines(
            Event.ExecutionSuccess.class,
            e -> with(
                good("✅ Runner: " + safe(e.file()) + " ran" + because(e.note())),
                EventPhrases.output(e.evidence())))
        .lines(
            Event.ExecutionFailure.class,
            e -> with(
                bad("❌ Runner: " + safe(e.file()) + " failed: " + EventPhrases.ended(e.evidence())),
                EventPhrases.output(e.evidence())))
        .line(
            Event.ExecutionSkipped.class,
            e -> warn("➖ Runner: " + safe(e.file()) + " was not run" + because(e.reason())))
        .lines(
            Event.CheckPassed.class,
            e -> List.of(
                good("✅ Check passed: " + safe(e.name())),
                detail(EventPhrases.ended(e.evidence()))))
        .lines(
            Event.CheckFailed.class,
            e -> with(
                bad("❌ Check failed: " + safe(e.name()) + " (" + EventPhrases.ended(e.evidence())
                    + ")"),
                EventPhrases.output(e.evidence())))
        .line(
            Event.CheckSkipped.class,
            e -> warn("➖ Check not run: " + safe(e.name()) + because(e.reason())))
        .line(Event.ProjectFinished.class, e -> switch (e.status()) {
          case "succeeded" -> good("✅ Project completed successfully!");
          case "unverified" -> warn("⚠️  Project ended unverified" + because(e.reason()));
          default -> bad("❌ Project " + safe(e.status()) + because(e.reason()));
        });
  }

  private static EventTable people(EventTable rows) {
    return rows.line(
            Event.ApprovalRequested.class,
            e -> warn("✋ Architect: The blueprint waits for your approval."))
        .line(Event.Approved.class, e -> good("👍 Blueprint approved."))
        .line(
            Event.HintGiven.class, e -> plain("💬 Hint for " + safe(e.file()) + because(e.text())))
        .line(Event.RetryRequested.class, e -> plain("🔁 Trying again."))
        .line(Event.Paused.class, e -> bad("⏸️  Paused, a person is needed" + because(e.reason())))
        .line(Event.Cancelled.class, e -> warn("⏹️  Cancelled" + because(e.reason())))
        .line(
            Event.ForkHealed.class,
            e -> warn("🔀 Two histories became one: " + number(e.entries(), "event") + " of "
                + safe(e.node()) + " gave way, " + e.wishes()
                + " of its wishes asked again"));
  }
}
