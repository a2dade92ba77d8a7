package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.function.Predicate;

/** Resolves the scripts, styles and pages to which HTML and CSS link by a relative path. */
public final class PageLinks implements FileReferences {
  /** A URL, an absolute path, a template's placeholder, or a file that a build creates. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\w+:.*|/.*|#.*|.*(?:\\{\\{|\\{%|<%|\\$|\\{|%\\d).*"
          + "|(?:.*/)?(?:dist|build|out|vendor|node_modules|bower_components)/.*");

  private final Predicate<String> isCode;

  public PageLinks(Predicate<String> isCode) {
    this.isCode = isCode;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = imported.name().strip().replaceFirst("[?#].*", "");
    // A file that is not code, such as an image, is not written by the studio.
    return !isCode.test(name)
        || ELSEWHERE.matcher(name).matches()
        || sources.hasPathEndingIn(SourceTree.fileNameOf(name));
  }
}
