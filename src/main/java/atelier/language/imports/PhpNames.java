package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.Locale;

/** Resolves names of PHP: built in (no namespace), project, or package of composer.json. */
public final class PhpNames implements Ecosystem {
  private static final Manifest MANIFEST =
      new Manifest("PHP", "composer.json", "(?:.*/)?composer\\.json");
  private static final Pattern OWN_NAME = Pattern.compile("\"name\"\\s*:\\s*\"[^\"]*\"");

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = withoutLeadingBackslash(imported);
    if (!name.contains("\\") || sources.isExtensionPending(".php")) {
      return true;
    }
    String last = name.substring(name.lastIndexOf('\\') + 1);
    Pattern definition = Pattern.compile("\\b(?:class|interface|trait|enum|function|const)\\s+"
        + Pattern.quote(last) + "\\b" + "|\\bnamespace\\s+" + Pattern.quote(name) + "\\s*[;{\\\\]");
    return hasNamespace(root(name), sources)
        && sources
            .textsWithExtension(".php")
            .anyMatch(text -> definition.matcher(text).find());
  }

  private static String withoutLeadingBackslash(Import imported) {
    return imported.name().replaceFirst("^\\\\", "");
  }

  private static String root(String name) {
    return name.split("\\\\", 2)[0];
  }

  private static boolean hasNamespace(String name, SourceTree sources) {
    Pattern own = Pattern.compile("\\bnamespace\\s+" + Pattern.quote(name) + "\\b");
    return sources.textsWithExtension(".php").anyMatch(text -> own.matcher(text).find());
  }

  /** Returns whether the project has its namespace and declares no package of the same vendor. */
  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    String name = withoutLeadingBackslash(imported);
    return hasNamespace(name.substring(0, Math.max(0, name.lastIndexOf('\\'))), sources)
        && sources
            .textsWithExtension("composer.json")
            .noneMatch(text -> declares(text.toLowerCase(Locale.ROOT), imported));
  }

  /** A vendor's namespace and package have the same name, except for dashes. */
  @Override
  public boolean declares(String manifests, Import imported) {
    String vendor = root(withoutLeadingBackslash(imported));
    String others = OWN_NAME.matcher(manifests).replaceAll("").replaceAll("[-_]", "");
    return others.contains("\"" + vendor.toLowerCase(Locale.ROOT))
        || (vendor.equals("Illuminate") && others.contains("\"laravel/"));
  }
}
