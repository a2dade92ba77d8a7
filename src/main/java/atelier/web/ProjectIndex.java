package atelier.web;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.journal.Journal;
import atelier.project.Project;
import atelier.studio.ProjectId;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.util.ArrayList;
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
 * Every project as this node has heard of it: those under way folded entry by entry, the others as
 * a row of the list. For one context.
 */
final class ProjectIndex {
  private static final Logger LOG = Logger.getLogger(ProjectIndex.class.getName());
  private static final int MAX_ENDED = 100;

  private final Journal journal;
  private final Studio studio;
  private final TreeMap<ProjectRow.SortKey, ProjectRow> rows = new TreeMap<>();
  private final Map<String, ProjectRow.SortKey> places = new HashMap<>();
  private final Map<String, Project> live = new HashMap<>();
  private final Map<String, Project> ended = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Project> eldest) {
      return size() > MAX_ENDED;
    }
  };

  ProjectIndex(Journal journal, Studio studio) {
    this.journal = journal;
    this.studio = studio;
  }

  /** A page of the list, newest first; {@code next} is null at its end. */
  record Page(List<ProjectRow> projects, @Nullable String next) {}

  /** Reads what is there: of ended projects only their first and last entries. */
  Future<Void> load() {
    return journal
        .firstEntries()
        .compose(firsts -> journal.lastEntries().compose(heads -> {
          Map<String, Entry> begun =
              firsts.stream().collect(Collectors.toMap(Entry::project, first -> first));
          Future<Void> all = Future.succeededFuture();
          for (Entry head : heads) {
            Entry first = begun.get(head.project());
            if (first == null || Project.mayBeOpen(head.event())) {
              all = all.compose(
                  done -> known(head) ? Future.succeededFuture() : refresh(head.project()));
            } else if (!known(head)) {
              put(ofEnds(first, head));
            }
          }
          return all;
        }));
  }

  private boolean known(Entry head) {
    return places.containsKey(head.project());
  }

  private static ProjectRow ofEnds(Entry first, Entry last) {
    String spec = first.event() instanceof FeatureRequested asked ? asked.spec() : "";
    Project end = Project.empty(first.project());
    return new ProjectRow(
        end.id(),
        Project.endStatus(last.event()).wireName(),
        ProjectRow.cutSpec(spec),
        "",
        last.seq(),
        first.at(),
        last.at(),
        null,
        "");
  }

  /** An entry that was just appended. */
  void heard(Entry entry) {
    String id = entry.project();
    Project before = entry.seq() == 1 ? Project.empty(id) : live.getOrDefault(id, ended.get(id));
    if (before != null && before.seq() >= entry.seq()) {
      return;
    }
    if (before != null && before.hash().equals(entry.prev())) {
      put(before.apply(entry));
    } else {
      refresh(id).onFailure(problem -> LOG.log(Level.WARNING, id + " cannot be read", problem));
    }
  }

  /** A project's history has become another one. */
  void rewritten(String id) {
    live.remove(id);
    ended.remove(id);
    refresh(id).onFailure(problem -> LOG.log(Level.WARNING, id + " cannot be read", problem));
  }

  private Future<Void> refresh(String id) {
    return studio.project(id).map(project -> {
      Project known = live.get(id);
      if (known == null || known.seq() < project.seq()) {
        put(project);
      }
      return null;
    });
  }

  private void put(Project project) {
    if (project.status().isEnded()) {
      live.remove(project.id());
      ended.put(project.id(), project);
    } else {
      ended.remove(project.id());
      live.put(project.id(), project);
    }
    put(ProjectRow.of(project));
  }

  private void put(ProjectRow row) {
    places.put(row.id(), row.place());
    rows.put(row.place(), row);
  }

  Future<Project> project(String id) {
    Project known = live.getOrDefault(id, ended.get(id));
    return known != null ? Future.succeededFuture(known) : studio.project(id).onSuccess(this::put);
  }

  /** Whether there is such a project. */
  boolean has(String id) {
    return places.containsKey(id);
  }

  /** An id for a new project, told apart from all others of a like spec. */
  String freshId(String spec, RandomGenerator random) {
    String id = ProjectId.of(spec, random);
    while (has(id)) {
      id = ProjectId.of(spec, random);
    }
    return id;
  }

  /** Whether the id of any project ends so. */
  boolean anyEndsWith(String suffix) {
    return places.keySet().stream().anyMatch(id -> id.endsWith(suffix));
  }

  /**
   * A page of the list.
   *
   * @param status only these; empty: all
   * @param text only those that have it in id or spec, in lower case; empty: all
   * @param after where the page before ended; empty: from the newest
   */
  Future<Page> page(String status, String text, String after, int limit) {
    var from = after.isEmpty() ? rows : rows.tailMap(ProjectRow.SortKey.ofCursor(after), false);
    List<ProjectRow> found = new ArrayList<>();
    for (ProjectRow row : from.values()) {
      if (row.matches(status, text)) {
        found.add(row);
        if (found.size() > limit) {
          break;
        }
      }
    }
    boolean more = found.size() > limit;
    List<ProjectRow> page = more ? found.subList(0, limit) : found;
    @Nullable String next = more ? page.get(limit - 1).place().cursor() : null;
    return Future.all(page.stream().map(this::complete).toList())
        .map(rows -> new Page(rows.list(), next));
  }

  /** Of what ended before this node began only two lines are known until somebody looks. */
  private Future<ProjectRow> complete(ProjectRow row) {
    return row.files() != null
        ? Future.succeededFuture(row)
        : studio.project(row.id()).map(ProjectRow::of).onSuccess(this::put).otherwise(row);
  }

  /** How many projects there are, by status. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    rows.values().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
    return counts;
  }
}
