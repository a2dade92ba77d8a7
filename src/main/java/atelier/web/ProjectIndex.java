package atelier.web;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.project.Project;
import atelier.studio.ProjectId;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A read model of all projects: active projects are folded entry by entry, ended ones are kept as a
 * row of the list. For one context.
 */
final class ProjectIndex {
  private static final Logger LOG = Logger.getLogger(ProjectIndex.class.getName());
  private static final int MAX_ENDED_CACHED = 100;
  private static final int MAX_MISSED = 1_000;

  private final Journal journal;
  private final Studio studio;
  private final TreeMap<ProjectRow.SortKey, ProjectRow> rows = new TreeMap<>();
  private final Map<String, ProjectRow.SortKey> sortKeys = new HashMap<>();
  private final Map<String, Project> activeProjects = new HashMap<>();
  private final Deque<String> toRefresh = new ArrayDeque<>();
  private final IdempotencyKeys keys = new IdempotencyKeys();
  /** The entries that arrived while a project is read, by its id. */
  private final Map<String, List<Entry>> refreshing = new HashMap<>();

  private final Map<String, Project> endedProjects = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Project> eldest) {
      return size() > MAX_ENDED_CACHED;
    }
  };

  ProjectIndex(Journal journal, Studio studio) {
    this.journal = journal;
    this.studio = studio;
  }

  /** A page of the list, newest first; {@code next} is null at its end. */
  record Page(List<ProjectRow> projects, @Nullable String next) {}

  /**
   * Loads a row for every project from its first and last entry. Open projects are folded by {@link
   * #refreshOpen} or when they are asked for.
   */
  Future<Void> load() {
    return journal
        .firstEntries()
        .compose(firsts -> journal.lastEntries().map(lasts -> {
          Map<String, Entry> lastByProject =
              lasts.stream().collect(Collectors.toMap(Entry::project, last -> last));
          for (Entry first : firsts) {
            keys.apply(first);
            Entry last = lastByProject.get(first.project());
            if (last != null && !contains(first.project())) {
              store(ProjectRow.ofEnds(first, last));
              if (Project.mayBeOpen(last.event())) {
                toRefresh.add(first.project());
              }
            }
          }
          return null;
        }));
  }

  /** Folds the open projects, one after the other; their histories may be long. */
  Future<Void> refreshOpen() {
    String id = toRefresh.poll();
    return id == null
        ? Future.succeededFuture()
        : (cached(id) == null ? refreshOrLog(id) : Future.<Void>succeededFuture())
            .transform(done -> refreshOpen());
  }

  /** Applies an entry that was just appended; reads the project again if one is missing before. */
  void apply(Entry entry) {
    keys.apply(entry);
    String id = entry.project();
    Project previous = entry.seq() == 1 ? Project.empty(id) : cached(id);
    List<Entry> missed = refreshing.get(id);
    if (missed != null) {
      if (missed.size() < MAX_MISSED) {
        missed.add(entry);
      }
      return;
    }
    if (previous != null && previous.seq() >= entry.seq()) {
      return;
    }
    if (previous != null && previous.hash().equals(entry.prev())) {
      store(previous.apply(entry));
    } else {
      refreshOrLog(id);
    }
  }

  private @Nullable Project cached(String id) {
    return activeProjects.getOrDefault(id, endedProjects.get(id));
  }

  /** Reads a project again whose journal was rewritten. */
  void reload(String id) {
    activeProjects.remove(id);
    endedProjects.remove(id);
    keys.remove(id);
    journal.read(id, 0, 1).onSuccess(first -> first.forEach(keys::apply));
    refreshOrLog(id);
  }

  private Future<Void> refreshOrLog(String id) {
    return refresh(id)
        .onFailure(failure -> LOG.log(Level.WARNING, "cannot read project " + id, failure));
  }

  /**
   * Reads a project again. Entries that arrive meanwhile are applied afterwards, so that a project
   * that moves fast is not read again for each of them.
   */
  private Future<Void> refresh(String id) {
    if (refreshing.putIfAbsent(id, new ArrayList<>()) != null) {
      return Future.succeededFuture();
    }
    return studio
        .project(id)
        .<Void>map(project -> {
          store(project);
          return null;
        })
        .onComplete(read -> {
          List<Entry> missed = refreshing.remove(id);
          if (read.succeeded() && missed != null) {
            missed.forEach(this::apply);
          }
        });
  }

  private void store(Project project) {
    if (project.status().isEnded()) {
      activeProjects.remove(project.id());
      endedProjects.put(project.id(), project);
    } else {
      endedProjects.remove(project.id());
      activeProjects.put(project.id(), project);
    }
    store(ProjectRow.of(project));
  }

  private void store(ProjectRow row) {
    sortKeys.put(row.id(), row.sortKey());
    rows.put(row.sortKey(), row);
  }

  /** A project; read from the studio if it is not cached. */
  Future<Project> project(String id) {
    Project cached = cached(id);
    return cached != null
        ? Future.succeededFuture(cached)
        : studio.project(id).onSuccess(this::store);
  }

  /** Whether there is such a project. */
  boolean contains(String id) {
    return sortKeys.containsKey(id);
  }

  /** An id for a new project, different from all existing ones. */
  String freshId(String spec, RandomGenerator random) {
    String id = ProjectId.of(spec, random);
    while (contains(id)) {
      id = ProjectId.of(spec, random);
    }
    return id;
  }

  IdempotencyKeys idempotencyKeys() {
    return keys;
  }

  /**
   * Returns a page of the list.
   *
   * @param status only projects with this status; empty: all
   * @param text only projects with this text in id or spec, in lower case; empty: all
   * @param after the cursor that the previous page returned; empty: from the newest
   */
  Future<Page> page(String status, String text, String after, int limit) {
    var candidates =
        after.isEmpty() ? rows : rows.tailMap(ProjectRow.SortKey.ofCursor(after), false);
    List<ProjectRow> matching = new ArrayList<>();
    for (ProjectRow row : candidates.values()) {
      if (row.matches(status, text)) {
        matching.add(row);
        if (matching.size() > limit) {
          break;
        }
      }
    }
    boolean more = matching.size() > limit;
    List<ProjectRow> page = more ? matching.subList(0, limit) : matching;
    @Nullable String next = more ? page.get(limit - 1).sortKey().cursor() : null;
    return Future.all(page.stream().map(this::complete).toList())
        .map(rows -> new Page(rows.list(), next));
  }

  /** Reads the project of a row that was loaded from its first and last entries only. */
  private Future<ProjectRow> complete(ProjectRow row) {
    return row.files() != null
        ? Future.succeededFuture(row)
        : studio.project(row.id()).map(ProjectRow::of).onSuccess(this::store).otherwise(row);
  }

  /** How many projects there are, by status. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    rows.values().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
    return counts;
  }
}
