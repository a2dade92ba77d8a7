package atelier.packages;

import atelier.event.InstalledPackage;
import atelier.event.VisibleText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which packages the scripts of a {@link Recipe} found, from lines of the form {@code
 * NAME@VERSION TAB direct|brought TAB BYTES TAB LICENCE}, whose last parts may be missing. The
 * texts come from packages: what is too long or invisible is not kept. Pure.
 */
final class PackageInventory {
  /** The most packages that are listed: the list is part of an event. */
  static final int MAX_PACKAGES = 2_000;

  static final int MAX_NAME_CHARS = 214;
  static final int MAX_VERSION_CHARS = 100;
  static final int MAX_LICENSE_CHARS = 100;

  private PackageInventory() {}

  /** The packages of these lines, those that the project declares first, then by name. */
  static List<InstalledPackage> of(List<String> lines) {
    Map<String, InstalledPackage> packages = new LinkedHashMap<>();
    lines.forEach(line -> read(line)
        .ifPresent(each ->
            packages.merge(each.name() + "@" + each.version(), each, PackageInventory::merge)));
    return packages.values().stream()
        .sorted(Comparator.comparing((InstalledPackage each) -> !each.direct())
            .thenComparing(InstalledPackage::name)
            .thenComparing(InstalledPackage::version))
        .limit(MAX_PACKAGES)
        .toList();
  }

  /** How many packages the lines name, listed or not. */
  static int count(List<String> lines) {
    return (int) lines.stream().map(line -> line.split("\t", 2)[0]).distinct().count();
  }

  private static Optional<InstalledPackage> read(String line) {
    String[] parts = line.split("\t", 4);
    int at = parts[0].lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    String name = parts[0].substring(0, at);
    String version = parts[0].substring(at + 1);
    return isWord(name, MAX_NAME_CHARS) && isWord(version, MAX_VERSION_CHARS)
        ? Optional.of(new InstalledPackage(
            name,
            version,
            parts.length > 3 ? license(parts[3]) : "",
            parts.length > 2 ? bytes(parts[2]) : 0,
            parts.length > 1 && parts[1].equals("direct")))
        : Optional.empty();
  }

  /** No name of a package has a space, and nobody could compare one that is not shown. */
  private static boolean isWord(String text, int maxChars) {
    return !text.isEmpty()
        && text.length() <= maxChars
        && text.codePoints()
            .noneMatch(each -> Character.isWhitespace(each) || VisibleText.isInvisible(each));
  }

  private static String license(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .filter(each -> !VisibleText.isInvisible(each))
        .forEach(visible::appendCodePoint);
    String line = visible.toString().strip();
    return line.codePointCount(0, line.length()) <= MAX_LICENSE_CHARS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_LICENSE_CHARS)) + "…";
  }

  private static long bytes(String digits) {
    boolean isNumber = !digits.isEmpty()
        && digits.length() <= 15
        && digits.chars().allMatch(each -> each >= '0' && each <= '9');
    return isNumber ? Long.parseLong(digits) : 0;
  }

  /** One package can be installed in several folders. */
  private static InstalledPackage merge(InstalledPackage one, InstalledPackage other) {
    return new InstalledPackage(
        one.name(),
        one.version(),
        one.license().isEmpty() ? other.license() : one.license(),
        one.bytes() + other.bytes(),
        one.direct() || other.direct());
  }
}
