package atelier.journal;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventTexts;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A journal whose events contain no secrets of this node; see {@link Journal#redact(Event)}. */
public final class RedactedJournal implements Journal {
  private final Journal journal;
  private final UnaryOperator<String> redaction;

  public RedactedJournal(Journal journal, UnaryOperator<String> redaction) {
    this.journal = journal;
    this.redaction = redaction;
  }

  @Override
  public String redact(String text) {
    return redaction.apply(text);
  }

  @Override
  public Event redact(Event event) {
    return EventTexts.map(event, redaction);
  }

  @Override
  public Future<Void> append(List<Entry> entries) {
    return journal.append(entries);
  }

  @Override
  public Future<List<Entry>> read(String project, long after, int limit) {
    return journal.read(project, after, limit);
  }

  @Override
  public Future<List<Entry>> lastEntries() {
    return journal.lastEntries();
  }

  @Override
  public Future<List<Entry>> firstEntries() {
    return journal.firstEntries();
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    return journal.subscribe(listener);
  }

  @Override
  public Subscription subscribeToRewrites(Consumer<String> listener) {
    return journal.subscribeToRewrites(listener);
  }

  @Override
  public Future<Void> lead(Collection<String> projects) {
    return journal.lead(projects);
  }

  @Override
  public String writeProblem() {
    return journal.writeProblem();
  }

  @Override
  public Future<Void> close() {
    return journal.close();
  }
}
