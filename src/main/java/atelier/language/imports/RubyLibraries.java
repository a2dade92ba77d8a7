package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;

import java.util.Locale;
import java.util.Set;

/** What Ruby requires: its library, files of the project, or gems that a Gemfile names. */
public final class RubyLibraries implements Ecosystem {
  private static final Manifest MANIFEST =
      new Manifest("Ruby", "Gemfile", "(?:.*/)?(?:Gemfile|gems\\.rb|.*\\.gemspec)");
  private static final Set<String> STANDARD = Set.copyOf(ResourceFiles.lines("ruby-libraries.txt"));

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public boolean resolves(Import one, SourceTree sources) {
    String name = one.name().replaceFirst("\\.rb$", "");
    String bare = name.replaceFirst("^(?:\\.\\.?/)+", "");
    return name.contains("#{")
        || sources.hasRelative(name + ".rb")
        || (!belongsToProject(one, sources)
            && (STANDARD.contains(one.root("/")) || sources.hasPathEndingIn(bare + ".rb")));
  }

  @Override
  public boolean belongsToProject(Import one, SourceTree sources) {
    return one.before().contains("require_relative") || one.name().startsWith(".");
  }

  @Override
  public boolean declares(String manifests, Import one) {
    String root = normalize(one.root("/"));
    return normalize(manifests).contains(root)
        || (root.matches("(?:active|action|rails).*") && manifests.contains("rails"));
  }

  /** Gems are named with dashes and underscores as their authors like. */
  private static String normalize(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
