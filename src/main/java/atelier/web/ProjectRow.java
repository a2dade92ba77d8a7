package atelier.web;

import atelier.project.Project;
import atelier.project.SourceFile;
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
      try {
        long ms = Long.parseLong(cursor.substring(0, Math.max(dot, 0)));
        return new SortKey(Instant.ofEpochMilli(ms), cursor.substring(dot + 1));
      } catch (NumberFormatException e) {
        throw HttpProblem.badRequest("\"after\" must be the \"next\" of an earlier reply");
      }
    }
  }
}
