package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.EventCodec;
import atelier.project.Project;
import atelier.rig.ServedNode;
import atelier.rig.browser.Screen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Checks that the dashboard's fold and the node's have the same state after every event. The page
 * shows such states for past times.
 */
final class FoldAgreement {
  private static final String IN_BROWSER = """
      async ([id, lines]) => {
        const { applyEvent, checkStatus, emptyProject, fileStatus } =
          await import("/data/fold.js");
        const state = emptyProject(id);
        const after = lines.map((line) => {
          applyEvent(state, JSON.parse(line));
          const files = [...state.files.values()].map((file) =>
            `${file.path} ${fileStatus(state, file)} ${file.attempts} ${file.node}`);
          const { promptTokens, completionTokens } = state.usage;
          return [`${state.seq} ${state.status} ${state.reason}`, ...files,
            `${promptTokens} ${completionTokens} ${state.queuedSpecs.length}`].join("\\n");
        });
        const checks = [...state.checks.values()].map((check) =>
          `${check.name} ${checkStatus(state, check)}`);
        return [...after, checks.join("\\n")];
      }""";

  private FoldAgreement() {}

  static void check(ServedNode node, Screen screen, String id) throws Exception {
    JsonNode view = node.get("/api/projects/" + id);
    List<String> lines = node.lines(id, view.path("seq").asInt());
    List<String> expected = new ArrayList<>();
    Project project = Project.empty(id);
    for (String line : lines) {
      project = project.apply(EventCodec.decode(line));
      expected.add(summary(project));
    }
    expected.add(view.path("checks")
        .valueStream()
        .map(check -> check.path("name").asString() + " " + check.path("status").asString())
        .collect(Collectors.joining("\n")));

    Object folded = screen.page.evaluate(IN_BROWSER, Arrays.asList(id, lines));

    List<?> states = (List<?>) folded;
    assertThat(states).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String event = i < lines.size() ? lines.get(i) : "the checks";
      assertThat(states.get(i)).as("after %s", event).isEqualTo(expected.get(i));
    }
  }

  private static String summary(Project project) {
    List<String> lines = new ArrayList<>();
    lines.add(project.seq() + " " + project.status().wireName() + " " + project.reason());
    project.files().values().forEach(file -> {
      String status = file.status(project.isInProgress("writer", file.path()));
      lines.add(String.format(
          Locale.ROOT, "%s %s %d %s", file.path(), status, file.attempts(), file.lastNode()));
    });
    lines.add(project.tokens().prompt() + " " + project.tokens().completion() + " "
        + project.queuedFeatures().size());
    return String.join("\n", lines);
  }
}
