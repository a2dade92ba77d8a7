package atelier.language;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Modules of Elixir and Erlang: of their own libraries, the project, or declared dependencies. */
final class BeamModules implements Ecosystem {
  /** What Phoenix brings along. */
  private static final Set<String> WITH_PHOENIX =
      Set.of("plug", "phoenix", "ecto", "jason", "gettext", "swoosh", "telemetry");

  private final String title;
  private final String manifest;
  private final Set<String> standard;

  private BeamModules(String title, String manifest, String library) {
    this.title = title;
    this.manifest = manifest;
    standard = Set.copyOf(Resource.lines(library));
  }

  static BeamModules elixir() {
    return new BeamModules("Elixir", "mix.exs", "elixir-modules.txt");
  }

  static BeamModules erlang() {
    return new BeamModules("Erlang", "rebar.config", "erlang-modules.txt");
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String manifest() {
    return manifest;
  }

  @Override
  public boolean isManifest(String path) {
    String file = Sources.fileNameOf(path);
    // Erlang's projects are built with make as often.
    return file.equals(manifest) || file.equals("Makefile") || file.endsWith(".app.src");
  }

  @Override
  public boolean isThere(Import one, Sources sources) {
    String root = one.root("\\.");
    Pattern made =
        Pattern.compile("\\bdef(?:module|protocol|impl)\\s+" + Pattern.quote(root) + "\\b");
    return standard.contains(root)
        || root.startsWith("__")
        || sources.awaitsEnding(".ex")
        || sources.awaitsEnding(".exs")
        || sources.texts(".ex").anyMatch(text -> made.matcher(text).find())
        || sources.texts(".exs").anyMatch(text -> made.matcher(text).find())
        || isAliased(root, sources.text())
        || sources.hasPathTo(root + ".erl");
  }

  /** Whether the file gives a longer name this short one. */
  private static boolean isAliased(String name, String text) {
    return Pattern.compile("\\balias\\b[^\\n]*[.{ ,:]" + Pattern.quote(name) + "\\s*(?:[,}\\n]|$)")
        .matcher(text)
        .find();
  }

  @Override
  public boolean declares(String manifests, Import one) {
    String root = one.root("\\.").toLowerCase(Locale.ROOT);
    String application = root.contains("_") ? root.substring(0, root.indexOf('_')) : root;
    return manifests.replace("_", "").contains(application)
        || (manifests.contains("phoenix") && WITH_PHOENIX.contains(root));
  }
}
