package atelier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of docs/style.md that a machine can check. */
final class StyleTest {
  private static final int MAX_FILE_LINES = 250;
  private static final int MAX_METHOD_LINES = 40;
  private static final int MAX_LINE_CHARS = 100;
  private static final Pattern METHOD =
      Pattern.compile("^  (?!  )[^=;]*\\([^;]*\\)?.*\\{$|^  [a-zA-Z@<].*\\($");
  private static final Pattern MARK = Pattern.compile("(//|\\*) ?(TODO|FIXME|XXX|HACK)\\b");

  private static final String DASHBOARD = "src/main/resources/web/dashboard";
  private static final Pattern MODULE_IMPORT = Pattern.compile("\\bfrom \"(\\.[^\"]+)\"");

  /** For each folder of the dashboard, the folders whose modules it may import. */
  private static final Map<String, Set<String>> IMPORTED_FOLDERS = Map.of(
      "data", Set.of("data"),
      "parts", Set.of("data", "parts", "vendor"),
      "views", Set.of("data", "parts", "views", "vendor"),
      "", Set.of("data", "parts", "views", "vendor"));

  private static List<Path> sources(String... roots) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        all.addAll(files
            .filter(path -> path.toString().matches(".*\\.(java|rs|js|css|html)"))
            .filter(path -> !path.startsWith("scanner/target"))
            .toList());
      }
    }
    return all;
  }

  @Test
  void filesAreShort() throws IOException {
    for (Path file : sources(
        "src/main/java",
        DASHBOARD,
        "scanner/src",
        "scanner/prober/src",
        "scanner/launcher/src",
        "scanner/bridge/src")) {
      assertThat(Files.readAllLines(file))
          .as(file.toString())
          .hasSizeLessThanOrEqualTo(MAX_FILE_LINES);
    }
  }

  @Test
  void linesAreShort() throws IOException {
    for (Path file : sources(
        "src", "scanner/src", "scanner/prober/src", "scanner/launcher/src", "scanner/bridge/src")) {
      List<String> longer = Files.readAllLines(file).stream()
          .filter(line -> line.codePointCount(0, line.length()) > MAX_LINE_CHARS)
          .toList();
      assertThat(longer).as(file.toString()).isEmpty();
    }
  }

  @Test
  void methodsAreShort() throws IOException {
    for (Path file : sources("src/main/java")) {
      int begun = 0;
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (METHOD.matcher(line).matches()) {
          begun = number;
        } else if (line.equals("  }") && begun > 0) {
          assertThat(number - begun).as("%s:%d", file, begun).isLessThan(MAX_METHOD_LINES);
          begun = 0;
        }
      }
    }
  }

  @Test
  void theDashboardMakesNoHtmlOfText() throws IOException {
    for (Path file : sources(DASHBOARD)) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern("(inner|outer)HTML|insertAdjacentHTML|document\\.write|unsafe")
          .doesNotContainPattern(" (style|on[a-z]+)=\"");
    }
  }

  @Test
  void dashboardFoldersImportInOneDirection() throws IOException {
    dashboardImports()
        .forEach((module, imports) -> assertThat(imports)
            .as(module)
            .allMatch(name -> IMPORTED_FOLDERS.get(folder(module)).contains(folder(name))));
  }

  @Test
  void dashboardModulesHaveNoImportCycles() throws IOException {
    Map<String, Set<String>> modules = dashboardImports();
    boolean removed = true;
    while (removed) {
      removed = modules.values().removeIf(names -> names.stream().noneMatch(modules::containsKey));
    }

    assertThat(modules).isEmpty();
  }

  @Test
  void dashboardFilesAreListed() throws IOException {
    Path root = Path.of(DASHBOARD);
    try (Stream<Path> files = Files.walk(root);
        Stream<String> listed = Files.lines(root.resolve("assets.txt"))) {
      assertThat(listed.filter(name -> !name.startsWith("vendor/")))
          .containsExactlyInAnyOrderElementsOf(files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(name -> !name.equals("assets.txt"))
              .toList());
    }
  }

  /** The modules of the dashboard, each with the modules that it imports. */
  private static Map<String, Set<String>> dashboardImports() throws IOException {
    Path root = Path.of(DASHBOARD);
    Map<String, Set<String>> modules = new HashMap<>();
    for (Path file : sources(DASHBOARD)) {
      if (file.toString().endsWith(".js")) {
        Set<String> imports = MODULE_IMPORT
            .matcher(Files.readString(file))
            .results()
            .map(match -> file.resolveSibling(match.group(1)).normalize())
            .map(imported -> root.relativize(imported).toString())
            .collect(Collectors.toSet());
        modules.put(root.relativize(file).toString(), imports);
      }
    }
    return modules;
  }

  private static String folder(String module) {
    return module.contains("/") ? module.substring(0, module.indexOf('/')) : "";
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    for (Path file : sources(
        "src/main/java", DASHBOARD, "scanner/src", "scanner/prober/src", "scanner/launcher/src")) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(MARK);
    }
  }

  @Test
  void scriptsSayInALineWhatTheyAreFor() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("scripts"))) {
      for (Path script : scripts.filter(Files::isRegularFile).toList()) {
        List<String> lines = Files.readAllLines(script);
        assertThat(lines.get(0)).isEqualTo("#!/usr/bin/env bash");
        assertThat(lines.get(1)).as(script.toString()).startsWith("# ").endsWith(".");
        assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
      }
    }
  }
}
