package atelier.language;

import atelier.event.Diagnostic;
import atelier.scan.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Python's imports: of the standard library, the project, or what its manifests declare. */
final class PythonImports implements Imports {
  private static final Set<String> STANDARD =
      Set.copyOf(Resource.lines("python-standard-library.txt"));

  /** Names of distributions by the name of the module where the two differ, both in lower case. */
  private static final Map<String, List<String>> DISTRIBUTIONS =
      Resource.lines("python-distributions.txt").stream()
          .map(line -> List.of(line.split(" ", -1)))
          .collect(Collectors.toMap(each -> each.get(0), each -> each.subList(1, each.size())));

  private static final Pattern MANIFEST =
      Pattern.compile("(?:^|/)(?:[\\w.-]*requirements[\\w.-]*\\.txt|requirements/[\\w.-]+\\.txt"
          + "|pyproject\\.toml|setup\\.(?:py|cfg)|Pipfile)$");
  private static final Pattern STATEMENT = Pattern.compile(
      "^(?<indent>[ \\t]*)(?:from[ \\t]+(?<from>[.\\w]+)[ \\t]+import\\b"
          + "|import[ \\t]+(?<names>[\\w. \\t,]+))",
      Pattern.MULTILINE);
  private static final Pattern GUARD =
      Pattern.compile("try:|except\\b.*(?:ImportError|ModuleNotFoundError|Exception).*|except:.*"
          + "|if\\b.*TYPE_CHECKING.*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9](?:[\\w.-]*\\w)?");

  @Override
  public List<Diagnostic> undeclared(Sources sources, List<Reading.Name> imported) {
    Set<String> declared = declared(sources);
    boolean manifestPlanned = sources.planned().stream()
        .anyMatch(path -> MANIFEST.matcher(path).find() && !sources.tree().containsKey(path));
    String code = Mask.PYTHON.blank(sources.text());
    List<Diagnostic> problems = new ArrayList<>();
    Matcher statement = STATEMENT.matcher(code);
    while (statement.find()) {
      if (isGuarded(code, statement)) {
        continue;
      }
      modules(statement)
          .filter(module -> !isThere(module, sources, declared, manifestPlanned))
          .forEach(module ->
              problems.add(Problems.at(code, statement.end("indent"), advice(module, sources))));
    }
    return problems;
  }

  private static Stream<String> modules(Matcher statement) {
    String from = statement.group("from");
    return from != null
        ? Stream.of(from)
        : Stream.of(statement.group("names").split(",", -1))
            .map(name -> name.strip().split("\\s", -1)[0])
            .filter(name -> !name.isEmpty());
  }

  private static boolean isThere(
      String module, Sources sources, Set<String> declared, boolean manifestPlanned) {
    if (module.startsWith(".")) {
      return relative(module, sources);
    }
    String top = module.split("\\.", -1)[0];
    return isInProject(module, sources)
        || STANDARD.contains(top)
        || isDeclared(top, declared)
        || (manifestPlanned && !isInProject(top, sources));
  }

  private static boolean relative(String module, Sources sources) {
    String name = module.replaceFirst("^\\.+", "");
    int up = module.length() - name.length() - 1;
    List<String> folders = new ArrayList<>(List.of(sources.folder().split("/", -1)));
    folders.removeIf(String::isEmpty);
    if (up > folders.size()) {
      return false;
    }
    String base = String.join("/", folders.subList(0, folders.size() - up));
    String path = (base.isEmpty() ? "" : base + "/") + name.replace('.', '/');
    return name.isEmpty()
        || sources.paths().stream()
            .anyMatch(each -> each.equals(path + ".py")
                || each.equals(path + ".pyi")
                || each.startsWith(path + "/"));
  }

  /** Whether a module or a folder of that name lies anywhere: where Python looks is not known. */
  private static boolean isInProject(String module, Sources sources) {
    String path = "/" + module.replace('.', '/');
    return sources.paths().stream()
        .map(each -> "/" + each)
        .anyMatch(each -> each.endsWith(path + ".py")
            || each.endsWith(path + ".pyi")
            || (each.contains(path + "/") && each.endsWith(".py")));
  }

  private static boolean isDeclared(String top, Set<String> declared) {
    String name = normal(top);
    return declared.contains(name)
        || DISTRIBUTIONS.getOrDefault(name, List.of()).stream().anyMatch(declared::contains)
        || Stream.of("python-" + name, "py" + name, name + "-python", "django-" + name)
            .anyMatch(declared::contains);
  }

  /** Every word of the manifests: a name too many costs less than a false alarm. */
  private static Set<String> declared(Sources sources) {
    Map<String, String> manifests = new TreeMap<>(sources.tree());
    manifests.keySet().removeIf(path -> !MANIFEST.matcher(path).find());
    return manifests.values().stream()
        .flatMap(text -> text.lines().map(line -> line.replaceFirst("#.*", "")))
        .flatMap(line -> WORD.matcher(line).results().map(word -> normal(word.group())))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /** Whether a statement stands in a block that minds its failure or is never run. */
  private static boolean isGuarded(String code, Matcher statement) {
    int indent = statement.group("indent").length();
    List<String> before = code.substring(0, statement.start()).lines().toList();
    for (int at = before.size() - 1; at >= 0 && indent > 0; at--) {
      String line = before.get(at);
      int lineIndent = line.length() - line.stripLeading().length();
      if (line.isBlank() || lineIndent >= indent) {
        continue;
      }
      indent = lineIndent;
      if (GUARD.matcher(line.strip()).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String advice(String module, Sources sources) {
    return module.startsWith(".") || isInProject(module.split("\\.", -1)[0], sources)
        ? "the project has no module '" + module + "': import one that it has"
        : "'" + module.split("\\.", -1)[0]
            + "' is not in Python's standard library, not in the project"
            + " and not a declared dependency: do without it, or declare it in requirements.txt";
  }
}
