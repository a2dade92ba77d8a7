package atelier.language;

import static atelier.language.Launch.shell;

import atelier.language.Language.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of languages, one row each, in the order of their names. */
final class Languages {
  /** Where a Java project keeps its sources. */
  static final String JAVA_ROOTS = ".:src:src/main/java:src/test/java";

  private static final String C_FLAGS =
      "-fsyntax-only -ftabstop=1 -fno-diagnostics-show-caret -fdiagnostics-color=never"
          + " -w -I. -Iinclude -Isrc -Ilib {file}";
  private static final String MISSING_HEADER = "No such file or directory|file not found";
  private static final String RUST_FLAGS =
      "--edition 2021 --crate-type lib --emit=metadata --error-format=short --color never"
          + " --cap-lints allow --out-dir {out}";
  private static final String TSC_FLAGS =
      "--noEmit --pretty false --skipLibCheck --allowJs --jsx preserve --target es2022"
          + " --module esnext --moduleResolution bundler --resolveJsonModule false {file}";

  static final List<Language> ALL = Stream.of(
          new Row("c", "c h")
              .masked(CommentMask.C)
              .syntax(ToolCheck.by("gcc cc clang", C_FLAGS, DiagnosticPatterns.GNU)
                  .beyond(MISSING_HEADER))
              .outside(DiagnosticPatterns.C_OUTSIDE)
              .imports(new CHeaders())
              .launched(Launch.of(
                  "^(?:int|void)\\s+main\\s*\\(",
                  "argv\\[1|scanf|getchar|stdin|#include \"",
                  (path, text) ->
                      shell("mkdir -p .run && cc -o .run/main \"$1\" -lm && exec .run/main", path)))
              .tested("make test"),
          new Row("cpp", "cc cpp cxx hh hpp hxx")
              .masked(CommentMask.C)
              .syntax(
                  ToolCheck.by("g++ c++ clang++", "-std=c++20 " + C_FLAGS, DiagnosticPatterns.GNU)
                      .beyond(MISSING_HEADER))
              .outside(DiagnosticPatterns.C_OUTSIDE)
              .imports(new CHeaders())
              .launched(Launch.of(
                  "^int\\s+main\\s*\\(",
                  "argv\\[1|cin\\b|getline|#include \"",
                  (path, text) -> shell(
                      "mkdir -p .run && c++ -std=c++20 -o .run/main \"$1\" && exec .run/main",
                      path)))
              .tested("make test"),
          new Row("csharp", "cs").masked(CommentMask.SCRIPT).imports(new CsharpNamespaces()),
          new Row("css", "css").imports(new PageLinks()),
          new Row("docker", "").files("Dockerfile", "Containerfile").imports(new ContainerCopies()),
          new Row("elixir", "ex exs")
              .masked(CommentMask.PYTHON)
              .syntax(ToolCheck.by("elixir", "-e {check.exs} {file}", DiagnosticPatterns.GNU))
              .imports(BeamModules.elixir())
              .launched(Launch.of(
                  "^(?:\\w+\\.)+\\w+[ (]|^IO\\.",
                  "System\\.argv|IO\\.gets",
                  (path, text) -> List.of("elixir", path)))
              .tested("mix test"),
          new Row("erlang", "erl hrl").imports(BeamModules.erlang()),
          new Row("go", "go")
              .masked(CommentMask.SCRIPT)
              .syntax(ToolCheck.by("gofmt", "-e -l {file}", DiagnosticPatterns.GO))
              .imports(new GoPackages())
              .launched(Launch.of(
                  "^func main\\(\\)",
                  "os\\.Args\\[|os\\.Stdin|flag\\.Arg\\(|Scanln?\\(|^package (?!main)",
                  (path, text) -> shell(
                      "if [ -f go.mod ]; then exec go run \"./$2\"; else exec go run \"$1\"; fi",
                      path,
                      path.substring(0, path.lastIndexOf('/') + 1))))
              .tested("go test ./..."),
          new Row("html", "htm html").imports(new PageLinks()),
          new Row("java", "java")
              .masked(CommentMask.SCRIPT)
              .syntax(ToolCheck.by(
                  "javac", javac("--should-stop=ifNoError=PARSE"), DiagnosticPatterns.JAVA))
              .whole(
                  ToolCheck.by("javac", javac("-sourcepath " + JAVA_ROOTS), DiagnosticPatterns.JAVA)
                      .beyond("^package .* does not exist"))
              .imports(new JvmTypes(false))
              .launched(Launch.of(
                  "\\bstatic\\s+void\\s+main\\s*\\(\\s*String",
                  "args\\[\\d|args\\.length|System\\.(?:in|console)\\b|^import org\\.(?!w3c|xml)",
                  Launch::java))
              .tested("mvn -q -B test"),
          new Row("javascript", "cjs js mjs")
              .masked(CommentMask.SCRIPT)
              .syntax(ToolCheck.by(
                  "node", "--max-old-space-size=256 --check {file}", DiagnosticPatterns.NODE))
              .settings(NodePackages::packageSettings)
              .imports(new NodePackages())
              .launched(Launch.of(
                  "require\\.main\\s*===?\\s*module|\\bimport\\.meta\\.(?:main|url)|^#!|"
                      + "^(?:await )?(?:main|run|start)\\(|^console\\.|^\\(async|^\\w+\\.listen\\(",
                  "process\\.argv\\[[2-9]|process\\.stdin|readline|\\b(?:document|window)\\.",
                  (path, text) -> List.of("node", path)))
              .tested("node --test"),
          new Row("json", "json webmanifest").parsed(DataFormats::json),
          new Row("jsonc", "json5 jsonc")
              .files("jsconfig.json", "tsconfig.json")
              .parsed(DataFormats::jsonWithComments),
          new Row("kotlin", "kt kts").masked(CommentMask.SCRIPT).imports(new JvmTypes(true)),
          new Row("lua", "lua")
              .syntax(ToolCheck.by("luac", "-p {file}", DiagnosticPatterns.LUA))
              .imports(new LuaModules()),
          new Row("make", "mk").files("GNUmakefile", "Makefile", "makefile"),
          new Row("markdown", "markdown md"),
          new Row("php", "php")
              .masked(CommentMask.SCRIPT)
              .syntax(ToolCheck.by(
                  "php",
                  "-n -d display_errors=1 -d log_errors=0 -d html_errors=0 -l {file}",
                  DiagnosticPatterns.PHP))
              .imports(new PhpNames())
              .launched(Launch.of(
                  "^(?:echo|print|exit)\\b|\\bPHP_SAPI\\b|php_sapi_name",
                  "\\$argv|STDIN|readline\\(|\\$_(?:GET|POST|SERVER)",
                  (path, text) -> List.of("php", path))),
          new Row("python", "py pyi pyw")
              .masked(CommentMask.PYTHON)
              .syntax(ToolCheck.by(
                  "python3",
                  "-I -S -B -W ignore -X utf8 -c {check.py} {file}",
                  DiagnosticPatterns.GNU))
              .imports(new PythonModules())
              .launched(Launch.of(
                  "^if __name__ *==|^#!|^(?:(?:\\w+\\.)*(?:main|run|print|serve_forever))\\(",
                  "sys\\.argv\\[[1-9]|\\binput\\(|sys\\.stdin|required *= *True"
                      + "|click\\.(?:argument|group)"
                      + "|add_argument\\(\\s*[\"'](?!-)(?![^)]*(?:nargs|default))",
                  Launch::python))
              .tested("python3 -m unittest discover"),
          new Row("ruby", "gemspec rake rb")
              .files("Gemfile", "Rakefile")
              .masked(CommentMask.HASH)
              .syntax(ToolCheck.by("ruby", "--disable-gems -c {file}", DiagnosticPatterns.RUBY))
              .imports(new RubyLibraries())
              .launched(Launch.of(
                  "__FILE__ *== *\\$|^#!|^puts\\b|^main\\b",
                  "ARGV|\\bgets\\b|STDIN",
                  (path, text) -> List.of("ruby", path)))
              .tested("rake test"),
          new Row("rust", "rs")
              .masked(CommentMask.C)
              .syntax(ToolCheck.by("rustc", RUST_FLAGS + " {file}", DiagnosticPatterns.RUST)
                  .beyond("^error\\[|cannot find|couldn't read|Rust 2024"))
              .whole(
                  ToolCheck.by("rustc", RUST_FLAGS + " {root}", DiagnosticPatterns.RUST)
                      .beyond("^error\\[E0(?:432|433|463|583)\\]|cannot find (?:derive|attr)"
                          + "|couldn't read"),
                  "src/main.rs",
                  "src/lib.rs",
                  "main.rs")
              .outside(DiagnosticPatterns.RUST_OUTSIDE)
              .imports(new CrateUses())
              .launched(Launch.of(
                  "^(?:pub )?(?:async )?fn main\\(\\)",
                  "env::args|stdin\\(\\)",
                  (path, text) -> shell(
                      "if [ -f Cargo.toml ]; then exec cargo run -q --offline; fi;"
                          + " mkdir -p .run && rustc --edition 2021 -o .run/main \"$1\""
                          + " && exec .run/main",
                      path)))
              .tested("cargo test --offline"),
          new Row("shell", "bash sh")
              .masked(CommentMask.HASH)
              .syntax(ToolCheck.by("bash sh", "-n {file}", DiagnosticPatterns.SHELL))
              .imports(new ShellSources())
              .launched(Launch.of(
                  "\\A#!.*\\b(?:ba|da)?sh\\b",
                  "\\$\\{?[1-9@*]|\\bread\\b|\\b(?:curl|wget|apt(?:-get)?|docker|sudo|install)\\b",
                  (path, text) -> List.of(text.contains("bash") ? "bash" : "sh", path))),
          new Row("sql", "sql"),
          new Row("text", "txt"),
          new Row("toml", "toml")
              .files("Cargo.lock", "Pipfile", "poetry.lock")
              .parsed(DataFormats::toml),
          new Row("typescript", "cts jsx mts ts tsx")
              .masked(CommentMask.SCRIPT)
              .syntax(ToolCheck.by("tsc", TSC_FLAGS, DiagnosticPatterns.TYPESCRIPT)
                  .beyond("^TS(?!1\\d{3}:)"))
              .whole(ToolCheck.by("tsc", TSC_FLAGS, DiagnosticPatterns.TYPESCRIPT)
                  .beyond(
                      "^TS(?:2307|2503|2580|2582|2584|2591|2593|2688|2732|2792|2875|7016|7026):"))
              .imports(new NodePackages())
              .tested("npm test"),
          new Row("xml", "csproj fxml plist svg xml xsd xsl xslt").parsed(DataFormats::xml),
          new Row("yaml", "yaml yml")
              .parsed(DataFormats::yaml)
              // Helm's and Jinja's; {{ a }} alone is more often a value without its quotes.
              .template("\\{%|\\{\\{-|\\{\\{\\s*(?:[.$]|/\\*|(?:block|define|else|end|if|include|"
                  + "range|template|toYaml|with)\\b)"))
      .map(Row::build)
      .toList();

  private Languages() {}

  private static String javac(String more) {
    return "-J-Xmx256m -J-XX:TieredStopAtLevel=1 -proc:none -implicit:none -encoding UTF-8 -nowarn"
        + " -d {out} " + more + " {file}";
  }

  /** The language of the file under check: in a project of C++, a header is C++. */
  static Optional<Language> of(SourceTree sources) {
    Optional<Language> cpp = named("cpp");
    boolean header = sources.path().endsWith(".h")
        && sources.paths().stream()
            .anyMatch(path -> cpp.filter(it -> it.owns(path)).isPresent());
    return header ? cpp : of(sources.path());
  }

  private static Optional<Language> named(String name) {
    return ALL.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  static Optional<Language> of(String path) {
    String file = SourceTree.fileNameOf(path);
    return ALL.stream()
        .filter(each -> each.fileNames.contains(file))
        .findFirst()
        .or(() -> ALL.stream().filter(each -> each.owns(path)).findFirst());
  }
}
