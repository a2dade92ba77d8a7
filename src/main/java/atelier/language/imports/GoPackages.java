package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves Go's packages: standard library, project's module path, or required by go.mod. */
public final class GoPackages implements Ecosystem {
  private static final Manifest MANIFEST = new Manifest("Go", "go.mod", "(?:.*/)?go\\.mod");
  private static final Set<String> STANDARD = Set.copyOf(ResourceFiles.lines("go-packages.txt"));
  private static final Pattern GENERATED = Pattern.compile(
      ".*/(?:gen|generated|\\w*pb|proto|ent|graph|mocks?|docs|db|sqlc|api)(?:/.*)?");
  private static final Pattern GENERATOR = Pattern.compile(
      ".*\\.proto|(?:.*/)?(?:buf|sqlc|gqlgen|oapi-codegen)[\\w.-]*\\.(?:ya?ml|json)");
  private static final Pattern MODULE = Pattern.compile("^module\\s+(\\S+)", Pattern.MULTILINE);

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public Set<String> standardModules() {
    return STANDARD;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = imported.name();
    return STANDARD.contains(name)
        || name.equals("C")
        || sources.isPending("go.mod")
        || isGenerated(name, sources)
        || folder(name, sources)
            .filter(folder -> sources.paths().stream()
                .anyMatch(path -> path.startsWith(folder) && path.endsWith(".go")))
            .isPresent();
  }

  /** Returns whether a generator, which the project has, may make a package of this name. */
  private static boolean isGenerated(String name, SourceTree sources) {
    return folder(name, sources).isPresent()
        && GENERATED.matcher(name).matches()
        && (sources.paths().stream().anyMatch(path -> GENERATOR.matcher(path).matches())
            || sources.textsWithExtension(".go").anyMatch(text -> text.contains("//go:generate")));
  }

  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    return folder(imported.name(), sources).isPresent();
  }

  /**
   * Returns the files of a package; the file's own for an empty name. Its tests belong to it only
   * for its other tests.
   */
  @Override
  public List<String> filesOf(String module, SourceTree sources) {
    String own = SourceTree.folderOf(sources.path());
    Optional<String> folder = module.isEmpty() ? Optional.of(own) : folder(module, sources);
    boolean hasTests = folder.filter(own::equals).isPresent()
        && (module.isEmpty() || sources.path().endsWith("_test.go"));
    return folder.stream()
        .flatMap(each -> sources.paths().stream()
            .filter(path -> SourceTree.folderOf(path).equals(each) && path.endsWith(".go")))
        .filter(path -> hasTests || !path.endsWith("_test.go"))
        .toList();
  }

  /** Returns the folder of a package below a module path of the project; empty if there is none. */
  private static Optional<String> folder(String name, SourceTree sources) {
    return sources.files().entrySet().stream()
        .filter(file -> MANIFEST.matches(file.getKey()))
        .flatMap(file -> {
          Matcher module = MODULE.matcher(file.getValue());
          boolean below = module.find() && (name + "/").startsWith(module.group(1) + "/");
          return below
              ? Stream.of(SourceTree.folderOf(file.getKey())
                  + (name + "/").substring(module.group(1).length() + 1))
              : Stream.<String>empty();
        })
        .findFirst();
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    String name = imported.name().toLowerCase(Locale.ROOT) + "/";
    return manifests
        .lines()
        .flatMap(line -> Stream.of(line.replace("require", "").strip().split("\\s", 2)))
        .anyMatch(word -> !word.isEmpty() && name.startsWith(word + "/"));
  }
}
