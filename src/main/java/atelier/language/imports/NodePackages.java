package atelier.language.imports;

import atelier.language.source.CommentMask;
import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Resolves modules of JavaScript and TypeScript: Node, project, or declared in package.json. */
public final class NodePackages implements Ecosystem {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PACKAGE = "package.json";
  private static final Manifest MANIFEST = new Manifest("Node", PACKAGE, "(?:.*/)?package\\.json");
  private static final Set<String> NODE = Set.copyOf(ResourceFiles.lines("node-builtins.txt"));
  private static final List<String> ENDINGS =
      List.of((" .js .mjs .cjs .jsx .ts .tsx .mts .cts .d.ts .d.mts .d.cts .json .node .vue .svelte"
              + " .ios.js .android.js .native.js .web.js .ios.jsx .android.jsx .native.jsx .web.jsx"
              + " .ios.ts .android.ts .native.ts .web.ts .ios.tsx .android.tsx .native.tsx .web.tsx"
              + " /index.js /index.mjs /index.cjs /index.jsx /index.ts /index.tsx /index.mts"
              + " /index.d.ts /index.vue /index.json /package.json")
          .split(" ", -1));
  private static final Pattern MODULE =
      Pattern.compile("^[ \\t]*(?:import\\b(?!\\s*[(.])|export\\b)", Pattern.MULTILINE);

  private static final BroughtPackages BROUGHT = BroughtPackages.read("node-brings.txt");

  /** A path alias, subpath import, loader or URL, which other tools than Node resolve. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:[#/~]|@/|(?!node:)[\\w-]+:).*|.*[!\\\\].*", Pattern.DOTALL);

  /** A name that no package can have, such as a placeholder or {@code $lib}. */
  private static final Pattern NO_PACKAGE =
      Pattern.compile("(?!(?:@[\\w.-]+/)?[\\w.-]+(?:/.*)?$).*", Pattern.DOTALL);

  /** A placeholder that a program fills in. */
  private static final Pattern PLACEHOLDER = Pattern.compile(
      ".*(?:\\$\\{|\\{\\{|<[%\\w]|%\\w+%|__[A-Z_]+__|\\[\\w+\\]\\(|\\*).*", Pattern.DOTALL);

  /** An asset, which the studio does not write, or a file that a build or a generator creates. */
  private static final Pattern NOT_WRITTEN = Pattern.compile("(?i).*\\.(?:svgz?|png|jpe?g|gif|webp"
      + "|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|flac|aac|mov|pdf|zip|gz|wasm"
      + "|glb|gltf|hdr|bin|node|riv|lottie|psd|heic)(?:[?#].*)?"
      + "|(?:.*/)?(?:dist|build|out|coverage|node_modules|generated|__generated__|gen|pkg|\\+types"
      + "|\\.(?!\\.?/)[\\w-]+)/.*|(?:.*/)?(?:dist|build|out|generated|__generated__|\\$types)"
      + "|.*[._](?:gen|generated|pb|grpc_pb|pb_service|typegen)(?:\\.\\w+)?");

  private static final Pattern RELATIVE = Pattern.compile("\\.{1,2}(?:/.*)?", Pattern.DOTALL);

  private static final Pattern TYPED = Pattern.compile(".*\\.[mc]?tsx?");

  /** Returns a package.json that tells node which module system a plain .js file uses. */
  public static Map<String, String> moduleSystemFile(SourceTree sources) {
    boolean declared = sources.files().keySet().stream()
        .filter(path -> SourceTree.fileNameOf(path).equals(PACKAGE))
        .filter(path -> sources.path().startsWith(SourceTree.folderOf(path)))
        .max(Comparator.comparingInt(String::length))
        .filter(nearest -> isModule(sources.files().getOrDefault(nearest, "")))
        .isPresent();
    boolean module =
        declared || MODULE.matcher(CommentMask.SCRIPT.blank(sources.text())).find();
    return Map.of(PACKAGE, module ? "{\"type\":\"module\"}" : "{\"type\":\"commonjs\"}");
  }

  private static boolean isModule(String manifest) {
    try {
      return JSON.readTree(manifest).path("type").asString("").equals("module");
    } catch (JacksonException broken) {
      return false;
    }
  }

  @Override
  public Manifest manifest() {
    return MANIFEST;
  }

  @Override
  public String packages() {
    return "npm";
  }

