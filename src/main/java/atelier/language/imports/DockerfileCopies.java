package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.function.Predicate;

/** Resolves the files that a Dockerfile copies from its folder; images come from a registry. */
public final class DockerfileCopies implements FileReferences {
  private static final Pattern IMAGE =
      Pattern.compile("\\s*(?:ONBUILD\\s+)?FROM\\b.*", Pattern.CASE_INSENSITIVE);

  /** A URL, a variable, a pattern, or a folder that a build creates before the image. */
  private static final Pattern ELSEWHERE = Pattern.compile("\\w+://.*|git@.*|.*[$*?\\[\\\\].*"
      + "|(?:\\./)?(?:dist|build|out|target|bin|vendor|node_modules)(?:/.*)?");

  private final Predicate<String> isCode;

  public DockerfileCopies(Predicate<String> isCode) {
    this.isCode = isCode;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String path = Pattern.of("^(?:\\./|/)+").replaceFirst(imported.name(), "");
    return IMAGE.matcher(imported.before()).matches()
        || ELSEWHERE.matcher(path).matches()
        || (path.endsWith("/") ? hasFolder(path, sources) : hasFile(path, sources));
  }

  /** A path that is not code may be a folder or built. */
  private boolean hasFile(String path, SourceTree sources) {
    return !isCode.test(path) || sources.hasPathEndingIn(path);
  }

  private static boolean hasFolder(String path, SourceTree sources) {
    return sources.paths().stream().anyMatch(each -> ("/" + each).contains("/" + path));
  }
}
