package atelier.packages;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a manifest says something.
 *
 * @param file the file within the request's folder; empty for its first manifest
 * @param line counted from 1; 0 if it is not known
 * @param column counted from 1; 0 if it is not known
 */
record ManifestPosition(String file, int line, int column) {
  private static final ManifestPosition UNKNOWN = new ManifestPosition("", 0, 0);
  private static final Pattern LINE =
      Pattern.compile("(?:\\bline |\\.mod:)(\\d{1,6})(?:,? column (\\d{1,6}))?");
  private static final Pattern OFFSET = Pattern.compile("at position (\\d{1,9})");

  /**
   * Finds a name as the manifests write it, else the line that the tool itself says. Of a path with
   * slashes, a part that names a whole module counts.
   *
   * @param said what the tool printed about it
   */
  static ManifestPosition of(PackageRequest request, String name, String said) {
    String manifest = request.manifest().substring(request.folder().length());
    Map<String, String> others = new TreeMap<>(request.files());
    String first = others.getOrDefault(manifest, "");
    others.remove(manifest);
    Recipes.of(request.ecosystem()).ifPresent(row -> others.keySet().removeAll(row.locks()));
    String part = name;
    while (!part.isEmpty()) {
      int at = find(first, part);
      if (at >= 0) {
        return in("", first, at);
      }
      for (Map.Entry<String, String> other : others.entrySet()) {
        int place = find(other.getValue(), part);
        if (place >= 0) {
          return in(other.getKey(), other.getValue(), place);
        }
      }
      int slash = part.lastIndexOf('/');
      part = slash > part.indexOf('/') ? part.substring(0, slash) : "";
    }
    return said(first, said);
  }

  private static ManifestPosition said(String manifest, String said) {
    Matcher line = LINE.matcher(said);
    if (line.find()) {
      String column = line.group(2);
      return new ManifestPosition(
          "", Integer.parseInt(line.group(1)), column == null ? 0 : Integer.parseInt(column));
    }
    Matcher offset = OFFSET.matcher(said);
    return offset.find()
        ? in("", manifest, Math.min(manifest.length(), Integer.parseInt(offset.group(1))))
        : UNKNOWN;
  }

  private static ManifestPosition in(String file, String text, int at) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    return new ManifestPosition(file, line, at - text.lastIndexOf('\n', at - 1));
  }

  /** Where a text has a name that is not a part of a longer one; -1 if nowhere. */
  private static int find(String text, String name) {
    String folded = fold(text);
    String wanted = fold(name);
    for (int at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean starts = at == 0 || !isInName(folded.charAt(at - 1));
      if (starts && (end == folded.length() || !isInName(folded.charAt(end)))) {
        return at;
      }
    }
    return -1;
  }

  /** For registries a name is the same in capitals and with other separators. */
  private static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.toLowerCase(Locale.ROOT));
    for (int at = 0; at < folded.length(); at++) {
      if (folded.charAt(at) == '_' || folded.charAt(at) == '.') {
        folded.setCharAt(at, '-');
      }
    }
    return folded.toString();
  }

  private static boolean isInName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '/' || c == '@';
  }
}
