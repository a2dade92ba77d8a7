package atelier.journal;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this node holds of every project. Changes are tried, then kept or dropped together. */
final class Holdings implements GroupCommit.TransactionalState {
  private final Map<String, Holding> kept = new HashMap<>();
  private final Map<String, Holding> tried = new HashMap<>();
  /** Projects of which more is agreed than their row says. */
  private final Set<String> stale = new LinkedHashSet<>();
  /** Up to where a project may be shown, where that is not its end; for any thread. */
  private final Map<String, Long> shown = new ConcurrentHashMap<>();

  private volatile Digests digests = Digests.none();

  Holding get(String project) {
    return tried.getOrDefault(project, kept.getOrDefault(project, Holding.NOTHING));
  }

  /** Sets what is read from the disk at the start. */
  void load(String project, Holding holding) {
    Holding before = kept.put(project, holding);
    digests = digests.with(project, before == null ? Holding.NOTHING : before, holding);
  }

  Digests digests() {
    return digests;
  }

  /** Hides what is not agreed before anybody can read it. */
  void put(String project, Holding holding) {
    shown.putIfAbsent(project, kept.getOrDefault(project, Holding.NOTHING).agreed());
    tried.put(project, holding);
  }

  @Override
  public void commit() {
    tried.forEach(this::load);
    tried.clear();
  }

  @Override
  public void rollBack() {
    tried.clear();
  }

  /** Shows what is agreed now. */
  void show(String project) {
    Holding holding = get(project);
    if (holding.tail().isEmpty()) {
      shown.remove(project);
    } else {
      shown.put(project, holding.agreed());
    }
  }

  long shownUpTo(String project) {
    return shown.getOrDefault(project, Long.MAX_VALUE);
  }

  Map<String, Holding> all() {
    return kept;
  }

  Set<String> stale() {
    return stale;
  }
}
