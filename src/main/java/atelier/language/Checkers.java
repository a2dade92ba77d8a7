package atelier.language;

import java.util.List;
import java.util.regex.Pattern;

/** How each toolchain is asked to look at one file, and how its complaints are read. */
final class Checkers {
  private static final Pattern NOTHING = Pattern.compile("(?!)");
  private static final String GCC =
      ":(?<line>\\d+):(?<column>\\d+): (fatal )?error: (?<message>.*)";

  static final Checker C = new Checker(
      "gcc",
      List.of("-fsyntax-only", "-fno-diagnostics-show-caret", "-I.", "{}"),
      Pattern.compile(GCC),
      Pattern.compile("No such file or directory"),
      true);

  static final Checker CPP = new Checker(
      "g++",
      List.of("-fsyntax-only", "-std=c++17", "-fno-diagnostics-show-caret", "-I.", "{}"),
      Pattern.compile(GCC),
      Pattern.compile("No such file or directory"),
      true);

  /** Parses only: compiling would run macros. */
  static final Checker ELIXIR = new Checker(
      "elixir",
      List.of("-e", """
          case Code.string_to_quoted(File.read!(hd(System.argv()))) do
            {:ok, _} -> :ok
            {:error, {at, message, token}} ->
              text = if is_tuple(message), do: elem(message, 0), else: message
              IO.puts("#{at[:line]}:#{at[:column] || 0}: #{text}#{token}")
              System.halt(1)
          end
          """, "{}"),
      Pattern.compile("(?m)^(?<line>\\d+):(?<column>\\d+): (?<message>.*)"),
      NOTHING,
      true);

  static final Checker GO = new Checker(
      "gofmt",
      List.of("-e", "{}"),
      Pattern.compile(":(?<line>\\d+):(?<column>\\d+): (?<message>.*)"),
      NOTHING,
      true);

  /** Names from other files and libraries may be missing still: only the file itself is judged. */
  static final Checker JAVA = new Checker(
      "javac",
      List.of("-proc:none", "-implicit:none", "-sourcepath", ".", "-d", ".", "{}"),
      Pattern.compile(":(?<line>\\d+): error: (?<message>.*)"),
      Pattern.compile("cannot find symbol|package .* does not exist|does not override"
          + "|static import only|cannot be converted|cannot infer"),
      true);

  static final Checker JAVASCRIPT = new Checker(
      "node",
      List.of("--check", "{}"),
      Pattern.compile("(?m):(?<line>\\d+)\\n[\\s\\S]*?^(?<message>\\w*Error: .*)$"),
      NOTHING,
      true);

  static final Checker PHP = new Checker(
      "php",
      List.of("-l", "{}"),
      Pattern.compile("Parse error:\\s+(?<message>.*) in .* on line (?<line>\\d+)"),
      NOTHING,
      true);

  /** Compiles in memory; also names each import that is not of the standard library. */
  static final Checker PYTHON = new Checker(
      "python3",
      List.of("-I", "-c", """
          import ast, sys, warnings
          warnings.simplefilter("ignore")
          try:
              with open(sys.argv[1], "rb") as file:
                  tree = ast.parse(file.read(), "file")
              compile(tree, "file", "exec", dont_inherit=True)
          except SyntaxError as e:
              print("%d:%d: %s" % (e.lineno or 0, e.offset or 0, e.msg))
              sys.exit(1)
          except (ValueError, RecursionError, MemoryError) as e:
              print("0:0: %s" % e)
              sys.exit(1)
          known = getattr(sys, "stdlib_module_names", None)
          tried = {n for t in ast.walk(tree) if isinstance(t, ast.Try) for n in ast.walk(t)}
          for node in ast.walk(tree):
              names = []
              if isinstance(node, ast.Import):
                  names = [alias.name for alias in node.names]
              elif isinstance(node, ast.ImportFrom) and node.level == 0:
                  names = [node.module]
              for name in names:
                  root = name.split(".")[0]
                  if known and root not in known and node not in tried:
                      print("import %d %s" % (node.lineno, root))
          """, "{}"),
      Pattern.compile("(?m)^(?<line>\\d+):(?<column>\\d+): (?<message>.*)"),
      NOTHING,
      true);

  static final Checker RUBY = new Checker(
      "ruby",
      List.of("-c", "{}"),
      Pattern.compile(":(?<line>\\d+): (?<message>.*)"),
      NOTHING,
      true);

  /**
   * Syntax errors are those without a code; the others may come of files that are missing still.
   */
  static final Checker RUST = new Checker(
      "rustc",
      List.of(
          "--edition", "2021", "--crate-type", "lib", "--emit=metadata", "-o", "/dev/null", "{}"),
      Pattern.compile(
          "(?m)^error: (?<message>.*)\\n\\s+--> [^:\\n]*:(?<line>\\d+):(?<column>\\d+)"),
      Pattern.compile("^aborting"),
      false);

  static final Checker SHELL = new Checker(
      "bash",
      List.of("-n", "{}"),
      Pattern.compile(": line (?<line>\\d+): (?<message>.*)"),
      NOTHING,
      true);

  /**
   * Only the codes of syntax errors: types of packages that are not installed are not the file's.
   */
  static final Checker TYPESCRIPT = new Checker(
      "tsc",
      List.of("--noEmit", "--skipLibCheck", "--jsx", "preserve", "{}"),
      Pattern.compile("\\((?<line>\\d+),(?<column>\\d+)\\): error (?<message>TS1\\d{3}: .*)"),
      NOTHING,
      false);

  private Checkers() {}
}
