package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Unit tests of the dashboard's pure modules: a browser runs them, without a node or a page. */
final class DashboardModulesIT {
  private static final String ORIGIN = "http://modules.test";
  private static final Path MODULES = Path.of("target/classes/web/dashboard");

  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  private Screen screen;

  @BeforeEach
  void open() {
    screen = CHROMIUM.open(ORIGIN, Viewport.DESKTOP);
    screen.page.route(ORIGIN + "/**", route -> {
      String path = URI.create(route.request().url()).getPath().substring(1);
      route.fulfill(
          path.isEmpty()
              ? new Route.FulfillOptions().setContentType("text/html").setBody("<p>")
              : new Route.FulfillOptions().setPath(MODULES.resolve(path)));
    });
    screen.page.navigate(ORIGIN + "/");
  }

  @AfterEach
  void close() {
    screen.close();
  }

  private Object evaluate(String script) {
    return screen.page.evaluate("async () => {" + script + "}");
  }

  @Test
  void filesFollowWhatTheyUseAndCyclesAreCut() {
    Object layers = evaluate("""
        const { assignLayers } = await import("/parts/graphLayout.js");
        const uses = { d: ["c", "a"], a: [], c: ["b"], b: ["a", "gone"], x: ["y"], y: ["x"] };
        return assignLayers(new Map(Object.entries(uses))).map((layer) => layer.join(" "));""");

    assertThat(layers).isEqualTo(List.of("a y", "b x", "c", "d"));
  }

  @Test
  void edgesBendAroundNodes() {
    Object faults = evaluate("""
        const { layoutGraph } = await import("/parts/graphLayout.js");
        let seed = 20261126;
        const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
        const faults = [];
        for (let round = 0; round < 200; round++) {
          const names = [...Array(1 + random(25)).keys()].map(String);
          const uses = new Map(names.map((name, i) =>
            [name, names.filter((other, j) => j < i && random(5) === 0)]));
          const { nodes, edges } = layoutGraph(uses);
          const positions =
            [...nodes].map(([name, { layer, offset }]) => ({ name, layer, offset }));
          for (const { from, to, via } of edges) {
            via.forEach((point, i) => {
              const near = positions.find((node) => node.layer === point.layer &&
                node.name !== from && node.name !== to &&
                Math.abs(node.offset - point.offset) < 0.5);
              if (near || (i && via[i - 1].layer !== point.layer - 1)) {
                faults.push(`round ${round}: ${from} to ${to}`);
              }
            });
          }
          const count = [...uses.values()].flat().length;
          if (edges.length !== count) faults.push(`round ${round}: ${edges.length} of ${count}`);
        }
        return faults;""");

    assertThat((List<?>) faults).isEmpty();
  }

  @Test
  void ansiColoursAreKeptAndOtherSequencesDropped() {
    Object spans = evaluate("""
        const { parseAnsi } = await import("/parts/ansi.js");
        const shown = (text) => parseAnsi(text)
          .map(({ text, classes }) => `${text}|${classes}`).join(" ");
        return [
          shown("a\\u001b[1;31mb\\u001b[0mc"),
          shown("\\u001b[38;5;196mx\\u001b[48;2;1;2;31my"),
          shown("\\u001b]8;;http://evil.example\\u0007link\\u001b]8;;\\u001b\\\\!"),
          shown("\\u001b[2J\\u001b[1;1Hz\\u001b(B\\u001b"),
          shown("a\\u001b]0;never ends"),
        ];""");

    assertThat(spans)
        .isEqualTo(List.of("a| b|ansi-red ansi-bold c|", "x| y|", "link| !|", "z|", "a|"));
  }

  @Test
  void diffNumbersLinesAndCollapsesUnchangedOnes() {
    Object rows = evaluate("""
        const { collapseUnchanged, diffRows } = await import("/parts/diff.js");
        const before = [1, 2, 3, 4, 5, 6, 7, 8, 9].join("\\n") + "\\n";
        const after = before.replace("5", "five").replace("9", "9\\n10");
        return collapseUnchanged(diffRows(before, after)).map(({ kind, left, right, count }) =>
          `${kind} ${count ?? `${left ?? ""}>${right ?? ""}`}`);""");

    assertThat(rows)
        .isEqualTo(List.of(
            "gap 1",
            "same 2>2",
            "same 3>3",
            "same 4>4",
            "removed 5>",
            "added >5",
            "same 6>6",
            "same 7>7",
            "same 8>8",
            "same 9>9",
            "added >10"));
  }

  @Test
  void tasksAreSplitIntoSegmentsAndLanes() {
    Object result = evaluate("""
        const { assignLanes, taskSegments } = await import("/parts/taskLanes.js");
        const event = (seq, at, data) => ({ seq, at: new Date(at).toISOString(), data });
        const task = (agent, id, from, to, data, progress) => ({ agent, id, node: "n", progress,
          start: event(from, from, {}), end: to ? event(to, to, data) : null });
        const all = [
          task("writer", "writer:a:1", 1000, 3000, { model: "m", ms: 500 }),
          task("writer", "writer:b:2", 2000, 2900, { model: "m", ms: 890 }),
          task("writer", "writer:c:1", 3000, 0),
          task("writer", "writer:d:1", 3000, 0, null, { firstMs: 3500 }),
          task("runner", "runner:a:x", 4000, 4500, {}),
          task("auditor", "auditor:a:1", 4000, 4001, {}),
          task("gitbot", "gitbot:a:1", 100, 200, {}),
        ];
        all.at(-1).end.type = "task_started";
        const segments = all.map((task) => taskSegments(task, 4000)
          .map(({ kind, start, end }) => `${kind} ${start}-${end}`).join(", "));
        return [...segments, ...assignLanes(all, 4000).map((lane) =>
          `${lane.agent} ${lane.number}: ${lane.tasks.map(({ id }) => id).join(" ")}`)];""");

    assertThat(result)
        .isEqualTo(List.of(
            "wait 1000-2500, model 2500-3000",
            "repair 2000-2900",
            "wait 3000-4000",
            "wait 3000-3500, model 3500-4000",
            "run 4000-4500",
            "review 4000-4001",
            "lost 100-200",
            "writer 1: writer:a:1 writer:c:1",
            "writer 2: writer:b:2 writer:d:1",
            "auditor 1: auditor:a:1",
            "runner 1: runner:a:x",
            "gitbot 1: gitbot:a:1"));
  }

  @Test
  void invisibleCharactersAreEscaped() {
    Object escaped = evaluate("""
        const { escapeInvisible } = await import("/parts/format.js");
        return escapeInvisible("a\\u202eb\\u200bc\\u0000\\td\\n");""");

    assertThat(escaped).isEqualTo("a⟨202E⟩b⟨200B⟩c⟨0000⟩\td\n");
  }
}
