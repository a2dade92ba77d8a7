package atelier.cli.report;

import static atelier.cli.report.EventPhrases.attemptSuffix;
import static atelier.cli.report.EventPhrases.commaSeparated;
import static atelier.cli.report.EventPhrases.countOf;
import static atelier.cli.report.EventPhrases.reasonSuffix;
import static atelier.cli.report.EventPhrases.sanitize;
import static atelier.cli.report.EventPhrases.withDetails;
import static atelier.cli.report.StyledLine.detail;
import static atelier.cli.report.StyledLine.error;
import static atelier.cli.report.StyledLine.plain;
import static atelier.cli.report.StyledLine.success;
import static atelier.cli.report.StyledLine.warning;

import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import atelier.event.ReviewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Describes events and live messages as lines of console output. Has no state. */
public final class ConsoleReporter {
  private static final String ARCHITECT = "📐 Architect: ";
  private static final String WRITER = "✍️  Writer: ";
  private static final String RESEARCHER = "📚 Researcher: ";

  /** The line printed when an agent starts a task, by role; other roles print none. */
  private static final Map<String, Function<String, String>> TASK_STARTED = Map.of(
      "environment", file -> "🌐 Checking models, tools and sandbox...",
      "writer", file -> WRITER + "Generating [" + file + "]...",
      "validator", file -> "🧪 Validator: Checking syntax for " + file + "...",
      "auditor", file -> "🔍 Auditor: Scanning " + file + "...",
      "runner", file -> "🏃 Runner: Running " + (file.isEmpty() ? "the checks" : file) + "...",
      "analyst", file -> "🎓 Analyst: Reviewing what failed...");

  private static final EventFormatters FORMATTERS = addUserRequests(
          EvidenceReporter.addTo(SetupReporter.addTo(
              addRepository(addReview(addWriting(addDesign(new EventFormatters())))))))
      .requireAllEventTypes();

  private ConsoleReporter() {}

  /** Returns the lines for an entry; may be empty. */
  public static List<StyledLine> describe(Entry entry) {
    return FORMATTERS.format(entry);
  }

  /** Returns the lines for a live message; empty for progress, see {@link ProgressLine}. */
  public static List<StyledLine> describe(LiveMessage message) {
    var name = sanitize(message.agent());
    return switch (message.type()) {
      case "agent_joined" -> List.of(agentJoined(name, sanitize(message.project())));
      case "agent_left" -> List.of(plain("👋 Agent [" + name + "] left"));
      case "node_joined" -> List.of(plain("✨ Node [" + sanitize(message.node()) + "] joined"));
      case "node_left" -> List.of(warning("👋 Node [" + sanitize(message.node()) + "] left"));
      default -> List.of();
    };
  }

  public static StyledLine agentJoined(String agent, String project) {
    var where = project.isEmpty() ? "" : " for " + project;
    return plain("✨ Agent [" + agent + "] joined Atelier" + where);
  }

  /** Returns the number of tokens of an answer so far, with the rate if it is known. */
  static String tokenProgress(LiveMessage message, double tokensPerSecond) {
    var subject =
        TerminalText.sanitize(message.file().isEmpty() ? message.agent() : message.file(), 30);
    var rate = String.format(Locale.ROOT, ", %.1f/s", tokensPerSecond);
    return subject + " " + message.tokens() + " tokens" + (tokensPerSecond > 0 ? rate : "");
  }

  private static EventFormatters addDesign(EventFormatters formatters) {
    return formatters
        .addLine(
            Event.FeatureRequested.class,
            e -> plain(ARCHITECT + "Designing system for: " + sanitize(e.spec())))
        .addLines(
            Event.InfraReady.class,
            e -> List.of(
                success("✅ Infrastructure is healthy."),
                detail("models: " + commaSeparated(e.models())),
                detail("toolchains: " + commaSeparated(e.toolchains())),
                detail("sandbox: " + sanitize(e.sandbox())),
                plain("🚀 Infra ready. Architecting...")))
        .addLines(
            Event.InfraError.class,
            e -> withDetails(
                error("❌ Environment" + reasonSuffix(e.reason())),
                EventPhrases.detailLines(e.remedy())))
        .addLine(
            Event.ResearchRequest.class,
            e -> plain(RESEARCHER + "Looking up: " + sanitize(e.question())))
        .addLine(
            Event.ResearchProduced.class,
            e -> plain(RESEARCHER
                + (e.text().isBlank() ? "No result from " : "Result from ")
                + sanitize(e.source() + " " + e.url())))
        .addLines(Event.BlueprintReady.class, e -> {
          var files = e.blueprint().files();
          var ready = ARCHITECT + "Blueprint ready with " + countOf(files.size(), "file") + ".";
          var details = new ArrayList<>(EventPhrases.fileList(files));
          details.addAll(EventPhrases.items(e.blueprint().delete(), path -> "deletes " + path));
          return withDetails(success(ready), details);
        })
        .addLine(
            Event.BlueprintRejected.class,
            e -> warning("⚠️  Architect: Blueprint rejected" + attemptSuffix(e.attempt())
                + reasonSuffix(e.reason())));
  }

