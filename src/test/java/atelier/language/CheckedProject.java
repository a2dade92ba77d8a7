package atelier.language;

import atelier.language.source.SourceTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project under test: its written and its planned files. */
record CheckedProject(Map<String, String> tree, List<String> planned) {
  static CheckedProject of(String path, String... lines) {
    return new CheckedProject(Map.of(), List.of()).with(path, lines);
  }

  CheckedProject with(String path, String... lines) {
    Map<String, String> more = new HashMap<>(tree);
    more.put(path, String.join("\n", lines) + "\n");
    return new CheckedProject(more, planned);
  }

  CheckedProject planning(String... paths) {
    return new CheckedProject(tree, List.of(paths));
  }

  SourceTree at(String path) {
    return new SourceTree(path, tree, planned);
  }
}