  /** A package, its types alone, or a package of the project itself. */
  @Override
  public boolean isProvided(Import imported, Set<String> installed, SourceTree sources) {
    String owner = packageOf(imported);
    String types = "@types/" + owner.replaceFirst("^@", "").replace("/", "__");
    Pattern own = Pattern.compile("\"name\"\\s*:\\s*\"" + Pattern.quote(owner) + "\"");
    return installed.contains(owner)
        || installed.contains(types)
        || sources.files().entrySet().stream()
            .anyMatch(file ->
                MANIFEST.matches(file.getKey()) && own.matcher(file.getValue()).find());
  }

  @Override
  public Set<String> standardModules() {
    return NODE;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = imported.name();
    if (ELSEWHERE.matcher(name).matches()
        || PLACEHOLDER.matcher(name).matches()
        || NODE.contains(name)
        || NODE.contains(name.replaceFirst("^node:", ""))) {
      return true;
    }
    return belongsToProject(imported, sources)
        ? isInProject(name, sources) || NOT_WRITTEN.matcher(name).matches()
        : NO_PACKAGE.matcher(name).matches() || hasImportMap(sources) || isAlias(name, sources);
  }

  /** Returns whether a configuration of the project says where a bare name is. */
  private static boolean isAlias(String name, SourceTree sources) {
    return NodeAliases.contains(name, sources)
        || NodeAliases.baseFolders(sources)
            .anyMatch(folder -> filesAt(folder + name, sources).findAny().isPresent());
  }

  /** Returns whether a page has an import map, which resolves bare names in the browser. */
  private static boolean hasImportMap(SourceTree sources) {
    return sources.files().values().stream().anyMatch(each -> each.contains("type=\"importmap\""));
  }

  private static boolean isInProject(String name, SourceTree sources) {
    return candidates(name, sources).findAny().isPresent();
  }

  /** Returns the files of the project that a relative name may mean. */
  private static Stream<String> candidates(String name, SourceTree sources) {
    // TypeScript is imported by the name of the compiled file.
    return sources.resolveRelative(name.replaceFirst("[?#].*", "")).stream()
        .flatMap(path -> filesAt(path, sources));
  }

  private static Stream<String> filesAt(String file, SourceTree sources) {
    return Stream.of(file)
        .flatMap(path -> Stream.of(path, path.replaceFirst("\\.[mc]?jsx?$", "")))
        .flatMap(each -> ENDINGS.stream().map(each::concat))
        .map(each -> each.replaceFirst("^/", ""))
        .filter(sources.paths()::contains)
        .distinct();
  }

  /**
   * One file only: of a source and its types, or its compiled file, either may be meant. A loader
   * may make something else of a file with a query, and TypeScript has types of JavaScript that are
   * in comments.
   */
  @Override
  public List<String> filesOf(String module, SourceTree sources) {
    List<String> files =
        RELATIVE.matcher(module).matches() ? candidates(module, sources).toList() : List.of();
    boolean isSure = files.size() == 1
        && !Pattern.of(".*[?#].*").matches(module)
        && (!TYPED.matches(sources.path()) || TYPED.matches(files.get(0)));
    return isSure ? files : List.of();
  }

  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    return imported.name().startsWith("node:")
        || RELATIVE.matcher(imported.name()).matches();
  }

  /** Returns the package of a bare import: its first step, or two if the first is a scope. */
  @Override
  public String packageOf(Import imported) {
    String[] steps = imported.name().split("/", 3);
    boolean isScoped = imported.name().startsWith("@") && steps.length > 1;
    return isScoped ? steps[0] + "/" + steps[1] : steps[0];
  }

  /** Jest includes the packages of its scope. */
  @Override
  public boolean declares(String manifests, Import imported) {
    String owner = packageOf(imported).toLowerCase(Locale.ROOT);
    return isListed(owner, manifests)
        || BROUGHT.bringing(owner).stream().anyMatch(each -> isListed(each, manifests))
        || (owner.startsWith("@jest/") && isListed("jest", manifests));
  }

  /** Returns whether it is the name of the project or of one of its dependencies. */
  private static boolean isListed(String owner, String manifests) {
    String name = "\"(?:@types/)?" + Pattern.quote(owner) + "\"";
    return Pattern.compile("\"name\"\\s*:\\s*" + name
            + "|\"(?:dev|optional|peer)?dependencies\"\\s*:\\s*\\{[^{}]*" + name + "\\s*:")
        .matcher(manifests)
        .find();
  }
}
