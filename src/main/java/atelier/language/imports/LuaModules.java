package atelier.language.imports;

import atelier.language.source.SourceTree;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Modules that Lua requires: built in, files of the project, or rocks that a rockspec names. */
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

  /** Rocks whose modules are called otherwise. */
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
  public boolean resolves(Import one, SourceTree sources) {
    String path = one.name().replace('.', '/');
    return STANDARD.contains(one.root("[./]"))
        || sources.hasPathEndingIn(path + ".lua")
        || sources.hasPathEndingIn(path + "/init.lua");
  }

  @Override
  public boolean declares(String manifests, Import one) {
    String root = one.root("[./]").toLowerCase(Locale.ROOT);
    return manifests.contains(ROCKS.getOrDefault(root, root));
  }
}
