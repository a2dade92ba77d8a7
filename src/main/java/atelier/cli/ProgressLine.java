package atelier.cli;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What is being written right now, for the line that changes in place. For one thread. */
final class ProgressLine {
  private static final int MOST_ANSWERS = 2;

  /** A line that breaks could not be wiped. */
  private static final int MOST_COLUMNS = 76;

  private record Answer(LiveMessage last, long sinceNanos, int tokensThen) {}

  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final LongSupplier nanoTime;

  ProgressLine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void heard(LiveMessage passing) {
    if (passing.type().equals("progress")) {
      answers.merge(
          passing.agent() + " " + passing.file(),
          new Answer(passing, nanoTime.getAsLong(), passing.tokens()),
          (old, now) -> now.last.tokens() < old.last.tokens()
              ? now
              : new Answer(now.last, old.sinceNanos, old.tokensThen));
    }
  }

  /** What an agent was writing has become a fact. */
  void heard(Entry entry) {
    if (entry.event() instanceof Event.CodeReady written) {
      answers.remove(entry.agent() + " " + written.file());
    } else if (entry.event() instanceof Event.AnswerRejected refused) {
      answers.remove(entry.agent() + " " + refused.file());
    } else if (!(entry.event() instanceof Event.TaskStarted)) {
      answers.keySet().removeIf(key -> key.equals(entry.agent() + " "));
    }
  }

  String line() {
    var shown = answers.values().stream()
        .limit(MOST_ANSWERS)
        .map(answer -> ConsoleReporter.progress(answer.last, rate(answer)))
        .collect(Collectors.joining(" | "));
    var more = answers.size() - MOST_ANSWERS;
    var line = "✍️  " + shown + (more > 0 ? " | +" + more : "");
    return shown.isEmpty() ? "" : TerminalText.line(line, MOST_COLUMNS);
  }

  private double rate(Answer answer) {
    var nanos = Math.max(1, nanoTime.getAsLong() - answer.sinceNanos);
    return nanos < 100_000_000 ? 0 : (answer.last.tokens() - answer.tokensThen) * 1e9 / nanos;
  }
}
