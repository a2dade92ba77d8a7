package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.Locale;
import java.util.Set;

/** Resolves modules of Elixir and Erlang: standard library, project or declared dependency. */
public final class BeamModules implements Ecosystem {
  /** The applications that come with Phoenix. */
  private static final Set<String> PHOENIX_APPLICATIONS =
      Set.of("plug", "phoenix", "ecto", "jason", "gettext", "swoosh", "telemetry");

  private final Manifest manifest;
  private final Set<String> standard;

  private BeamModules(Manifest manifest, String library) {
    this.manifest = manifest;
    standard = Set.copyOf(ResourceFiles.lines(library));
  }

  public static BeamModules elixir() {
    return new BeamModules(
        new Manifest("Elixir", "mix.exs", "(?:.*/)?mix\\.exs"), "elixir-modules.txt");
  }

  /** Erlang: its projects are often built with make. */
  public static BeamModules erlang() {
    return new BeamModules(
        new Manifest(
            "Erlang", "rebar.config", "(?:.*/)?(?:rebar\\.config|Makefile|.*\\.app\\.src)"),
        "erlang-modules.txt");
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String root = imported.root("\\.");
    Pattern definition =
        Pattern.compile("\\bdef(?:module|protocol|impl)\\s+" + Pattern.quote(root) + "\\b");
    return standard.contains(root)
        || root.startsWith("__")
        || sources.isExtensionPending(".ex")
        || sources.isExtensionPending(".exs")
        || sources
            .textsWithExtension(".ex")
            .anyMatch(text -> definition.matcher(text).find())
        || sources
            .textsWithExtension(".exs")
            .anyMatch(text -> definition.matcher(text).find())
        || isAliased(root, sources.text())
        || sources.hasPathEndingIn(root + ".erl");
  }

  /** Returns whether the file defines the name as an alias of a longer one. */
  private static boolean isAliased(String name, String text) {
    return Pattern.compile("\\balias\\b[^\\n]*[.{ ,:]" + Pattern.quote(name) + "\\s*(?:[,}\\n]|$)")
        .matcher(text)
        .find();
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    String root = imported.root("\\.").toLowerCase(Locale.ROOT);
    String application = root.contains("_") ? root.substring(0, root.indexOf('_')) : root;
    return manifests.replace("_", "").contains(application)
        || (manifests.contains("phoenix") && PHOENIX_APPLICATIONS.contains(root));
  }
}
