package atelier.language.imports;

import atelier.language.imports.Ecosystem.Manifest;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts that declare Python's packages: the manifests of pip, conda, Pipenv, Poetry and uv, the
 * files that they include, and the metadata at the head of a script (PEP 723).
 */
final class PythonManifests {
  static final Manifest MANIFEST = new Manifest(
      "Python",
      "requirements.txt",
      "(?:.*/)?(?:[\\w.-]*(?:requirements|constraints)[\\w.-]*\\.(?:txt|in|pip)"
          + "|(?:requirements|constraints)/(?:.*/)?[\\w.-]+\\.(?:txt|in)"
          + "|(?:[\\w.-]*environment|env|conda)[\\w.-]*\\.ya?ml|meta\\.yaml"
          + "|pyproject\\.toml|pixi\\.toml|setup\\.(?:py|cfg)|Pipfile(?:\\.lock)?"
          + "|(?:poetry|uv|pdm|pixi)\\.lock|pylock(?:\\.[\\w.-]+)?\\.toml|tox\\.ini)");

  /** A file that requirements name with {@code -r} or {@code -c}, or that pyproject.toml reads. */
  private static final Pattern INCLUDE = Pattern.compile(
      "^\\s*-?\\s*[\"']?(?:-r|-c|--requirement|--constraint)[ =]*([^\\s\"'#]+)"
          + "|\\bfile\\s*=\\s*\\[?\\s*[\"']([^\"']+)[\"']",
      Pattern.MULTILINE);

  private static final Pattern SCRIPT_METADATA =
      Pattern.compile("^# /// script\\s*\\n((?:#(?: .*)?\\n)*?)# ///\\s*$", Pattern.MULTILINE);

  private PythonManifests() {}

  /** Returns all of them in lower case, as far as they are written. */
  static String text(SourceTree sources) {
    List<String> manifests = sources.files().entrySet().stream()
        .filter(file -> MANIFEST.matches(file.getKey()))
        .map(file -> file.getValue())
        .toList();
    Stream<String> included = manifests.stream()
        .flatMap(text -> INCLUDE.matcher(text).results())
        .map(PythonManifests::includedName)
        .flatMap(name -> sources.files().entrySet().stream()
            .filter(file -> SourceTree.fileNameOf(file.getKey()).equals(name))
            .map(file -> file.getValue()));
    Stream<String> metadata = sources
        .textsWithExtension(".py")
        .flatMap(text -> SCRIPT_METADATA.matcher(text).results())
        .map(block -> block.group(1).replaceAll("(?m)^# ?", ""));
    return Stream.of(manifests.stream(), included, metadata)
        .flatMap(texts -> texts)
        .collect(Collectors.joining("\n"))
        .toLowerCase(Locale.ROOT);
  }

  private static String includedName(MatchResult include) {
    return SourceTree.fileNameOf(include.group(1) == null ? include.group(2) : include.group(1));
  }
}
