package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.Locale;
import java.util.Set;

/** Resolves namespaces of C#: .NET, project, or a package that a project file references. */
public final class CsharpNamespaces implements Ecosystem {
  private static final Manifest MANIFEST = new Manifest(
      ".NET", "the .csproj file", ".*\\.(?:csproj|props|targets)|(?:.*/)?packages\\.config");
  private static final Set<String> STANDARD = Set.of("System", "Microsoft", "Windows", "Internal");
  private static final Pattern NAMESPACE = Pattern.compile("\\bnamespace\\s+([\\w.]+)");

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    return STANDARD.contains(imported.root("\\."))
        || sources.isExtensionPending(".cs")
        || sources.textsWithExtension(".cs").anyMatch(text -> isPartOf(imported.name(), text));
  }

  /** Returns whether a file declares the namespace, one in or around it, or a type of that name. */
  private static boolean isPartOf(String name, String text) {
    Matcher namespace = NAMESPACE.matcher(text);
    while (namespace.find()) {
      if ((namespace.group(1) + ".").startsWith(name + ".")
          || (name + ".").startsWith(namespace.group(1) + ".")) {
        return true;
      }
    }
    return Pattern.compile(
            "\\b(?:class|struct|enum|record|interface)\\s+" + Pattern.quote(name) + "\\b")
        .matcher(text)
        .find();
  }

  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    Pattern root =
        Pattern.compile("\\bnamespace\\s+" + Pattern.quote(imported.root("\\.")) + "\\b");
    return sources.textsWithExtension(".cs").anyMatch(text -> root.matcher(text).find());
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    return manifests.contains(imported.root("\\.").toLowerCase(Locale.ROOT));
  }
}
