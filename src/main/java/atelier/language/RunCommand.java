package atelier.language;

import atelier.language.source.CommentMask;
import atelier.language.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a single file of a language is run.
 *
 * @param entryPoint what only a program contains, outside of comments and strings
 * @param needsInput what a program contains that needs arguments or input: without them it would
 *     fail although it is correct
 * @param command builds the command from path and text
 */
record RunCommand(
    Pattern entryPoint, Pattern needsInput, BiFunction<String, String, List<String>> command) {
  private static final Pattern NOT_RUNNABLE = Pattern.compile(
      "(^|/)(tests?|spec|__tests__|node_modules|vendor)/|(^|/)(test_|conftest\\.|setup\\.py$)"
          + "|[._-](test|spec|config|conf)\\.\\w+$|Tests?\\.java$");

  static RunCommand of(
      String entryPoint, String needsInput, BiFunction<String, String, List<String>> command) {
    return new RunCommand(
        Pattern.compile(entryPoint, Pattern.MULTILINE),
        Pattern.compile(needsInput, Pattern.MULTILINE),
        command);
  }

  /** Returns the command of a file; empty if it is not a program that runs without input. */
  Optional<List<String>> find(String path, String text, CommentMask mask) {
    boolean runs = !NOT_RUNNABLE.matcher(path).find()
        && entryPoint.matcher(mask.blank(text)).find()
        && !needsInput.matcher(text).find();
    return runs ? Optional.of(command.apply(path, text)) : Optional.empty();
  }

  /** Runs a file that imports from its own package as a module, otherwise as a script. */
  static List<String> python(String path, String text) {
    int slash = path.indexOf('/');
    String topPackage = slash < 0 ? "" : path.substring(0, slash);
    boolean asModule = slash > 0
        && path.matches("(\\w+/)+\\w+\\.py")
        && Pattern.compile(
                "^\\s*(from\\s+\\.|(from|import)\\s+" + topPackage + "\\b)", Pattern.MULTILINE)
            .matcher(text)
            .find();
    return asModule
        ? List.of(
            "python3",
            "-m",
            path.substring(0, path.length() - 3).replace('/', '.').replaceAll("\\.__main__$", ""))
        : List.of("python3", path);
  }

  static List<String> java(String path, String text) {
    Matcher declared =
        Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE).matcher(text);
    String simple = SourceTree.fileNameOf(path).replaceAll("\\.java$", "");
    String name = declared.find() ? declared.group(1) + "." + simple : simple;
    return shell(
        "mkdir -p .run && javac -d .run -sourcepath " + CompilerArguments.JAVA_ROOTS
            + " \"$1\" && exec java -cp .run \"$2\"",
        path,
        name);
  }

  /** Builds a shell command to which path and name are arguments, never shell text. */
  static List<String> shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }
}
