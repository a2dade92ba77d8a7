package atelier.sandbox;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;

/** Reads which versions of toolchains the files of a project ask for. */
final class PinnedVersions {
  private static final int MAX_FILE_CHARACTERS = 64 << 10;

  /** The tool that a name in the files of several version managers stands for. */
  private static final Map<String, String> TOOLS = Map.of(
      "node", "node",
      "nodejs", "node",
      "python", "python3",
      "go", "go",
      "golang", "go",
      "rust", "rustc",
      "java", "java",
      "maven", "mvn",
      "gradle", "gradle");

  private static final Pattern GO_LINE = Pattern.compile("(?m)^go[ \\t]+([0-9][0-9.]*)");
  private static final Pattern GO_TOOLCHAIN =
      Pattern.compile("(?m)^toolchain[ \\t]+go([0-9][0-9.]*)");
  private static final Pattern CHANNEL =
      Pattern.compile("(?m)^[ \\t]*channel[ \\t]*=[ \\t]*\"([^\"\\n]{1,40})\"");

  /** A name and a version, divided by a space or an equals sign, with quotes or without. */
  private static final Pattern NAMED =
      Pattern.compile("(?m)^[ \\t]*([a-z]{1,20})[ \\t]*[= \\t][ \\t]*\"?([^\"\\s#]{1,40})");

  /** The files that are read, each with how; of two for one tool the first counts. */
  private static final Map<String, Function<String, List<Pin>>> FILES = files();

  private PinnedVersions() {}

  /**
   * What a file asks for.
   *
   * @param tool the executable
   * @param wanted the version as the file writes it
   * @param file the file's name
   */
  record Pin(String tool, String wanted, VersionRange range, String file) {
    private Pin in(String name) {
      return new Pin(tool, wanted, range, name);
    }
  }

  private static Map<String, Function<String, List<Pin>>> files() {
    Map<String, Function<String, List<Pin>>> files = new LinkedHashMap<>();
    files.put(".nvmrc", text -> pin("node", text));
    files.put(".node-version", text -> pin("node", text));
    files.put(".python-version", text -> pin("python3", text));
    files.put("rust-toolchain.toml", text -> pin("rustc", group(CHANNEL, text)));
    files.put(
        "rust-toolchain",
        text -> pin("rustc", group(CHANNEL, text).isEmpty() ? text : group(CHANNEL, text)));
    files.put(".sdkmanrc", PinnedVersions::named);
    files.put(".tool-versions", PinnedVersions::named);
    files.put("mise.toml", PinnedVersions::named);
    files.put(".mise.toml", PinnedVersions::named);
    files.put("go.mod", PinnedVersions::goModule);
    files.put("package.json", PinnedVersions::nodePackage);
    return files;
  }

  /**
   * Returns what files in the project's own folder ask for, one version for each tool. What is no
   * number, such as {@code lts/*} or {@code stable}, asks for nothing.
   */
  static List<Pin> of(Map<String, String> project) {
    Map<String, Pin> byTool = new LinkedHashMap<>();
    FILES.forEach((name, read) -> {
      String text = project.getOrDefault(name, "");
      if (!text.isEmpty() && text.length() <= MAX_FILE_CHARACTERS) {
        read.apply(text).forEach(pin -> byTool.putIfAbsent(pin.tool(), pin.in(name)));
      }
    });
    return List.copyOf(byTool.values());
  }

  /** Returns those files of a project that are read here. */
  static Map<String, String> files(Map<String, String> project) {
    Map<String, String> files = new HashMap<>(project);
    files.keySet().retainAll(FILES.keySet());
    return files;
  }

  private static List<Pin> pin(String tool, String text) {
    String wanted = text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
    return pin(tool, wanted, wanted.isEmpty() ? Optional.empty() : VersionRange.parse(wanted));
  }

  private static List<Pin> pin(String tool, String wanted, Optional<VersionRange> range) {
    return range.map(it -> new Pin(tool, wanted, it, "")).stream().toList();
  }

  private static List<Pin> named(String text) {
    List<Pin> pins = new ArrayList<>();
    for (MatchResult match : NAMED.matcher(text).results().toList()) {
      String tool = TOOLS.get(match.group(1));
      if (tool != null) {
        pins.addAll(pin(tool, match.group(2)));
      }
    }
    return pins;
  }

  private static List<Pin> goModule(String text) {
    String line = group(GO_LINE, text);
    String wanted = group(GO_TOOLCHAIN, text).isEmpty() ? line : group(GO_TOOLCHAIN, text);
    return pin("go", wanted, wanted.isEmpty() ? Optional.empty() : VersionRange.atLeast(wanted));
  }

  private static List<Pin> nodePackage(String text) {
    try {
      JsonObject engines = new JsonObject(text).getJsonObject("engines");
      return engines == null ? List.of() : pin("node", engines.getString("node", ""));
    } catch (DecodeException | ClassCastException unreadable) {
      return List.of();
    }
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
