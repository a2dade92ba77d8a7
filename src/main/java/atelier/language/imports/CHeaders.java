package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves headers of C and C++: system, project, or a library that the build file names. */
public final class CHeaders implements Ecosystem {
  private static final Set<String> SYSTEM = Set.copyOf(ResourceFiles.lines("c-headers.txt"));
  private static final Pattern SYSTEM_FOLDER =
      Pattern.compile("(?:sys|linux|asm|bits|ext|experimental|tr1|mach|machine)/.*");
  /** The header of a runtime that an extension is written for; others come with it. */
  private static final Pattern EXTENSION =
      Pattern.compile("#\\s*include\\s*[<\"](?:Python|ruby|lua|php|node_api|napi|jni|R)\\.h[>\"]");

  private static final Manifest MANIFEST = new Manifest(
      "C",
      "CMakeLists.txt or Makefile",
      "(?:.*/)?(?:CMakeLists\\.txt|.*\\.cmake|(?:GNUm|[Mm])akefile.*|.*\\.mk|meson\\.build"
          + "|conanfile\\.(?:txt|py)|vcpkg\\.json|configure\\.ac|.*\\.pro)");

  /** The linker flags of libraries whose name is not part of the header's name. */
  private static final Map<String, String> LINKER_FLAGS = Map.of("zlib", "-lz", "bzlib", "-lbz2");

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = imported.name();
    return SYSTEM.contains(name)
        || SYSTEM_FOLDER.matcher(name).matches()
        || !name.matches("[\\w./+-]+")
        || isConditional(imported.line(), sources.text())
        || EXTENSION.matcher(sources.text()).find()
        || sources.hasPathEndingIn(withoutParents(name));
  }

  /** Returns whether a line depends on an {@code #if}, other than the include guard of a header. */
  private static boolean isConditional(int line, String text) {
    List<String> directives = text.lines()
        .limit(line)
        .map(each -> each.strip().replaceFirst("^#\\s+", "#"))
        .filter(each -> each.matches("#(?:if|endif).*"))
        .toList();
    boolean guarded = !directives.isEmpty() && directives.get(0).startsWith("#ifndef");
    long depth = directives.stream().filter(each -> each.startsWith("#if")).count()
        - directives.stream().filter(each -> each.startsWith("#endif")).count();
    return depth > (guarded ? 1 : 0);
  }

  private static String withoutParents(String name) {
    return Pattern.of("^(?:\\.\\.?/)+").replaceFirst(name, "");
  }

  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    return imported.before().endsWith("\"") && !isDeclared(imported, sources);
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    return Stream.of(imported.name().toLowerCase(Locale.ROOT).split("[/._-]", -1))
        .filter(word -> !word.matches("h|hh|hpp|hxx|lib|include"))
        .anyMatch(word -> manifests.contains(LINKER_FLAGS.getOrDefault(word, word)));
  }
}
