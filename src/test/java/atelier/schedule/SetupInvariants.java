package atelier.schedule;

import static atelier.schedule.Invariants.require;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.SetupEvent.LockReady;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import java.util.HashSet;
import java.util.Set;

/** Nothing is proven while packages are being installed, and nobody works on a lock file. */
final class SetupInvariants {
  private static final Set<String> CHECKING = Set.of("writer", "validator", "auditor");

  private final Set<String> installing = new HashSet<>();
  private final Set<String> made = new HashSet<>();

  void check(Entry entry) {
    String id = entry.project() + " ";
    Event event = entry.event();
    String file = id + event.file();
    if (event instanceof SetupStarted) {
      installing.add(file);
    } else if (event instanceof SetupReady
        || event instanceof SetupFailed
        || event instanceof SetupSkipped) {
      require(installing.remove(file), "an end of what was not started", entry);
    } else if (event instanceof LockReady) {
      made.add(file);
    }
    boolean waits = installing.stream().anyMatch(each -> each.startsWith(id));
    require(!waits || !entry.agent().equals("runner"), "a run without packages", entry);
    require(
        !made.contains(file) || !CHECKING.contains(entry.agent()), "work on a lock file", entry);
  }
}
