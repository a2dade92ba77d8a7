package atelier.language.imports;

import atelier.language.source.SourceTree;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Namespaces that C# uses: of .NET, the project, or packages that a project file references. */
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
  public boolean resolves(Import one, SourceTree sources) {
    return STANDARD.contains(one.root("\\."))
        || sources.isExtensionPending(".cs")
        || sources.textsWithExtension(".cs").anyMatch(text -> isPartOf(one.name(), text));
  }

  /** A namespace within, around or beside one that a file has; a type may follow it. */
  private static boolean isPartOf(String name, String text) {
    Matcher own = NAMESPACE.matcher(text);
    while (own.find()) {
      if ((own.group(1) + ".").startsWith(name + ".")
          || (name + ".").startsWith(own.group(1) + ".")) {
        return true;
      }
    }
    return Pattern.compile(
            "\\b(?:class|struct|enum|record|interface)\\s+" + Pattern.quote(name) + "\\b")
        .matcher(text)
        .find();
  }

  @Override
  public boolean belongsToProject(Import one, SourceTree sources) {
    Pattern root = Pattern.compile("\\bnamespace\\s+" + Pattern.quote(one.root("\\.")) + "\\b");
    return sources.textsWithExtension(".cs").anyMatch(text -> root.matcher(text).find());
  }

  @Override
  public boolean declares(String manifests, Import one) {
    return manifests.contains(one.root("\\.").toLowerCase(Locale.ROOT));
  }
}
