package atelier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All attacks: the files in {@code src/test/resources/attacks}, and those that are too long to be
 * files. In the texts, {@code @CANARY@} stands for a folder outside of the data folder,
 * {@code @API@} for the node's port, {@code @PORT@} for a free port, {@code @ID@} for the soak and
 * {@code @PROJECT@} for the project.
 */
final class AttackCatalogue {
  private static final Path FOLDER = Path.of("src/test/resources/attacks");
  private static final int MEBIBYTE = 1 << 20;

  private AttackCatalogue() {}

  /** All attacks in the order of their names. */
  static List<Attack> all() throws IOException {
    List<Attack> all = new ArrayList<>(generated());
    all.addAll(refusedPlans());
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        all.add(read(file));
      }
    }
    all.sort(Comparator.comparing(Attack::name));
    return all;
  }

  private static Attack read(Path file) throws IOException {
    String path = file.getFileName().toString().replaceAll("\\.txt$", "");
    String name = path.toLowerCase(Locale.ROOT).replace('.', '-');
    String content = Files.readString(file);
    return path.endsWith(".py") || path.endsWith(".sh")
        ? Attack.program(name, "attack" + path.substring(path.lastIndexOf('.')), content)
        : Attack.source(name, path, content);
  }

  private static List<Attack> generated() {
    return List.of(
        Attack.source("nested-not", "a.py", "x = " + "not ".repeat(150_000) + "1\n"),
        Attack.source("nested-calls", "a.py", "add_argument(".repeat(40_000) + "\n"),
        Attack.source("nested-json", "a.json", "[".repeat(200_000)),
        Attack.source("nested-yaml", "a.yaml", "- ".repeat(100_000) + "x\n"),
        Attack.source("nested-toml", "a.toml", "a.".repeat(100_000) + "b = 1\n"),
        Attack.source("nested-js", "a.js", "`${".repeat(50_000) + "\n"),
        Attack.source("nested-c", "a.c", "int x = " + "(".repeat(100_000) + "1\n"),
        Attack.source("nested-go", "a.go", "package main\nvar x = " + "[]".repeat(50_000) + "\n"),
        Attack.source("nested-css", "a.css", "a{".repeat(50_000)),
        Attack.source("nested-md", "a.md", "> ".repeat(50_000) + "*_".repeat(50_000)),
        Attack.source("dotted-exs", "a.exs", "a.".repeat(20_000) + "b(1)\n"),
        Attack.source("long-line-py", "a.py", "x".repeat(MEBIBYTE - 10) + "\n"),
        Attack.source("long-line-sh", "a.sh", " ".repeat(MEBIBYTE - 10) + "x\n"),
        Attack.source("imports-py", "a.py", "import a.b.c.d.e\n".repeat(50_000)),
        Attack.source("quotes-rb", "a.rb", "\"#{".repeat(50_000)),
        Attack.source("huge-answer", "a.txt", "x".repeat(3 * MEBIBYTE) + "\n"),
        Attack.source("digits-json", "a.json", "1".repeat(500_000)),
        Attack.source("invisible-md", "a.md", "\u202e\u200b\udb40\udc41\u0000\u001b[2J\n"));
  }

  /** Plans with paths that no project may have, or with far too much. */
  private static List<Attack> refusedPlans() {
    List<Attack> all = new ArrayList<>();
    for (String path : List.of(
        "../outside.py",
        "/etc/cron.d/planted",
        ".git/hooks/post-commit",
        ".vscode/tasks.json",
        ".envrc",
        ".github/workflows/x.yml",
        "CLAUDE.md",
        "conf/atelier.yaml",
        "sitecustomize.py",
        "a/\u0000b.py",
        "GIT~1/config",
        ".\u200cgit/config")) {
      String name = "path-"
          + path.replaceAll("[^a-zA-Z]+", "-").toLowerCase(Locale.ROOT).replaceAll("^-", "");
      all.add(Attack.source(name, path, "planted = '@CANARY@'\n"));
    }
    all.add(new Attack("no-files", Map.of(), List.of("true")));
    return all;
  }
}
