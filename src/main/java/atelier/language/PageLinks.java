package atelier.language;

import java.util.regex.Pattern;

/** Scripts, styles and pages that a page or a style sheet names by a relative path. */
final class PageLinks implements FileReferences {
  /** An address, a place that only a server knows, something that is filled in, or is built. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\w+:.*|/.*|#.*|.*(?:\\{\\{|\\{%|<%|\\$|\\{|%\\d).*"
          + "|(?:.*/)?(?:dist|build|out|vendor|node_modules|bower_components)/.*");

  @Override
  public boolean resolves(Import one, SourceTree sources) {
    String name = one.name().strip().replaceFirst("[?#].*", "");
    // What is written in no language, such as an image, comes from outside of the studio.
    return Language.of(name).isEmpty()
        || ELSEWHERE.matcher(name).matches()
        || sources.hasPathEndingIn(SourceTree.fileNameOf(name));
  }
}
