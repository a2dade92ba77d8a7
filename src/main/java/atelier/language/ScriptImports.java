package atelier.language;

import atelier.event.Diagnostic;
import atelier.scan.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports of JavaScript and TypeScript: of Node, the project, or what package.json declares. */
final class ScriptImports implements Imports {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MANIFEST = "package.json";
  private static final Set<String> NODE = Set.copyOf(Resource.lines("node-builtins.txt"));
  private static final List<String> DEPENDENCIES =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");
  private static final List<String> ENDINGS =
      List.of((" .js .mjs .cjs .jsx .ts .tsx .mts .cts .d.ts .json"
              + " /index.js /index.mjs /index.cjs /index.jsx /index.ts /index.tsx")
          .split(" ", -1));
  private static final Pattern MODULE =
      Pattern.compile("^[ \\t]*(?:import\\b(?!\\s*[(.])|export\\b)", Pattern.MULTILINE);

  /** Strings are blanked: the name is read from the text, at the place of its blanks. */
  private static final Pattern IMPORT = Pattern.compile(
      "(?:^|[;}])[ \\t]*(?:import|export)\\b(?:[^;'\"`()=]*?\\bfrom)?\\s*(['\"])"
          + "(?<named> *)\\1"
          + "|(?<![.\\w$])(?:require|import)\\s*\\(\\s*(['\"`])(?<called> *)\\3\\s*[),]",
      Pattern.MULTILINE);

  /** Tells node which of its two module systems a plain .js file is written for. */
  static Map<String, String> packageSettings(Sources sources) {
    boolean declared = sources.tree().keySet().stream()
        .filter(path -> Sources.fileNameOf(path).equals(MANIFEST))
        .filter(path -> sources.path().startsWith(Sources.folderOf(path)))
        .max(Comparator.comparingInt(String::length))
        .flatMap(nearest -> json(sources.tree().getOrDefault(nearest, "")))
        .filter(nearest -> nearest.path("type").asString("").equals("module"))
        .isPresent();
    boolean module =
        declared || MODULE.matcher(Mask.SCRIPT.blank(sources.text())).find();
    return Map.of(MANIFEST, module ? "{\"type\":\"module\"}" : "{\"type\":\"commonjs\"}");
  }

  @Override
  public List<Diagnostic> undeclared(Sources sources, List<Reading.Name> imported) {
    String text = sources.text();
    Set<String> declared = declared(sources);
    boolean importMap =
        sources.tree().values().stream().anyMatch(each -> each.contains("type=\"importmap\""));
    boolean packagesKnown = !importMap && !sources.awaits(MANIFEST);
    List<Diagnostic> problems = new ArrayList<>();
    Matcher found = IMPORT.matcher(Mask.SCRIPT.blank(text));
    while (found.find()) {
      String group = found.group("named") != null ? "named" : "called";
      String name = text.substring(found.start(group), found.end(group));
      boolean optional = isTried(text, found.start(group));
      if (!optional) {
        problem(name, sources, declared, packagesKnown)
            .ifPresent(message -> problems.add(Problems.at(text, found.start(group) - 1, message)));
      }
    }
    return problems;
  }

  private static Optional<String> problem(
      String name, Sources sources, Set<String> declared, boolean packagesKnown) {
    if (name.contains("${")) {
      return Optional.empty();
    }
    if (name.startsWith("./") || name.startsWith("../") || name.equals(".") || name.equals("..")) {
      return isInProject(name, sources)
          ? Optional.empty()
          : Optional.of("the project has no file '" + name + "': import one that it has");
    }
    if (name.startsWith("node:")) {
      return NODE.contains(name) || NODE.contains(name.substring(5))
          ? Optional.empty()
          : Optional.of("Node has no module '" + name + "': import one that it has");
    }
    // A path alias, a subpath import or an address: resolved by something other than Node.
    boolean elsewhere = name.isEmpty() || name.matches("(?:[#/~]|@/|\\w+:).*");
    String owner = packageOf(name);
    return elsewhere || !packagesKnown || NODE.contains(name) || isDeclared(owner, declared)
        ? Optional.empty()
        : Optional.of(
            "'" + owner + "' is not built into Node, not in the project and not a declared"
                + " dependency: do without it, or declare it in package.json");
  }

  /** Jest brings packages of its scope along. */
  private static boolean isDeclared(String owner, Set<String> declared) {
    return declared.contains(owner) || (owner.startsWith("@jest/") && declared.contains("jest"));
  }

  /** The package that a bare import names: two steps where the first is a scope. */
  private static String packageOf(String name) {
    String[] steps = name.split("/", 3);
    return name.startsWith("@") && steps.length > 1 ? steps[0] + "/" + steps[1] : steps[0];
  }

  private static boolean isInProject(String name, Sources sources) {
    Optional<String> beside = sources.beside(name.replaceFirst("[?#].*", ""));
    if (beside.isEmpty()) {
      return false;
    }
    String path = beside.get();
    // TypeScript is imported by the name it will have once compiled.
    String compiled = path.replaceFirst("\\.[mc]?jsx?$", "");
    Set<String> paths = sources.paths();
    return Stream.of(path, compiled)
        .flatMap(each -> ENDINGS.stream().map(each::concat))
        .anyMatch(each -> paths.contains(each) || paths.contains(each.replaceFirst("^/", "")));
  }

  private static boolean isTried(String text, int index) {
    return text.substring(Math.max(0, index - 120), index).matches("(?s).*\\btry\\s*\\{[^}]*");
  }

  private static Set<String> declared(Sources sources) {
    Set<String> declared = new HashSet<>();
    for (JsonNode manifest : manifests(sources)) {
      declared.add(manifest.path("name").asString(""));
      for (String kind : DEPENDENCIES) {
        declared.addAll(manifest.path(kind).propertyNames());
      }
    }
    List.copyOf(declared).stream()
        .filter(name -> name.startsWith("@types/"))
        .forEach(name -> declared.add(name.substring("@types/".length())));
    return declared;
  }

  private static List<JsonNode> manifests(Sources sources) {
    return sources.tree().entrySet().stream()
        .filter(file -> Sources.fileNameOf(file.getKey()).equals(MANIFEST))
        .flatMap(file -> json(file.getValue()).stream())
        .toList();
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }
}
