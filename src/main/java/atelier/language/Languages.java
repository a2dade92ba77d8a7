package atelier.language;

import static atelier.language.CompilerArguments.C_FLAGS;
import static atelier.language.CompilerArguments.JAVA_ROOTS;
import static atelier.language.CompilerArguments.MISSING_HEADER;
import static atelier.language.CompilerArguments.RUST_FLAGS;
import static atelier.language.CompilerArguments.TSC_FLAGS;
import static atelier.language.CompilerArguments.javac;
import static atelier.language.RunCommand.shell;

import atelier.language.Language.LanguageRow;
import atelier.language.imports.BeamModules;
import atelier.language.imports.CHeaders;
import atelier.language.imports.CsharpNamespaces;
import atelier.language.imports.DockerfileCopies;
import atelier.language.imports.GoPackages;
import atelier.language.imports.JvmTypes;
import atelier.language.imports.LuaModules;
import atelier.language.imports.NodePackages;
import atelier.language.imports.PageLinks;
import atelier.language.imports.PhpNames;
import atelier.language.imports.PythonModules;
import atelier.language.imports.RubyLibraries;
import atelier.language.imports.RustCrates;
import atelier.language.imports.ShellSources;
import atelier.language.source.CommentMask;
import atelier.language.source.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of languages, in the order of their names. */
final class Languages {
  static final List<Language> ALL = Stream.of(
          new LanguageRow("c", "c h", Sabotage.C)
              .commentMask(CommentMask.C)
              .syntaxCheck(ToolCheck.of("gcc cc clang", C_FLAGS, DiagnosticPatterns.GNU)
                  .inconclusive(MISSING_HEADER))
              .outsideReference(DiagnosticPatterns.C_OUTSIDE)
              .imports(new CHeaders())
              .runCommand(RunCommand.of(
                  "^(?:int|void)\\s+main\\s*\\(",
                  "argv\\[1|scanf|getchar|stdin|#include \"",
                  (path, text) ->
                      shell("mkdir -p .run && cc -o .run/main \"$1\" -lm && exec .run/main", path)))
              .testCommand("make test"),
          new LanguageRow("cpp", "cc cpp cxx hh hpp hxx", Sabotage.C)
              .commentMask(CommentMask.C)
              .syntaxCheck(
                  ToolCheck.of("g++ c++ clang++", "-std=c++20 " + C_FLAGS, DiagnosticPatterns.GNU)
                      .inconclusive(MISSING_HEADER))
              .outsideReference(DiagnosticPatterns.C_OUTSIDE)
              .imports(new CHeaders())
              .runCommand(RunCommand.of(
                  "^int\\s+main\\s*\\(",
                  "argv\\[1|cin\\b|getline|#include \"",
                  (path, text) -> shell(
                      "mkdir -p .run && c++ -std=c++20 -o .run/main \"$1\" && exec .run/main",
                      path)))
              .testCommand("make test"),
          new LanguageRow("csharp", "cs", Sabotage.CSHARP)
              .commentMask(CommentMask.SCRIPT)
              .imports(new CsharpNamespaces()),
          new LanguageRow("css", "css").imports(new PageLinks(Languages::isCode)),
          new LanguageRow("docker", "")
              .fileNames("Dockerfile", "Containerfile")
              .imports(new DockerfileCopies(Languages::isCode)),
          new LanguageRow("elixir", "ex exs", Sabotage.ELIXIR)
              .commentMask(CommentMask.PYTHON)
              .syntaxCheck(ToolCheck.of("elixir", "-e {check.exs} {file}", DiagnosticPatterns.GNU))
              .imports(BeamModules.elixir())
              .runCommand(RunCommand.of(
                  "^(?:\\w+\\.)+\\w+[ (]|^IO\\.",
                  "System\\.argv|IO\\.gets",
                  (path, text) -> List.of("elixir", path)))
              .testCommand("mix test"),
          new LanguageRow("erlang", "erl hrl", Sabotage.ERLANG).imports(BeamModules.erlang()),
          new LanguageRow("go", "go", Sabotage.GO)
              .commentMask(CommentMask.SCRIPT)
              .syntaxCheck(ToolCheck.of("gofmt", "-e -l {file}", DiagnosticPatterns.GO))
              .imports(new GoPackages())
              .runCommand(RunCommand.of(
                  "^func main\\(\\)",
                  "os\\.Args\\[|os\\.Stdin|flag\\.Arg\\(|Scanln?\\(|^package (?!main)",
                  (path, text) -> shell(
                      "if [ -f go.mod ]; then exec go run \"./$2\"; else exec go run \"$1\"; fi",
                      path,
                      path.substring(0, path.lastIndexOf('/') + 1))))
              .testCommand("go test ./..."),
          new LanguageRow("html", "htm html").imports(new PageLinks(Languages::isCode)),
          new LanguageRow("java", "java", Sabotage.JAVA)
              .commentMask(CommentMask.SCRIPT)
              .syntaxCheck(ToolCheck.of(
                  "javac", javac("--should-stop=ifNoError=PARSE"), DiagnosticPatterns.JAVA))
              .projectCheck(
                  ToolCheck.of("javac", javac("-sourcepath " + JAVA_ROOTS), DiagnosticPatterns.JAVA)
                      .inconclusive("^package .* does not exist"))
              .imports(new JvmTypes(false))
              .runCommand(RunCommand.of(
                  "\\bstatic\\s+void\\s+main\\s*\\(\\s*String",
                  "args\\[\\d|args\\.length|System\\.(?:in|console)\\b|^import org\\.(?!w3c|xml)",
                  RunCommand::java))
              .testCommand("mvn -q -B test"),
          new LanguageRow("javascript", "cjs js mjs", Sabotage.JAVASCRIPT)
              .commentMask(CommentMask.SCRIPT)
              .syntaxCheck(ToolCheck.of(
                  "node", "--max-old-space-size=256 --check {file}", DiagnosticPatterns.NODE))
              .toolFiles(NodePackages::moduleSystemFile)
              .imports(new NodePackages())
              .runCommand(RunCommand.of(
                  "require\\.main\\s*===?\\s*module|\\bimport\\.meta\\.(?:main|url)|^#!|"
                      + "^(?:await )?(?:main|run|start)\\(|^console\\.|^\\(async|^\\w+\\.listen\\(",
                  "process\\.argv\\[[2-9]|process\\.stdin|readline|\\b(?:document|window)\\.",
                  (path, text) -> List.of("node", path)))
              .testCommand("node --test"),
          new LanguageRow("json", "json webmanifest").parser(DataFormats::json),
          new LanguageRow("jsonc", "json5 jsonc")
              .fileNames("jsconfig.json", "tsconfig.json")
              .parser(DataFormats::jsonWithComments),
          new LanguageRow("kotlin", "kt kts", Sabotage.KOTLIN)
              .commentMask(CommentMask.SCRIPT)
              .imports(new JvmTypes(true)),
          new LanguageRow("lua", "lua", Sabotage.LUA)
              .syntaxCheck(ToolCheck.of("luac", "-p {file}", DiagnosticPatterns.LUA))
              .imports(new LuaModules()),
          new LanguageRow("make", "mk").fileNames("GNUmakefile", "Makefile", "makefile"),
          new LanguageRow("markdown", "markdown md"),
          new LanguageRow("php", "php", Sabotage.PHP)
              .commentMask(CommentMask.SCRIPT)
              .syntaxCheck(ToolCheck.of(
                  "php",
                  "-n -d display_errors=1 -d log_errors=0 -d html_errors=0 -l {file}",
                  DiagnosticPatterns.PHP))
              .imports(new PhpNames())
              .runCommand(RunCommand.of(
                  "^(?:echo|print|exit)\\b|\\bPHP_SAPI\\b|php_sapi_name",
                  "\\$argv|STDIN|readline\\(|\\$_(?:GET|POST|SERVER)",
                  (path, text) -> List.of("php", path))),
          new LanguageRow("python", "py pyi pyw", Sabotage.PYTHON)
              .commentMask(CommentMask.PYTHON)
              .syntaxCheck(ToolCheck.of(
                  "python3",
                  "-I -S -B -W ignore -X utf8 -c {check.py} {file}",
                  DiagnosticPatterns.GNU))
              .imports(new PythonModules())
              .runCommand(RunCommand.of(
                  "^if __name__ *==|^#!|^(?:(?:\\w+\\.)*(?:main|run|print|serve_forever))\\(",
                  "sys\\.argv\\[[1-9]|\\binput\\(|sys\\.stdin|required *= *True"
                      + "|click\\.(?:argument|group)"
                      + "|add_argument\\(\\s*[\"'](?!-)(?![^)]*(?:nargs|default))",
                  RunCommand::python))
              .testCommand("python3 -m unittest discover"),
          new LanguageRow("ruby", "gemspec rake rb", Sabotage.RUBY)
              .fileNames("Gemfile", "Rakefile")
              .commentMask(CommentMask.HASH)
              .syntaxCheck(
                  ToolCheck.of("ruby", "--disable-gems -c {file}", DiagnosticPatterns.RUBY))
              .imports(new RubyLibraries())
              .runCommand(RunCommand.of(
                  "__FILE__ *== *\\$|^#!|^puts\\b|^main\\b",
                  "ARGV|\\bgets\\b|STDIN",
                  (path, text) -> List.of("ruby", path)))
              .testCommand("rake test"),
          new LanguageRow("rust", "rs", Sabotage.RUST)
              .commentMask(CommentMask.C)
              .syntaxCheck(ToolCheck.of("rustc", RUST_FLAGS + " {file}", DiagnosticPatterns.RUST)
                  .inconclusive("^error\\[|cannot find|couldn't read|Rust 2024"))
              .projectCheck(
                  ToolCheck.of("rustc", RUST_FLAGS + " {root}", DiagnosticPatterns.RUST)
                      .inconclusive("^error\\[E0(?:432|433|463|583)\\]|cannot find (?:derive|attr)"
                          + "|couldn't read"),
                  "src/main.rs",
                  "src/lib.rs",
                  "main.rs")
              .outsideReference(DiagnosticPatterns.RUST_OUTSIDE)
              .imports(new RustCrates())
              .runCommand(RunCommand.of(
                  "^(?:pub )?(?:async )?fn main\\(\\)",
                  "env::args|stdin\\(\\)",
                  (path, text) -> shell(
                      "if [ -f Cargo.toml ]; then exec cargo run -q --offline; fi;"
                          + " mkdir -p .run && rustc --edition 2021 -o .run/main \"$1\""
                          + " && exec .run/main",
                      path)))
              .testCommand("cargo test --offline"),
          new LanguageRow("shell", "bash sh", Sabotage.SHELL)
              .commentMask(CommentMask.HASH)
              .syntaxCheck(ToolCheck.of("bash sh", "-n {file}", DiagnosticPatterns.SHELL))
              .imports(new ShellSources())
              .runCommand(RunCommand.of(
                  "\\A#!.*\\b(?:ba|da)?sh\\b",
                  "\\$\\{?[1-9@*]|\\bread\\b|\\b(?:curl|wget|apt(?:-get)?|docker|sudo|install)\\b",
                  (path, text) -> List.of(text.contains("bash") ? "bash" : "sh", path))),
          new LanguageRow("sql", "sql"),
          new LanguageRow("text", "txt"),
          new LanguageRow("toml", "toml")
              .fileNames("Cargo.lock", "Pipfile", "poetry.lock")
              .parser(DataFormats::toml),
          new LanguageRow("typescript", "cts jsx mts ts tsx", Sabotage.JAVASCRIPT)
              .commentMask(CommentMask.SCRIPT)
              .syntaxCheck(ToolCheck.of("tsc", TSC_FLAGS, DiagnosticPatterns.TYPESCRIPT)
                  .inconclusive("^TS(?!1\\d{3}:)"))
              .projectCheck(ToolCheck.of("tsc", TSC_FLAGS, DiagnosticPatterns.TYPESCRIPT)
                  .inconclusive(
                      "^TS(?:2307|2503|2580|2582|2584|2591|2593|2688|2732|2792|2875|7016|7026):"))
              .imports(new NodePackages())
              .testCommand("npm test"),
          new LanguageRow("xml", "csproj fxml plist svg xml xsd xsl xslt").parser(DataFormats::xml),
          new LanguageRow("yaml", "yaml yml")
              .parser(DataFormats::yaml)
              // Helm and Jinja; a plain {{ a }} is more often a value without its quotes.
              .templateStatement("\\{%|\\{\\{-|\\{\\{\\s*(?:[.$]|/\\*|(?:block|define|else|end|if|"
                  + "include|range|template|toYaml|with)\\b)"))
      .map(LanguageRow::build)
      .toList();

  private Languages() {}

  private static boolean isCode(String path) {
    return of(path).isPresent();
  }

  /** Returns the language of the checked file; a header in a C++ project is C++. */
  static Optional<Language> of(SourceTree sources) {
    Optional<Language> cpp = byName("cpp");
    boolean header = sources.path().endsWith(".h")
        && sources.paths().stream()
            .anyMatch(path -> cpp.filter(it -> it.owns(path)).isPresent());
    return header ? cpp : of(sources.path());
  }

  private static Optional<Language> byName(String name) {
    return ALL.stream().filter(language -> language.name.equals(name)).findFirst();
  }

  static Optional<Language> of(String path) {
    String file = SourceTree.fileNameOf(path);
    return ALL.stream()
        .filter(language -> language.fileNames.contains(file))
        .findFirst()
        .or(() -> ALL.stream().filter(language -> language.owns(path)).findFirst());
  }
}
