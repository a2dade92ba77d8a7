package atelier.web;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.pattern.Pattern;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.project.Status;
import atelier.studio.ProjectId;
import atelier.web.http.HttpProblem;
import atelier.web.http.TextLimits;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A project in the list.
 *
 * @param spec the first request, truncated to {@value #SPEC_CHARS} characters
 * @param reason why it is paused or has ended
 * @param files null while only the journal's first and last entries are known
 * @param needs what a person can do now; empty for nothing
 */
record ProjectRow(
    String id,
    String status,
    String spec,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
    long seq,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Files files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String needs) {
  private static final int SPEC_CHARS = 1_000;

  /** How many of its files are committed. */
  record Files(int total, int committed) {}

  static ProjectRow of(Project project) {
    int committed = (int) project.files().values().stream()
        .filter(file -> file.status(false).equals("committed"))
        .count();
    return new ProjectRow(
        project.id(),
        project.status().wireName(),
        truncateSpec(firstSpec(project)),
        project.reason(),
        project.seq(),
        Objects.requireNonNull(project.startedAt()),
        project.finishedAt(),
        new Files(project.files().size(), committed),
        needs(project));
  }

  /** The row of a project of which only the first and the last entry are known. */
  static ProjectRow ofEnds(Entry first, Entry last) {
    boolean open = Project.mayBeOpen(last.event());
    String spec = first.event() instanceof FeatureRequested request ? request.spec() : "";
    return new ProjectRow(
        first.project(),
        (open ? Status.RUNNING : Status.ofEnd(last.event())).wireName(),
        truncateSpec(spec),
        "",
        last.seq(),
        first.at(),
        open ? null : last.at(),
        null,
        "");
  }

  static String truncateSpec(String spec) {
    return TextLimits.truncate(spec, SPEC_CHARS);
  }

  private static String firstSpec(Project project) {
    return project.earlierSpecs().isEmpty()
        ? Objects.requireNonNull(project.feature()).spec()
        : project.earlierSpecs().get(0);
  }

  private static String needs(Project project) {
    return switch (project.status()) {
      case AWAITING_APPROVAL -> "approval";
      case PAUSED ->
        project.files().values().stream().anyMatch(SourceFile::isSurrendered) ? "hint" : "retry";
      default -> "";
    };
  }

  /** Whether the row has this status and this lower-case text; an empty argument matches all. */
  boolean matches(String wantedStatus, String text) {
    return (wantedStatus.isEmpty() || status.equals(wantedStatus))
        && (text.isEmpty() || (id + " " + spec).toLowerCase(Locale.ROOT).contains(text));
  }

  /** The key of the list's order: by start time, then by id. */
  @JsonIgnore
  SortKey sortKey() {
    return new SortKey(startedAt, id);
  }

  /** A position in the list of projects, newest first. */
  record SortKey(Instant startedAt, String id) implements Comparable<SortKey> {
    private static final Pattern MILLISECONDS = Pattern.of("\\d{1,18}\\.");

    @Override
    public int compareTo(SortKey other) {
      int byTime = other.startedAt.compareTo(startedAt);
      return byTime != 0 ? byTime : other.id.compareTo(id);
    }

    /** The position as an opaque string for clients. */
    String cursor() {
      return startedAt.toEpochMilli() + "." + id;
    }

    static SortKey ofCursor(String cursor) {
      int dot = cursor.indexOf('.');
      String id = cursor.substring(dot + 1);
      if (dot < 0 || !MILLISECONDS.matcher(cursor).lookingAt() || !ProjectId.isValid(id)) {
        throw HttpProblem.badRequest("\"after\" must be the \"next\" of an earlier reply");
      }
      return new SortKey(Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, dot))), id);
    }
  }
}
