package atelier.role;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.Event;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.Usage;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.FailureExcerpt;
import atelier.project.FailureKey;
import atelier.proof.FaultLocalizer;
import atelier.proof.MaskedAssertion;
import atelier.proof.StackTraces;
import atelier.proof.StackTraces.Place;
import atelier.proof.Suspect;
import atelier.proof.Suspect.Fault;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who is at fault for each failure of a check or of the start command: from what is
 * certain, then from the spec if a test and the code disagree about a value, then from a model.
 */
final class CauseSearch {
  private static final int MAX_QUESTIONS = 5;

  private final Analyst.Analyze task;
  private final Analyst.FailedRun run;
  private final Tools tools;
  private final FaultLocalizer localizer;
  private final CauseQuestion question;
  private final List<Event> verdicts = new ArrayList<>();
  private final Map<Suspect, List<String>> found = new LinkedHashMap<>();
  private final Map<String, Suspect> answers = new LinkedHashMap<>();
  private Usage usage = Usage.NONE;
  private int questions;

  CauseSearch(Analyst.Analyze task, Tools tools) {
    this.task = task;
    this.tools = tools;
    run = Objects.requireNonNull(task.run());
    localizer = new FaultLocalizer(run.project());
    question = new CauseQuestion(tools, task.project(), task.specs(), run.project());
  }

  /** Returns a {@code cause_found} for each one at fault, after the verdicts that they need. */
  Future<List<Event>> perform() {
    Future<Void> all = Future.succeededFuture();
    for (FailedTest failure : FailureKey.failures(run.evidence())) {
      all = all.compose(unused -> locate(failure));
    }
    return all.map(unused -> events());
  }

  private Future<Void> locate(FailedTest test) {
    String excerpt = test.test().isEmpty()
        ? run.evidence().output()
        : FailureExcerpt.of(run.evidence().output(), test);
    Optional<Suspect> certain = localizer.locate(run.command(), test, excerpt);
    if (certain.isPresent()) {
      return record(certain.get(), test);
    }
    String file = localizer.testFile(test, excerpt);
    return verdict(test, excerpt, file)
        .compose(decision -> decision.isPresent()
            ? decided(decision.get(), test, excerpt, file)
            : ask(test, excerpt, file));
  }

  /** What the spec says; empty if the failure is not about a value that can be hidden. */
  private Future<Optional<Decision>> verdict(FailedTest test, String excerpt, String file) {
    Optional<Decision> known = run.decision(test);
    Optional<MaskedAssertion> assertion = known.isPresent() || file.isEmpty()
        ? Optional.empty()
        : MaskedAssertion.of(
            test,
            line(test, excerpt, file),
            excerpt,
            run.project().contents().getOrDefault(file, ""));
    if (assertion.isEmpty() || questions >= MAX_QUESTIONS) {
      return Future.succeededFuture(known);
    }
    questions++;
    List<FilePlan> plans = run.project().exercisedBy(file).stream()
        .map(run.project().plans()::get)
        .filter(Objects::nonNull)
        .toList();
    return new TestDispute(tools, task.project(), task.specs(), plans, assertion.get())
        .decide(run.name(), test)
        .map(verdict -> {
          verdicts.add(verdict);
          return Optional.of(Decision.fromWireName(verdict.verdict()));
        });
  }

  private int line(FailedTest test, String excerpt, String file) {
    if (test.line() > 0 && (test.file().isEmpty() || test.file().endsWith(file))) {
      return test.line();
    }
    return StackTraces.places(excerpt, Set.of(file)).stream()
        .map(Place::line)
        .reduce(0, (outer, inner) -> inner);
  }

