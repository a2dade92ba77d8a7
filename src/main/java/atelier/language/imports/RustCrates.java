package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves Rust's crates: standard library, module of the project, or dependency in Cargo.toml. */
public final class RustCrates implements Ecosystem {
  private static final Manifest MANIFEST =
      new Manifest("Rust", "Cargo.toml", "(?:.*/)?Cargo\\.toml");
  private static final Set<String> STANDARD =
      Set.of("std", "core", "alloc", "proc_macro", "test", "crate", "self", "super");
  private static final Pattern ROOT =
      Pattern.compile("^(?:::)?(?:r#)?([a-z_][a-z0-9_]*)\\b.*", Pattern.DOTALL);

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public Set<String> standardModules() {
    return STANDARD;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    Matcher root = ROOT.matcher(imported.name());
    return !root.matches()
        || STANDARD.contains(root.group(1))
        || isNamedHere(root.group(1), sources.text())
        || sources.hasPathEndingIn(root.group(1) + ".rs")
        || sources.hasPathEndingIn(root.group(1) + "/mod.rs");
  }

  /** Returns whether the file declares the name, or another {@code use} imports it. */
  private static boolean isNamedHere(String name, String text) {
    return Pattern.compile("\\b(?:mod|enum|as)\\s+" + name + "\\b|::\\s*" + name + "\\b|[{,]\\s*"
            + name + "\\s*[,}]")
        .matcher(text)
        .find();
  }

  /** Returns the file of a module that is named from the crate's root or from this file. */
  @Override
  public List<String> filesOf(String module, SourceTree sources) {
    Optional<String> root = rootFolder(sources);
    if (root.isEmpty()) {
      return List.of();
    }
    Deque<String> steps = new ArrayDeque<>();
    for (String step : module.split("::", -1)) {
      switch (step) {
        case "crate" -> steps.clear();
        case "self" -> steps.addAll(stepsOf(sources.path().substring(root.get().length())));
        case "super" -> steps.pollLast();
        default -> steps.addLast(step);
      }
    }
    String path = root.get() + String.join("/", steps);
    List<String> files = (steps.isEmpty()
            ? Stream.of(path + "lib.rs", path + "main.rs")
            : Stream.of(path + ".rs", path + "/mod.rs"))
        .filter(sources.paths()::contains)
        .toList();
    return files.size() == 1 ? files : List.of();
  }

  /** Returns the folder of the crate's root file; empty for a test or program of one file. */
  private static Optional<String> rootFolder(SourceTree sources) {
    String folder = SourceTree.folderOf(sources.path());
    if (folder.matches("(?:.*/)?(?:bin|tests|examples|benches)/")) {
      return Optional.empty();
    }
    while (!folder.isEmpty()) {
      if (sources.paths().contains(folder + "lib.rs")
          || sources.paths().contains(folder + "main.rs")) {
        return Optional.of(folder);
      }
      folder = SourceTree.folderOf(folder.substring(0, folder.length() - 1));
    }
    return Optional.empty();
  }

  /** Returns the steps from the crate's root to the module of a file. */
  private static List<String> stepsOf(String path) {
    String module =
        path.replaceFirst("(?:^|/)(?:mod|lib|main)\\.rs$", "").replaceFirst("\\.rs$", "");
    return module.isEmpty() ? List.of() : List.of(module.split("/", -1));
  }

  /** An exported macro is at the crate's root, wherever it is defined. */
  @Override
  public boolean hasSubmodule(String module, String name, SourceTree sources) {
    return sources
        .textsWithExtension(".rs")
        .anyMatch(text -> text.contains("macro_rules! " + name));
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    Matcher root = ROOT.matcher(imported.name());
    return root.matches()
        && Pattern.compile("\\b" + root.group(1).toLowerCase(Locale.ROOT) + "\\b")
            .matcher(manifests.replace('-', '_'))
            .find();
  }
}
