package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.CannotShow;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ProjectFinished;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.Usage;
import java.util.List;
import java.util.Optional;
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

  @Test
  void theWordsOfTheSpecAreFollowedByWhatShowsThem() {
    ProjectHistory history = new ProjectHistory()
        .append("user", new FeatureRequested("spec: exit 3", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", ProjectHistory.blueprintReady("a.py", "unit"))
        .append(
            "architect",
            new ExamplesReady(
                List.of(ProjectHistory.example("shown"), ProjectHistory.example("<b>gone</b>")),
                List.of(new CannotShow("exit 3", "a matter of\ntaste")),
                Usage.NONE))
        .acceptedVersion("a.py", 1, "x")
        .append("analyst", new ExampleWithdrawn("<b>gone</b>", "the spec says 3"));
    String path = "MANIFEST.md";
    assertThat(Manifest.of(history.project()).get(path))
        .contains("| spec | shown | `python3 a.py` | not run yet |");

    history.provenExample();
    assertThat(Manifest.of(history.project()).get(path)).endsWith("""
        ## What the spec says

        | the spec's words | example | command | result |
        |---|---|---|---|
        | spec | shown | `python3 a.py` | passed 2 times, failed on broken code |

        - Cannot be shown: "exit 3": a matter of taste
        - Withdrawn: \\<b\\>gone\\</b\\>: the spec says 3
        """);

    history.failedExample("");
    assertThat(Manifest.of(history.project()).get(path))
        .contains("`python3 a.py` | failed |", "- shown, exit code: expected `2`, was `1`");
  }

  @Test
  void documentsShowEveryCharacterAndHaveNoHtml() {
    String hostile = "a \u001b]52;c;eA==\u0007 \u202e <script>x</script> ![i](http://e/)";
    var history = new ProjectHistory().append("person", new FeatureRequested(hostile, true));

    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("a \\u{1b}]52;c;eA==\\u{7} \\u{202e} &lt;script>")
        .doesNotContain("\u001b", "\u0007", "\u202e", "<script", "](");
    assertThat(Manifest.atEnd(
            history.project(), new ProjectFinished("succeeded", "", 0, "", Optional.of(2))))
        .as("commits of earlier versions stay as they are")
        .hasEntrySatisfying("MANIFEST.md", text -> assertThat(text).contains(hostile));
  }
}
