package atelier.language;

import java.util.regex.Pattern;

/** Scripts and styles that a page or a style sheet takes by a relative path. */
final class PageLinks implements Ecosystem {
  /** An address, a place that only a server knows, something that is filled in, or is built. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\w+:.*|/.*|#.*|.*(?:\\{\\{|\\{%|<%|\\$|\\{).*"
          + "|(?:\\./)?(?:dist|build|out|vendor|node_modules)/.*");

  @Override
  public Manifest manifest() {
    return Manifest.NONE;
  }

  @Override
  public boolean isThere(Import one, Sources sources) {
    String name = one.name().replaceFirst("[?#].*", "");
    return name.isEmpty()
        || ELSEWHERE.matcher(name).matches()
        || sources.hasPathTo(Sources.fileNameOf(name));
  }

  @Override
  public boolean isOwn(Import one, Sources sources) {
    return true;
  }

  @Override
  public boolean declares(String manifests, Import one) {
    return false;
  }
}
