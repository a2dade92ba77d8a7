package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

/**
 * The names that a configuration of the project gives to its own folders: {@code paths} and {@code
 * baseUrl} of TypeScript, {@code alias} of a bundler, {@code moduleNameMapper} of Jest, an import
 * map of Deno. Programs are configurations too, so they are searched as texts: a name too many is
 * better than a false alarm.
 */
final class NodeAliases {
  private static final Pattern CONFIGURATION =
      Pattern.compile("(?:.*/)?(?:[jt]sconfig[\\w.-]*\\.json"
          + "|[\\w.-]*\\.tsconfig\\.json|[\\w.-]+\\.config(?:\\.[\\w-]+)?\\.(?:[cm]?[jt]s|json)"
          + "|webpack[\\w.-]*\\.js|config-overrides\\.js|package\\.json|deno\\.jsonc?"
          + "|import_?map\\.json|\\.babelrc(?:\\.js(?:on)?)?|nest-cli\\.json)");
  private static final Pattern SECTION = Pattern.compile("\\balias|\\bpaths\\b|\"imports\""
      + "|moduleNameMapper|_moduleAliases|\\bexternals?\\b|\\bmodules\\b");
  private static final Pattern BASE = Pattern.compile(
      "\"baseUrl\"\\s*:\\s*\"([^\"]*)\"|\\bmodules\\s*:\\s*\\[[^\\]]*?['\"](src)['\"]");

  private NodeAliases() {}

  /** Returns whether a name is, or starts with, an alias. */
  static boolean contains(String name, SourceTree sources) {
    String root = name.split("/", 2)[0];
    String scope =
        name.startsWith("@") ? name.split("/", 3).length > 1 ? second(name) : root : root;
    Pattern key = Pattern.compile(
        "(?:^|[\"'{,\\s^(])(?:" + Pattern.quote(root) + "|" + Pattern.quote(scope)
            + ")(?:/[^\"'\\n:]*|\\$)?[\"']?\\s*(?:\\)\\s*)?[:,]",
        Pattern.MULTILINE);
    return configurations(sources)
        .filter(text -> SECTION.matcher(text).find())
        .map(text -> text.substring(firstSection(text)))
        .anyMatch(text -> key.matcher(text).find());
  }

  private static String second(String name) {
    String[] steps = name.split("/", 3);
    return steps[0] + "/" + steps[1];
  }

  private static int firstSection(String text) {
    return SECTION.matcher(text).results().findFirst().map(MatchResult::start).orElse(0);
  }

  /** Returns the folders from which a bare name may be resolved, each with a slash at its end. */
  static Stream<String> baseFolders(SourceTree sources) {
    return sources.files().entrySet().stream()
        .filter(file -> CONFIGURATION.matcher(file.getKey()).matches())
        .flatMap(file -> BASE.matcher(file.getValue())
            .results()
            .map(base -> SourceTree.folderOf(file.getKey())
                + (base.group(1) == null ? base.group(2) : base.group(1)) + "/"))
        .map(folder -> Pattern.of("(?<=^|/)\\./").replaceAll(folder, ""))
        .map(folder -> Pattern.of("//+").replaceAll(folder, "/"))
        .map(folder -> folder.equals("/") ? "" : folder);
  }

  private static Stream<String> configurations(SourceTree sources) {
    return sources.files().entrySet().stream()
        .filter(file -> CONFIGURATION.matcher(file.getKey()).matches())
        .map(Map.Entry::getValue);
  }
}
