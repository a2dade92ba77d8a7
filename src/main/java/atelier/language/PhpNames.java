package atelier.language;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names that PHP uses: its own have no namespace, others are the project's or of composer.json. */
final class PhpNames implements Ecosystem {
  private static final String MANIFEST = "composer.json";

  @Override
  public String title() {
    return "PHP";
  }

  @Override
  public String manifest() {
    return MANIFEST;
  }

  @Override
  public boolean isManifest(String path) {
    return Sources.fileNameOf(path).equals(MANIFEST);
  }

  @Override
  public boolean isThere(Import one, Sources sources) {
    String name = one.name().replaceFirst("^\\\\", "");
    if (!name.contains("\\") || sources.awaitsEnding(".php")) {
      return true;
    }
    String last = name.substring(name.lastIndexOf('\\') + 1);
    Pattern made = Pattern.compile("\\b(?:class|interface|trait|enum|function|const)\\s+" + last
        + "\\b" + "|\\bnamespace\\s+" + Pattern.quote(name) + "\\s*[;{\\\\]");
    return isOwn(one, sources)
        && sources.texts(".php").anyMatch(text -> made.matcher(text).find());
  }

  @Override
  public boolean isOwn(Import one, Sources sources) {
    Pattern own = Pattern.compile(
        "\\bnamespace\\s+" + one.name().replaceFirst("^\\\\", "").split("\\\\", 2)[0] + "\\b");
    return sources.texts(".php").anyMatch(text -> own.matcher(text).find());
  }

  /** A vendor's namespace and its package are called alike, but for dashes. */
  @Override
  public boolean declares(String manifests, Import one) {
    String vendor = one.name().replaceFirst("^\\\\", "").split("\\\\", 2)[0];
    return manifests.replaceAll("[-_]", "").contains(vendor.toLowerCase(Locale.ROOT))
        || (vendor.equals("Illuminate") && manifests.contains("laravel/"));
  }
}
