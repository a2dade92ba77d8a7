package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Resolves Python's modules: standard library, project, or declared in a manifest. */
public final class PythonModules implements Ecosystem {
  private static final Set<String> STANDARD =
      Set.copyOf(ResourceFiles.lines("python-standard-library.txt"));

  /** The distributions of a module, where the names differ; both in lower case. */
  private static final Map<String, List<String>> DISTRIBUTIONS =
      ResourceFiles.lines("python-distributions.txt").stream()
          .map(line -> List.of(line.split(" ", -1)))
          .collect(Collectors.toMap(each -> each.get(0), each -> each.subList(1, each.size())));

  private static final BroughtPackages BROUGHT = BroughtPackages.read("python-brings.txt");

  /** A module that a build makes of a protocol or a version. */
  private static final Pattern GENERATED = Pattern.compile(".*(?:_pb2(?:_grpc)?|\\._?version)");

  private static final Pattern COMPILED = Pattern.compile(".*\\._\\w+");
  private static final Pattern COMPILED_SOURCE =
      Pattern.compile(".*\\.(?:pyx|pxd|c|cc|cpp|cxx|rs|f90|so)|(?:.*/)?meson\\.build");
  private static final Pattern WORD = Pattern.compile("[a-z0-9](?:[\\w.-]*\\w)?");

  @Override
  public Manifest manifest() {
    return PythonManifests.MANIFEST;
  }

  @Override
  public String packages() {
    return "pip";
  }

  @Override
  public Set<String> standardModules() {
    return STANDARD;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = imported.name().replaceAll("\\s", "");
    if (isGenerated(name, sources)) {
      return true;
    }
    return name.startsWith(".")
        ? resolvesRelative(name, sources)
        : STANDARD.contains(packageOf(imported)) || isInProject(name, sources);
  }

  private static boolean isGenerated(String name, SourceTree sources) {
    return GENERATED.matcher(name).matches()
        || (COMPILED.matcher(name).matches()
            && sources.paths().stream()
                .anyMatch(path -> COMPILED_SOURCE.matcher(path).matches()));
  }

  /** Resolves a relative import: each dot after the first is one folder up. */
  private static boolean resolvesRelative(String relative, SourceTree sources) {
    Optional<String> path = relativePath(relative, sources);
    return path.isPresent()
        && (relative.replace(".", "").isEmpty()
            || sources.paths().stream()
                .anyMatch(each -> each.equals(path.get() + ".py")
                    || each.equals(path.get() + ".pyi")
                    || each.startsWith(path.get() + "/")));
  }

  /** Returns whether the module exists in any folder: Python's search path is not known. */
  private static boolean isInProject(String module, SourceTree sources) {
    String path = "/" + module.replace('.', '/');
    return sources.paths().stream()
        .map(each -> "/" + each)
        .anyMatch(each -> each.endsWith(path + ".py")
            || each.endsWith(path + ".pyi")
            || (each.contains(path + "/") && each.endsWith(".py")));
  }

  /**
   * The search path is not known: a module is known if only one file of the project fits, and
   * its package is neither in Python nor in a manifest.
   */
  @Override
  public List<String> filesOf(String module, SourceTree sources) {
    if (module.startsWith(".")) {
      return relativePath(module, sources)
          .map(path -> files(path, false, sources))
          .orElse(List.of());
    }
    Import imported = new Import(module, "", 0);
    boolean isElsewhere = STANDARD.contains(packageOf(imported))
        || (!isAtTop(packageOf(imported), sources) && isDeclared(imported, sources));
    return isElsewhere ? List.of() : files(module.replace('.', '/'), true, sources);
  }

  /** Returns whether a package is the project's own, which its manifest names too. */
  private static boolean isAtTop(String root, SourceTree sources) {
    return Stream.of("", "src/")
        .flatMap(folder -> Stream.of(folder + root + ".py", folder + root + "/__init__.py"))
        .anyMatch(sources.paths()::contains);
  }

  private static List<String> files(String path, boolean anywhere, SourceTree sources) {
    List<String> found = Stream.of(".py", ".pyi", "/__init__.py", "/__init__.pyi")
        .map(ending -> path.isEmpty() ? ending.substring(1) : path + ending)
        .flatMap(end -> sources.paths().stream()
            .filter(each -> anywhere ? ("/" + each).endsWith("/" + end) : each.equals(end)))
        .toList();
    return found.size() == 1 ? found : List.of();
  }

  private static Optional<String> relativePath(String relative, SourceTree sources) {
    String module = relative.replaceFirst("^\\.+", "");
    String up = "../".repeat(relative.length() - module.length() - 1);
    return sources.resolveRelative(up + module.replace('.', '/'));
  }

  @Override
  public String submodule(String module, String name) {
    return module.endsWith(".") ? module + name : module + "." + name;
  }

  @Override
  public boolean hasSubmodule(String module, String name, SourceTree sources) {
    String whole = submodule(module, name);
    if (!whole.startsWith(".")) {
      return isInProject(whole, sources);
    }
    return relativePath(whole, sources)
        .filter(path -> sources.paths().stream()
            .anyMatch(each -> each.startsWith(path + ".") || each.startsWith(path + "/")))
        .isPresent();
  }

  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    return imported.name().startsWith(".")
        || (isInProject(packageOf(imported), sources) && !isDeclared(imported, sources));
  }

  @Override
  public String packageOf(Import imported) {
    return imported.root("\\.").strip();
  }

  @Override
  public boolean isDeclared(Import imported, SourceTree sources) {
    return declares(PythonManifests.text(sources), imported);
  }

  /** Several distributions may share a package: {@code google-auth} provides {@code google}. */
  @Override
  public boolean declares(String manifests, Import imported) {
    String name = normalize(packageOf(imported));
    Set<String> declared = BROUGHT.with(declaredNames(manifests));
    return declared.stream().anyMatch(each -> (each + "-").startsWith(name + "-"))
        || DISTRIBUTIONS.getOrDefault(name, List.of()).stream().anyMatch(declared::contains)
        || Stream.of("python-" + name, "py" + name, name + "-python", "django-" + name)
            .anyMatch(declared::contains)
        || declared.stream().anyMatch(each -> each.replace("-", "").equals(name.replace("-", "")));
  }

  /** Returns every word of the manifests: an extra name is better than a false alarm. */
  private static Set<String> declaredNames(String manifests) {
    return manifests
        .lines()
        .map(line -> line.replaceFirst("#.*", ""))
        .flatMap(line -> WORD.matcher(line).results().map(word -> normalize(word.group())))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String normalize(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
