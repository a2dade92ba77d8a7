package atelier.sbom;

import atelier.event.InstalledPackage;
import atelier.pattern.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The address of a package in its ecosystem, such as {@code pkg:npm/%40types/node@20.1.0} (package
 * URL, ECMA-427). Pure.
 *
 * @param group the part of the name before the last slash, or of a Maven artifact its group; empty
 *     if it has none
 */
record PackageUrl(String type, String group, String name, String version) {
  private static final Pattern RUN = Pattern.compile("[-_.]+");

  /** The address of an installed package; empty for an ecosystem without such addresses. */
  static Optional<PackageUrl> of(String ecosystem, InstalledPackage installed) {
    return any(ecosystem, installed).filter(url -> !url.name().isEmpty());
  }

  private static Optional<PackageUrl> any(String ecosystem, InstalledPackage installed) {
    String name = installed.name();
    String version = installed.version();
    return switch (ecosystem) {
      case "npm" -> Optional.of(split("npm", name, '/', version));
      case "pip" ->
        Optional.of(new PackageUrl(
            "pypi", "", RUN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-"), version));
      case "cargo" -> Optional.of(new PackageUrl("cargo", "", name, version));
      case "go" -> Optional.of(split("golang", name.toLowerCase(Locale.ROOT), '/', version));
      case "maven", "gradle" -> Optional.of(split("maven", name, ':', version));
      default -> Optional.empty();
    };
  }

  private static PackageUrl split(String type, String name, char separator, String version) {
    int at = name.lastIndexOf(separator);
    return new PackageUrl(
        type, at < 0 ? "" : name.substring(0, at), name.substring(at + 1), version);
  }

  /** Writes it in its canonical form. */
  @Override
  public String toString() {
    String path = group.isEmpty() ? name : group + "/" + name;
    return "pkg:" + type + "/"
        + Arrays.stream(path.split("/")).map(PackageUrl::encode).collect(Collectors.joining("/"))
        + "@" + encode(version);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      boolean isPlain = character < 0x80
          && (Character.isLetterOrDigit(character) || ".-_~:".indexOf(character) >= 0);
      encoded.append(
          isPlain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", octet));
    }
    return encoded.toString();
  }
}
