package atelier.language.imports;

import atelier.language.source.SourceTree;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  @Override
  public boolean declares(String manifests, Import imported) {
    Matcher root = ROOT.matcher(imported.name());
    return root.matches()
        && Pattern.compile("\\b" + root.group(1).toLowerCase(Locale.ROOT) + "\\b")
            .matcher(manifests.replace('-', '_'))
            .find();
  }
}
