package atelier.language;

import java.util.regex.Pattern;

/** Files that a Dockerfile copies from beside it; images come from a registry. */
final class DockerfileCopies implements FileReferences {
  private static final Pattern IMAGE =
      Pattern.compile("\\s*(?:ONBUILD\\s+)?FROM\\b.*", Pattern.CASE_INSENSITIVE);

  /** An address, what is filled in or matched, or what is built before an image is. */
  private static final Pattern ELSEWHERE = Pattern.compile("\\w+://.*|git@.*|.*[$*?\\[\\\\].*"
      + "|(?:\\./)?(?:dist|build|out|target|bin|vendor|node_modules)(?:/.*)?");

  @Override
  public boolean resolves(Import one, SourceTree sources) {
    String path = one.name().replaceFirst("^(?:\\./|/)+", "");
    return IMAGE.matcher(one.before()).matches()
        || ELSEWHERE.matcher(path).matches()
        || (path.endsWith("/") ? hasFolder(path, sources) : hasFile(path, sources));
  }

  /** What is written in no language may be a folder, or built. */
  private static boolean hasFile(String path, SourceTree sources) {
    return Language.of(path).isEmpty() || sources.hasPathEndingIn(path);
  }

  private static boolean hasFolder(String path, SourceTree sources) {
    return sources.paths().stream().anyMatch(each -> ("/" + each).contains("/" + path));
  }
}
