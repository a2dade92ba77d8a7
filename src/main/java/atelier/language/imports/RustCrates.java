package atelier.language.imports;

import atelier.language.source.SourceTree;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rust's crates: its own, the project's modules and names, or dependencies in Cargo.toml. */
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
  public boolean resolves(Import one, SourceTree sources) {
    Matcher root = ROOT.matcher(one.name());
    return !root.matches()
        || STANDARD.contains(root.group(1))
        || isNamedHere(root.group(1), sources.text())
        || sources.hasPathEndingIn(root.group(1) + ".rs")
        || sources.hasPathEndingIn(root.group(1) + "/mod.rs");
  }

  /** Whether the file declares it or another use brings it in. */
  private static boolean isNamedHere(String name, String text) {
    return Pattern.compile("\\b(?:mod|enum|as)\\s+" + name + "\\b|::\\s*" + name + "\\b|[{,]\\s*"
            + name + "\\s*[,}]")
        .matcher(text)
        .find();
  }

  @Override
  public boolean declares(String manifests, Import one) {
    Matcher root = ROOT.matcher(one.name());
    return root.matches()
        && Pattern.compile("\\b" + root.group(1).toLowerCase(Locale.ROOT) + "\\b")
            .matcher(manifests.replace('-', '_'))
            .find();
  }
}
