package atelier.cli.report;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What is being written right now, for the line that changes in place. For one thread. */
public final class ProgressLine {
  private static final int MAX_ANSWERS = 2;

  /** A line that breaks could not be wiped. */
  private static final int MAX_COLUMNS = 76;

  private record StreamingAnswer(LiveMessage latest, long startNanos, int startTokens) {}

  private final Map<String, StreamingAnswer> answers = new LinkedHashMap<>();
  private final LongSupplier nanoTime;

  public ProgressLine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  public void update(LiveMessage message) {
    if (message.type().equals("progress")) {
      answers.merge(
          message.agent() + " " + message.file(),
          new StreamingAnswer(message, nanoTime.getAsLong(), message.tokens()),
          (old, now) -> now.latest.tokens() < old.latest.tokens()
              ? now
              : new StreamingAnswer(now.latest, old.startNanos, old.startTokens));
    }
  }

  /** What an agent was writing has become a fact. */
  public void update(Entry entry) {
    if (entry.event() instanceof Event.CodeReady written) {
      answers.remove(entry.agent() + " " + written.file());
    } else if (entry.event() instanceof Event.AnswerRejected refused) {
      answers.remove(entry.agent() + " " + refused.file());
    } else if (!(entry.event() instanceof Event.TaskStarted)) {
      answers.keySet().removeIf(key -> key.equals(entry.agent() + " "));
    }
  }

  public String text() {
    var shown = answers.values().stream()
        .limit(MAX_ANSWERS)
        .map(answer -> ConsoleReporter.tokenProgress(answer.latest, tokensPerSecond(answer)))
        .collect(Collectors.joining(" | "));
    var more = answers.size() - MAX_ANSWERS;
    var line = "✍️  " + shown + (more > 0 ? " | +" + more : "");
    return shown.isEmpty() ? "" : TerminalText.sanitize(line, MAX_COLUMNS);
  }

  private double tokensPerSecond(StreamingAnswer answer) {
    var nanos = Math.max(1, nanoTime.getAsLong() - answer.startNanos);
    return nanos < 100_000_000 ? 0 : (answer.latest.tokens() - answer.startTokens) * 1e9 / nanos;
  }
}