  private Future<Void> decided(Decision decision, FailedTest test, String excerpt, String file) {
    Set<String> key = Set.of(FailureKey.of(test));
    if (decision == Decision.EXAMPLE) {
      // Code that does what the spec says is not bent to a test that cannot be fixed.
      boolean open = !run.project().isRuledOut(file, key);
      return record(
          new Suspect(
              open ? Fault.TEST : Fault.UNKNOWN,
              open ? file : "",
              "the spec contradicts what it expects"),
          test);
    }
    List<String> sources = run.project().exercisedBy(file);
    if (decision == Decision.CODE
        && sources.size() == 1
        && !run.project().isDeclined(sources.get(0), key)) {
      return record(
          new Suspect(Fault.CODE, sources.get(0), "the spec requires what the test expects"), test);
    }
    return ask(test, excerpt, file, decision == Decision.CODE ? sources : suspects(file))
        .compose(suspect -> {
          // What a test expects is changed only if the spec says so.
          boolean weakens = decision == Decision.DISPUTED && suspect.fault() == Fault.TEST;
          return weakens ? Future.succeededFuture() : record(suspect, test);
        });
  }

  private Future<Void> ask(FailedTest test, String excerpt, String file) {
    return ask(test, excerpt, file, suspects(file)).compose(suspect -> record(suspect, test));
  }

  /** Equal failures of one test file have one cause; so have those beyond the limit. */
  private Future<Suspect> ask(FailedTest test, String excerpt, String file, List<String> suspects) {
    String kind = FailureKey.of(new FailedTest("any", "", 0, test.message(), "", ""));
    Suspect known = answers.get(file + kind);
    if (known == null && questions >= MAX_QUESTIONS) {
      known = answers.values().stream().findFirst().orElse(null);
    }
    if (known != null) {
      return Future.succeededFuture(known);
    }
    questions++;
    return question
        .ask(new CauseQuestion.Failure(run.title(), run.command(), test, excerpt, file, suspects))
        .map(answer -> {
          usage = usage.plus(answer.usage());
          answers.put(file + kind, answer.suspect());
          return answer.suspect();
        });
  }

  private List<String> suspects(String test) {
    Set<String> suspects = new LinkedHashSet<>();
    if (!test.isEmpty() && !run.evidence().failures().isEmpty()) {
      suspects.add(test);
      suspects.addAll(run.project().exercisedBy(test));
    } else {
      suspects.addAll(run.project().plans().keySet());
    }
    return List.copyOf(suspects);
  }

  private Future<Void> record(Suspect suspect, FailedTest test) {
    found.computeIfAbsent(suspect, key -> new ArrayList<>()).add(test.test());
    return Future.succeededFuture();
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>(verdicts);
    boolean known = found.keySet().stream().anyMatch(suspect -> suspect.fault() != Fault.UNKNOWN);
    // A run without failed tests is explained, or it would be analyzed again and again.
    boolean disputed = !run.evidence().failures().isEmpty()
        && verdicts.stream()
            .anyMatch(event -> event instanceof VerdictGiven verdict
                && verdict.verdict().equals(Decision.DISPUTED.wireName()));
    if (found.isEmpty() && !disputed) {
      found.put(new Suspect(Fault.UNKNOWN, "", "nobody is left to be at fault"), List.of());
    }
    Optional<Usage> asked = Optional.of(usage).filter(sum -> !sum.equals(Usage.NONE));
    List<Event> last = new ArrayList<>();
    for (var cause : found.entrySet()) {
      Suspect suspect = cause.getKey();
      if (suspect.fault() == Fault.ENVIRONMENT) {
        last = lacking(suspect);
      } else if (suspect.fault() != Fault.UNKNOWN || !known) {
        events.add(toEvent(suspect, cause.getValue(), asked));
        asked = Optional.empty();
      }
    }
    events.addAll(last);
    return events;
  }

  private CauseFound toEvent(Suspect suspect, List<String> tests, Optional<Usage> asked) {
    return new CauseFound(
        run.name(),
        suspect.file(),
        run.evidence().tree(),
        run.kind(),
        suspect.fault().wireName(),
        tests.stream().filter(test -> !test.isEmpty()).toList(),
        suspect.why(),
        asked);
  }

  /** After the causes in files, since the check then counts as not run. */
  private List<Event> lacking(Suspect suspect) {
    String tree = run.evidence().tree();
    Event lacking = new EnvironmentLacking(
        run.name(), suspect.why(), "see the output of the command", run.evidence());
    return List.of(
        lacking,
        run.kind().equals("check")
            ? new CheckSkipped(run.name(), suspect.why(), tree)
            : new ExecutionSkipped("", 0, true, suspect.why(), tree));
  }
}
