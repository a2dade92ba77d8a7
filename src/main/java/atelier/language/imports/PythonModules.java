package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Python's modules: of its standard library, the project, or what its manifests declare. */
public final class PythonModules implements Ecosystem {
  private static final Set<String> STANDARD =
      Set.copyOf(ResourceFiles.lines("python-standard-library.txt"));

  /** Names of distributions by the name of the module where the two differ, both in lower case. */
  private static final Map<String, List<String>> DISTRIBUTIONS =
      ResourceFiles.lines("python-distributions.txt").stream()
          .map(line -> List.of(line.split(" ", -1)))
          .collect(Collectors.toMap(each -> each.get(0), each -> each.subList(1, each.size())));

  private static final Manifest MANIFEST = new Manifest(
      "Python",
      "requirements.txt",
      "(?:.*/)?(?:[\\w.-]*requirements[\\w.-]*\\.txt|requirements/[\\w.-]+\\.txt"
          + "|pyproject\\.toml|setup\\.(?:py|cfg)|Pipfile)");
  private static final Pattern WORD = Pattern.compile("[a-z0-9](?:[\\w.-]*\\w)?");

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public boolean resolves(Import one, SourceTree sources) {
    String name = one.name().replaceAll("\\s", "");
    return name.startsWith(".")
        ? resolvesRelative(name, sources)
        : STANDARD.contains(packageOf(one)) || isInProject(name, sources);
  }

  /** Each dot but the first is a folder up. */
  private static boolean resolvesRelative(String relative, SourceTree sources) {
    String module = relative.replaceFirst("^\\.+", "");
    String up = "../".repeat(relative.length() - module.length() - 1);
    Optional<String> path = sources.resolveRelative(up + module.replace('.', '/'));
    return path.isPresent()
        && (module.isEmpty()
            || sources.paths().stream()
                .anyMatch(each -> each.equals(path.get() + ".py")
                    || each.equals(path.get() + ".pyi")
                    || each.startsWith(path.get() + "/")));
  }

  /** Whether a module or a folder of that name lies anywhere: where Python looks is not known. */
  private static boolean isInProject(String module, SourceTree sources) {
    String path = "/" + module.replace('.', '/');
    return sources.paths().stream()
        .map(each -> "/" + each)
        .anyMatch(each -> each.endsWith(path + ".py")
            || each.endsWith(path + ".pyi")
            || (each.contains(path + "/") && each.endsWith(".py")));
  }

  @Override
  public boolean belongsToProject(Import one, SourceTree sources) {
    return one.name().startsWith(".")
        || (isInProject(packageOf(one), sources) && !isDeclared(one, sources));
  }

  @Override
  public String packageOf(Import one) {
    return one.root("\\.").strip();
  }

  /** Several distributions may share a package: {@code google-auth} brings {@code google}. */
  @Override
  public boolean declares(String manifests, Import one) {
    String name = normalize(packageOf(one));
    Set<String> declared = declaredNames(manifests);
    return declared.stream().anyMatch(each -> (each + "-").startsWith(name + "-"))
        || DISTRIBUTIONS.getOrDefault(name, List.of()).stream().anyMatch(declared::contains)
        || Stream.of("python-" + name, "py" + name, name + "-python", "django-" + name)
            .anyMatch(declared::contains);
  }

  /** Every word of the manifests: a name too many costs less than a false alarm. */
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
