package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.ProjectFinished;
import org.junit.jupiter.api.Test;

/** The text of MANIFEST.md, which later commits build on. */
final class ManifestTest {
  @Test
  void manifestDescribesTheCurrentState() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .failedCheck("unit", "a.py");

    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("**running**", "failed (exit 0)", "| `a.py` | fixing |")
        .doesNotContain("succeeded");
    history.acceptedVersion("a.py", 2, "y");
    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("failed (exit 0), before the last change");
  }

  /**
   * The manifest is part of commits, and later commits build on them: changing a word here changes
   * their ids. Existing projects must keep the old text.
   */
  @Test
  void manifestTextDoesNotChange() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit")
        .append(
            "clerk",
            new ProjectFinished("succeeded", "1 check passed on tree 447eac5bd97f", 0, ""));

    assertThat(Manifest.of(history.project()).get("MANIFEST.md")).isEqualTo("""
        # p

        > spec

        - Status: **succeeded**
        - Reason: 1 check passed on tree 447eac5bd97f
        - Started: 2026-01-01T00:00:01Z
        - Finished: 2026-01-01T00:00:11Z
        - Tokens: 10 in, 5 out

        ## Plan

        s

        ## Files

        | file | status | attempts | what for |
        |---|---|---|---|
        | `a.py` | committed | 1 | d |

        ## Checks

        | check | command | result | tree | output |
        |---|---|---|---|---|
        | unit | `unit` | passed (exit 0) | 447eac5bd97f | h |
        """);
  }
}
