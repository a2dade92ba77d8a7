package atelier.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project under test: what is written and what is planned. */
record Project(Map<String, String> tree, List<String> planned) {
  static Project of(String path, String... lines) {
    return new Project(Map.of(), List.of()).with(path, lines);
  }

  Project with(String path, String... lines) {
    Map<String, String> more = new HashMap<>(tree);
    more.put(path, String.join("\n", lines) + "\n");
    return new Project(more, planned);
  }

  Project planning(String... paths) {
    return new Project(tree, List.of(paths));
  }

  Sources at(String path) {
    return new Sources(path, tree, planned);
  }
}
