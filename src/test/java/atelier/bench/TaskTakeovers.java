package atelier.bench;

import atelier.event.Entry;
import atelier.event.Event.TaskStarted;
import atelier.rig.Fleet;
import atelier.rig.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How long tasks of lost nodes lay before another node began them, by what the journal says. */
final class TaskTakeovers {
  private TaskTakeovers() {}

  /** In words; a task that waited its turn behind others counts with that wait. */
  static String of(Fleet fleet, List<Soak.Loss> losses) {
    List<Long> gaps = new ArrayList<>();
    for (List<Entry> entries : Journal.of(fleet.board(0)).values()) {
      for (int i = 0; i < entries.size(); i++) {
        // The Environment looks again and again, always by the same name.
        if (entries.get(i).event() instanceof TaskStarted first
            && !entries.get(i).agent().equals("environment")) {
          gap(entries, i, first, losses).ifPresent(gaps::add);
        }
      }
    }
    return told(gaps);
  }

  private static Optional<Long> gap(
      List<Entry> entries, int at, TaskStarted first, List<Soak.Loss> losses) {
    Entry begun = entries.get(at);
    for (Entry later : entries.subList(at + 1, entries.size())) {
      if (later.event() instanceof TaskStarted again && again.task().equals(first.task())) {
        return losses.stream()
            .filter(loss -> loss.board().name().equals(begun.node())
                && loss.at().isAfter(begun.at())
                && loss.at().isBefore(later.at()))
            .map(loss -> Duration.between(loss.at(), later.at()).toMillis())
            .findFirst();
      }
    }
    return Optional.empty();
  }

  static String told(List<Long> millis) {
    if (millis.isEmpty()) {
      return "(none)";
    }
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return "%d times, p50 %.1f s, p90 %.1f s, at most %.1f s"
        .formatted(
            sorted.size(),
            sorted.get(sorted.size() / 2) / 1e3,
            sorted.get(sorted.size() * 9 / 10) / 1e3,
            sorted.get(sorted.size() - 1) / 1e3);
  }
}
