package atelier.proof;

import atelier.language.Language;
import atelier.pattern.Pattern;
import atelier.project.TestFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A project's files for the negative control of a command: every source of its own is made
 * unusable, tests and manifests are left alone. A command that still succeeds proves nothing.
 *
 * @param files content by path
 * @param broken the paths that were broken, sorted; empty if there is nothing to break
 */
public record BrokenTree(Map<String, String> files, List<String> broken) {
  /** Files that tell tools how to build and test, and prose. */
  private static final Pattern MANIFEST = Pattern.compile("(?i)(.*/)?(package(-lock)?\\.json"
      + "|pyproject\\.toml|setup\\.(py|cfg)|requirements[^/]*\\.txt|tox\\.ini|pytest\\.ini"
      + "|cargo\\.(toml|lock)|go\\.(mod|sum)|pom\\.xml|[^/]*\\.gradle(\\.kts)?|gradle\\.properties"
      + "|(gnu)?makefile|cmakelists\\.txt|[^/]*\\.cmake|gemfile(\\.lock)?|rakefile|[^/]*\\.gemspec"
      + "|composer\\.(json|lock)|phpunit\\.xml(\\.dist)?|mix\\.(exs|lock)|rebar\\.config"
      + "|(ts|js)config[^/]*\\.json|(jest|vitest|vite|babel|eslint|webpack|rollup)\\.config\\.[^/]+"
      + "|[^/]*\\.lock(file)?|pnpm-lock\\.yaml|[^/]*\\.(csproj|sln)|dockerfile|\\.[^/]+"
      + "|[^/]*\\.(md|rst)|license|changelog)");

  private static final String COMMAND_POSITION =
      "(?:^|[;&|(]|-c)\\s*(?:env\\s+)?(?:\\w+=\\S*\\s+)*(?:\\./)?";

  private static final String AFTER_INTERPRETER =
      "(?:^|[\\s/;&|(])(?:(?:ba|da|z|k)?sh|python[\\d.]*|node|deno|bun|ruby|perl|php"
          + "|lua[\\d.]*|bats)"
          + "(?:\\s+-\\S+)*\\s+(?:\\./)?";

  public BrokenTree {
    files = Map.copyOf(files);
    broken = List.copyOf(broken);
  }

  /**
   * Breaks every source for the control of {@code command}. A file that the command itself runs,
   * such as a script that holds the checks, is spared if others are left to be broken: the command
   * must notice that what it is about is gone, not that it is gone itself.
   */
  public static BrokenTree of(Map<String, String> files, List<String> command) {
    List<String> sources = sources(files);
    String line = String.join(" ", command);
    List<String> others = sources.stream().filter(path -> !isRun(path, line)).toList();
    return breaking(files, others.isEmpty() ? sources : others);
  }

  /** Breaks only these files. */
  public static BrokenTree breaking(Map<String, String> files, List<String> paths) {
    Map<String, String> broken = new LinkedHashMap<>(files);
    paths.forEach(path -> broken.computeIfPresent(path, BrokenTree::broken));
    return new BrokenTree(broken, paths.stream().sorted().toList());
  }

  /**
   * The project's own sources, without tests, manifests and prose. Where nothing is left, since the
   * product itself is named like a test or a manifest, what is set aside is less.
   */
  public static List<String> sources(Map<String, String> files) {
    Predicate<String> manifest = path -> MANIFEST.matcher(path).matches();
    Predicate<String> test = TestFiles::belongsToTests;
    Predicate<String> usesFramework =
        path -> TestFiles.usesFramework(files.getOrDefault(path, "")) && !isImported(path, files);
    return Stream.of(
            manifest.or(test).or(usesFramework),
            manifest.or(usesFramework),
            manifest.or(test),
            test.or(usesFramework))
        .map(aside -> files.keySet().stream().filter(aside.negate()).sorted().toList())
        .filter(found ->
            found.stream().anyMatch(path -> !files.getOrDefault(path, "").isBlank()))
        .findFirst()
        .orElse(List.of());
  }

  /** Whether another file that is no test imports this one: then it is part of the product. */
  private static boolean isImported(String path, Map<String, String> files) {
    String name = Pattern.of("\\.\\w+$").replaceFirst(Pattern.of(".*/").replaceFirst(path, ""), "");
    Pattern use = Pattern.compile("(?m)^.*\\b(import|from|require|include|use)\\b.*(?<![\\w-])"
        + Pattern.quote(name) + "(?![\\w-])");
    return files.entrySet().stream()
        .filter(file -> !file.getKey().equals(path) && !TestFiles.belongsToTests(file.getKey()))
        .filter(file -> !TestFiles.usesFramework(file.getValue()))
        .anyMatch(file -> use.matcher(file.getValue()).find());
  }

  private static String broken(String path, String content) {
    return Language.of(path).map(language -> language.sabotage(content)).orElse("");
  }

  /** Whether the command runs this file; a compiler's input or an argument is not run. */
  private static boolean isRun(String path, String command) {
    return Pattern.compile("(?:" + COMMAND_POSITION + "|" + AFTER_INTERPRETER + ")"
            + Pattern.quote(path) + "(?![\\w./-])")
        .matcher(command)
        .find();
  }
}
