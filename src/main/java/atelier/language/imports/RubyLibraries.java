package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.Locale;
import java.util.Set;

/** Resolves what Ruby requires: standard library, file of the project, or gem in a Gemfile. */
public final class RubyLibraries implements Ecosystem {
  private static final Manifest MANIFEST =
      new Manifest("Ruby", "Gemfile", "(?:.*/)?(?:Gemfile|gems\\.rb|.*\\.gemspec)");
  private static final Set<String> STANDARD = Set.copyOf(ResourceFiles.lines("ruby-libraries.txt"));

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
    String name = imported.name().replaceFirst("\\.rb$", "");
    String bare = Pattern.of("^(?:\\.\\.?/)+").replaceFirst(name, "");
    return name.contains("#{")
        || sources.hasRelative(name + ".rb")
        || (!belongsToProject(imported, sources)
            && (STANDARD.contains(imported.root("/")) || sources.hasPathEndingIn(bare + ".rb")));
  }

  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    return imported.before().contains("require_relative") || imported.name().startsWith(".");
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    String root = normalize(imported.root("/"));
    return normalize(manifests).contains(root)
        || (root.matches("(?:active|action|rails).*") && manifests.contains("rails"));
  }

  /** Removes dashes and underscores, which gems use inconsistently. */
  private static String normalize(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
