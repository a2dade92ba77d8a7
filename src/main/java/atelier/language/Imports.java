package atelier.language;

import atelier.event.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds imports of what nobody wrote, plans or declared: packages that a model made up. */
final class Imports {
  private static final Pattern PYTHON = Pattern.compile("(?m)^import (\\d+) (\\S+)$");
  private static final Pattern JAVASCRIPT =
      Pattern.compile("(?m)^\\s*(?:import|export)\\b[^'\"\\n;]*?(?:from\\s*)?['\"]([^'\"\\n]+)['\"]"
          + "|\\brequire\\(\\s*['\"]([^'\"\\n]+)['\"]\\s*\\)");
  private static final Set<String> NODE = Set.of(
      "assert",
      "async_hooks",
      "buffer",
      "child_process",
      "cluster",
      "console",
      "constants",
      "crypto",
      "dgram",
      "diagnostics_channel",
      "dns",
      "domain",
      "events",
      "fs",
      "http",
      "http2",
      "https",
      "inspector",
      "module",
      "net",
      "os",
      "path",
      "perf_hooks",
      "process",
      "punycode",
      "querystring",
      "readline",
      "repl",
      "stream",
      "string_decoder",
      "sys",
      "test",
      "timers",
      "tls",
      "trace_events",
      "tty",
      "url",
      "util",
      "v8",
      "vm",
      "wasi",
      "worker_threads",
      "zlib");
  private static final List<String> ENDINGS =
      List.of("", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".json", "/index.js", "/index.ts");

  private Imports() {}

  /** {@code listed} is what the Python checker printed: imports outside the standard library. */
  static List<Diagnostic> python(String listed, Map<String, String> tree, List<String> planned) {
    List<Diagnostic> unknown = new ArrayList<>();
    Set<String> paths = paths(tree, planned);
    String declared = declared(
            tree, "requirements.txt", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile")
        .replace('-', '_');
    Matcher matcher = PYTHON.matcher(listed);
    while (matcher.find()) {
      String name = matcher.group(2);
      boolean ours = paths.stream()
          .anyMatch(path -> path.equals(name + ".py")
              || path.endsWith("/" + name + ".py")
              || ("/" + path).contains("/" + name + "/"));
      if (!ours && !mentions(declared, name)) {
        unknown.add(unknown(Integer.parseInt(matcher.group(1)), name, "requirements.txt"));
      }
    }
    return unknown;
  }

  static List<Diagnostic> javascript(
      String path, String text, Map<String, String> tree, List<String> planned) {
    List<Diagnostic> unknown = new ArrayList<>();
    Set<String> paths = paths(tree, planned);
    String declared = declared(tree, "package.json");
    Matcher matcher = JAVASCRIPT.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
      if (name.startsWith(".")) {
        Path parent = Path.of("/" + path).getParent();
        String target = (parent == null ? Path.of("/") : parent)
            .resolve(name)
            .normalize()
            .toString()
            .substring(1);
        if (ENDINGS.stream().noneMatch(ending -> paths.contains(target + ending))) {
          unknown.add(new Diagnostic(
              line, 0, "imports \"" + name + "\", which is not among the project's files"));
        }
      } else if (!name.startsWith("node:")
          && !NODE.contains(name.split("/", 2)[0])
          && !declared.contains("\"" + packageOf(name) + "\"")) {
        unknown.add(unknown(line, packageOf(name), "package.json"));
      }
    }
    return unknown;
  }

  private static Diagnostic unknown(int line, String name, String where) {
    return new Diagnostic(
        line,
        0,
        "imports \"" + name + "\", which is neither of the project nor "
            + "of the standard library, nor declared in " + where + ": do without it");
  }

  private static String packageOf(String name) {
    String[] parts = name.split("/", 3);
    return name.startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0];
  }

  private static boolean mentions(String declared, String name) {
    return Pattern.compile("(?i)(?<![\\w.])" + Pattern.quote(name) + "(?![\\w.])")
        .matcher(declared)
        .find();
  }

  private static Set<String> paths(Map<String, String> tree, Collection<String> planned) {
    Set<String> paths = new TreeSet<>(tree.keySet());
    paths.addAll(planned);
    return paths;
  }

  private static String declared(Map<String, String> tree, String... files) {
    return Stream.of(files)
        .flatMap(file -> tree.entrySet().stream()
            .filter(one -> one.getKey().equals(file) || one.getKey().endsWith("/" + file)))
        .map(Map.Entry::getValue)
        .reduce("", (one, other) -> one + "\n" + other);
  }
}