  private static EventFormatters addWriting(EventFormatters formatters) {
    return formatters
        .addWithEntry(Event.TaskStarted.class, (e, entry) -> {
          var words = TASK_STARTED.get(entry.agent());
          boolean installs = entry.agent().equals("environment") && !e.file().isEmpty();
          return words == null || installs
              ? List.of()
              : List.of(plain(words.apply(sanitize(e.file()))));
        })
        .addWithEntry(
            Event.TaskFailed.class,
            (e, entry) -> List.of(error("❌ " + sanitize(entry.agent()) + ": "
                + sanitize(e.task() + " " + e.file()) + " failed" + reasonSuffix(e.reason()))))
        .addLine(
            Event.LlmError.class,
            e -> warning("⚠️  Model: " + sanitize(e.kind().toLowerCase(Locale.ROOT))
                + reasonSuffix(e.reason())))
        .addLine(
            Event.CodeReady.class,
            e -> plain(WRITER + sanitize(e.file()) + " written" + attemptSuffix(e.attempt()) + ": "
                + countOf(e.bytes(), "byte") + EventPhrases.usageSuffix(e.usage())))
        .addLine(
            Event.AnswerRejected.class,
            e -> warning("⚠️  Writer: Answer for " + sanitize(e.file()) + " rejected"
                + attemptSuffix(e.attempt()) + reasonSuffix(e.reason())))
        .addLine(
            Event.AgentSurrender.class,
            e -> error("🏳️  Writer: Gave up on " + sanitize(e.file()) + " after "
                + countOf(e.attempts(), "attempt") + reasonSuffix(e.reason())));
  }

  private static EventFormatters addReview(EventFormatters formatters) {
    return formatters
        .addLine(
            ReviewEvent.ValidationPassed.class,
            e -> e.level().equals("none")
                ? warning("➖ Validator: no checker is installed for " + sanitize(e.file()) + ".")
                : success("✅ Validator: " + sanitize(e.file()) + " syntax is valid."))
        .addLines(
            ReviewEvent.ValidationFailed.class,
            e -> withDetails(
                error("❌ Validator: " + sanitize(e.file()) + " is not valid"
                    + attemptSuffix(e.attempt()) + "."),
                EventPhrases.diagnostics(e.diagnostics())))
        .addLines(
            ReviewEvent.AuditPassed.class,
            e -> withDetails(
                success("✅ Auditor: " + sanitize(e.file()) + ": Clean!"),
                EventPhrases.findings(e.findings())))
        .addLines(
            ReviewEvent.AuditFailed.class,
            e -> withDetails(
                error("❌ Auditor: " + sanitize(e.file()) + ": "
                    + countOf(e.findings().size(), "finding") + attemptSuffix(e.attempt()) + "."),
                EventPhrases.findings(e.findings())))
        .addLine(
            ReviewEvent.SuggestionOffered.class,
            e -> plain("💡 Auditor: " + sanitize(e.file()) + reasonSuffix(e.suggestion())))
        .addLine(
            ReviewEvent.ContractDrifted.class,
            e -> plain("📜 Auditor: " + sanitize(e.file())
                + " does not declare these names of its contract: "
                + sanitize(String.join(", ", e.missing()))));
  }

  private static EventFormatters addRepository(EventFormatters formatters) {
    return formatters
        .addLine(
            ReviewEvent.FileValidated.class,
            e -> plain("📦 GitBot: " + sanitize(e.file()) + " validated. Preparing commit..."))
        .addLine(
            ReviewEvent.Committed.class,
            e -> !e.deleted().isEmpty()
                ? success("🗑️  GitBot: Deleted " + sanitize(String.join(", ", e.deleted())))
                : success("🚀 GitBot: Committed " + sanitize(e.file()) + " with message: \""
                    + sanitize(e.message()) + "\""))
        .addLine(
            Event.LessonsLearned.class,
            e -> plain("🎓 Analyst: " + countOf(e.lessons().size(), "lesson") + " learned."));
  }

  private static EventFormatters addUserRequests(EventFormatters formatters) {
    return formatters
        .addLine(
            Event.ApprovalRequested.class,
            e -> warning("✋ Architect: Blueprint is waiting for your approval."))
        .addLine(Event.Approved.class, e -> success("👍 Blueprint approved."))
        .addLine(
            Event.HintGiven.class,
            e -> plain("💬 Hint for " + sanitize(e.file()) + reasonSuffix(e.text())))
        .addLine(Event.RetryRequested.class, e -> plain("🔁 Retrying."))
        .addLine(
            Event.VerifyRequested.class,
            e -> plain("🔬 Verifying: all evidence is produced again, no model is asked."))
        .addLines(
            Event.Paused.class,
            e -> EventPhrases.withDetails(
                error("⏸️  Paused: needs your input" + reasonSuffix(e.reason())),
                PauseReport.restOf(e.reason())))
        .addLines(
            Cancelled.class,
            e -> EventPhrases.withDetails(
                warning("⏹️  Cancelled" + reasonSuffix(e.reason())),
                EventPhrases.items(e.dropped(), spec -> "dropped: " + spec)))
        .addLine(
            Event.ForkHealed.class,
            e -> warning("🔀 Two histories were merged: " + countOf(e.entries(), "event") + " of "
                + sanitize(e.node()) + " were discarded, " + e.wishes()
                + " of its requests repeated"));
  }
}
