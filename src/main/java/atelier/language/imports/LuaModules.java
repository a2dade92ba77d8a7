package atelier.language.imports;

import atelier.language.source.SourceTree;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Resolves modules of Lua: built in, file of the project, or rock that a rockspec names. */
public final class LuaModules implements Ecosystem {
  private static final Manifest MANIFEST = new Manifest("Lua", "a rockspec", ".*\\.rockspec");
  private static final Set<String> STANDARD = Set.of(
      "string",
      "table",
      "math",
      "io",
      "os",
      "coroutine",
      "debug",
      "utf8",
      "package",
      "bit",
      "bit32",
      "ffi",
      "jit",
      "_G",
      "love");

  /** The rocks whose modules have other names. */
  private static final Map<String, String> ROCKS = Map.of(
      "lfs",
      "luafilesystem",
      "ltn12",
      "luasocket",
      "mime",
      "luasocket",
      "ssl",
      "luasec",
      "luassert",
      "busted",
      "posix",
      "luaposix");

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String path = imported.name().replace('.', '/');
    return STANDARD.contains(imported.root("[./]"))
        || sources.hasPathEndingIn(path + ".lua")
        || sources.hasPathEndingIn(path + "/init.lua");
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    String root = imported.root("[./]").toLowerCase(Locale.ROOT);
    return manifests.contains(ROCKS.getOrDefault(root, root));
  }
}
