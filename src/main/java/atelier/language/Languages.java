package atelier.language;

import static atelier.language.CompilerArguments.C_FLAGS;
import static atelier.language.CompilerArguments.JAVA_ROOTS;
import static atelier.language.CompilerArguments.MISSING_HEADER;
import static atelier.language.CompilerArguments.RUST_FLAGS;
import static atelier.language.CompilerArguments.TSC_FLAGS;
import static atelier.language.CompilerArguments.javac;

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
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of languages, in the order of their names. */
final class Languages {
  static final List<Language> ALL = Stream.of(
          new LanguageRow("c", "c h", Sabotage.C)
              .syntaxCheck(ToolCheck.of("gcc cc clang", C_FLAGS, DiagnosticPatterns.GNU)
                  .inconclusive(MISSING_HEADER))
              .imports(new CHeaders())
              .testCommand("make test"),
          new LanguageRow("cpp", "cc cpp cxx hh hpp hxx", Sabotage.C)
              .syntaxCheck(
                  ToolCheck.of("g++ c++ clang++", "-std=c++20 " + C_FLAGS, DiagnosticPatterns.GNU)
                      .inconclusive(MISSING_HEADER))
              .imports(new CHeaders())
              .testCommand("make test"),
          new LanguageRow("csharp", "cs", Sabotage.CSHARP).imports(new CsharpNamespaces()),
          new LanguageRow("css", "css").imports(new PageLinks(Languages::isCode)),
          new LanguageRow("docker", "")
              .fileNames("Dockerfile", "Containerfile")
              .imports(new DockerfileCopies(Languages::isCode)),
          new LanguageRow("elixir", "ex exs", Sabotage.ELIXIR)
              .syntaxCheck(ToolCheck.of("elixir", "-e {check.exs} {file}", DiagnosticPatterns.GNU))
              .imports(BeamModules.elixir())
              .testCommand("mix test"),
          new LanguageRow("erlang", "erl hrl", Sabotage.ERLANG).imports(BeamModules.erlang()),
          new LanguageRow("go", "go", Sabotage.GO)
              .syntaxCheck(ToolCheck.of("gofmt", "-e -l {file}", DiagnosticPatterns.GO))
              .imports(new GoPackages())
              .testCommand("go test ./..."),
          new LanguageRow("html", "htm html").imports(new PageLinks(Languages::isCode)),
          new LanguageRow("java", "java", Sabotage.JAVA)
              .syntaxCheck(ToolCheck.of(
                  "javac", javac("--should-stop=ifNoError=PARSE"), DiagnosticPatterns.JAVA))
              .projectCheck(
                  ToolCheck.of("javac", javac("-sourcepath " + JAVA_ROOTS), DiagnosticPatterns.JAVA)
                      .inconclusive("^package .* does not exist"))
              .imports(new JvmTypes(false))
              .testCommand("mvn -q -B test"),
          new LanguageRow("javascript", "cjs js mjs", Sabotage.JAVASCRIPT)
              .syntaxCheck(ToolCheck.of(
                  "node", "--max-old-space-size=256 --check {file}", DiagnosticPatterns.NODE))
              .toolFiles(NodePackages::moduleSystemFile)
              .imports(new NodePackages())
              .testCommand("node --test"),
          new LanguageRow("json", "json webmanifest").parser(DataFormats::json),
          new LanguageRow("json5", "json5").paths(JsonDialects.JSON5).parser(DataFormats::json5),
          new LanguageRow("jsonc", "code-snippets code-workspace jsonc")
              .paths(JsonDialects.WITH_COMMENTS)
              .parser(DataFormats::jsonWithComments),
          new LanguageRow("kotlin", "kt kts", Sabotage.KOTLIN).imports(new JvmTypes(true)),
          new LanguageRow("lua", "lua", Sabotage.LUA)
              .syntaxCheck(ToolCheck.of("luac", "-p {file}", DiagnosticPatterns.LUA))
              .imports(new LuaModules()),
          new LanguageRow("make", "mk").fileNames("GNUmakefile", "Makefile", "makefile"),
          new LanguageRow("markdown", "markdown md").advisory(),
          new LanguageRow("php", "php", Sabotage.PHP)
              .syntaxCheck(ToolCheck.of(
                  "php",
                  "-n -d display_errors=1 -d log_errors=0 -d html_errors=0 -l {file}",
                  DiagnosticPatterns.PHP))
              .imports(new PhpNames()),
          new LanguageRow("python", "py pyi pyw", Sabotage.PYTHON)
              .syntaxCheck(ToolCheck.of(
                  "python3",
                  "-I -S -B -W ignore -X utf8 -c {check.py} {file}",
                  DiagnosticPatterns.GNU))
              .imports(new PythonModules())
              .testCommand("python3 -m unittest discover"),
          new LanguageRow("ruby", "gemspec rake rb", Sabotage.RUBY)
              .fileNames("Gemfile", "Rakefile")
              .syntaxCheck(
                  ToolCheck.of("ruby", "--disable-gems -c {file}", DiagnosticPatterns.RUBY))
              .imports(new RubyLibraries())
              .testCommand("rake test"),
          new LanguageRow("rust", "rs", Sabotage.RUST)
              .syntaxCheck(ToolCheck.of("rustc", RUST_FLAGS + " {file}", DiagnosticPatterns.RUST)
                  .inconclusive("^error\\[|cannot find|couldn't read|Rust 2024"))
              .projectCheck(
                  ToolCheck.of("rustc", RUST_FLAGS + " {root}", DiagnosticPatterns.RUST)
                      .inconclusive("^error\\[E0(?:432|433|463|583)\\]|cannot find (?:derive|attr)"
                          + "|couldn't read"),
                  "src/main.rs",
                  "src/lib.rs",
                  "main.rs")
              .imports(new RustCrates())
              .testCommand("cargo test --offline"),
          new LanguageRow("shell", "bash sh", Sabotage.SHELL)
              .syntaxCheck(ToolCheck.of("bash sh", "-n {file}", DiagnosticPatterns.SHELL))
              .imports(new ShellSources()),
          new LanguageRow("sql", "sql"),
          new LanguageRow("text", "txt"),
          new LanguageRow("toml", "toml")
              .fileNames("Cargo.lock", "Pipfile", "poetry.lock")
              .parser(DataFormats::toml),
          new LanguageRow("typescript", "cts jsx mts ts tsx", Sabotage.JAVASCRIPT)
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

  /** What only Objective-C has: its headers end in {@code .h}, too, and cannot be checked. */
  private static final Pattern OBJECTIVE_C =
      Pattern.compile("(?m)^\\s*(?:@(?:interface|protocol|class|import|end)\\b|#\\s*import\\b)");

  /** Returns the language of the checked file; a header in a C++ project is C++. */
  static Optional<Language> of(SourceTree sources) {
    if (sources.path().endsWith(".h") && OBJECTIVE_C.matcher(sources.text()).find()) {
      return Optional.empty();
    }
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
    return ALL.stream()
        .filter(language -> language.isNamed(path))
        .findFirst()
        .or(() -> ALL.stream().filter(language -> language.owns(path)).findFirst());
  }
}
