package atelier.cli.report;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Text of the progress line: the answers that are streaming now. Not thread-safe. */
public final class ProgressLine {
  private static final int MAX_ANSWERS = 2;

  /** The line must not wrap, or it could not be cleared. */
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
          (previous, current) -> current.latest.tokens() < previous.latest.tokens()
              ? current
              : new StreamingAnswer(current.latest, previous.startNanos, previous.startTokens));
    }
  }

  /** Removes the answers that the entry completes. */
  public void update(Entry entry) {
    if (entry.event() instanceof Event.CodeReady ready) {
      answers.remove(entry.agent() + " " + ready.file());
    } else if (entry.event() instanceof Event.AnswerRejected rejected) {
      answers.remove(entry.agent() + " " + rejected.file());
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
