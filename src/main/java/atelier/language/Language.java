package atelier.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row for each language: adding one is adding a row.
 *
 * @param endings of its files; a whole file name where it has no dot
 * @param parser checks a text in this process; null where there is none
 * @param checker the toolchain's own check; null where there is none
 * @param entry what a text must hold to be a program by itself; null where files never are
 * @param run the command that runs it, {@code {}} standing for its path
 */
record Language(
    String name,
    List<String> endings,
    @Nullable Function<String, Verdict> parser,
    @Nullable Checker checker,
    @Nullable Pattern entry,
    List<String> run) {
  private static final Pattern TEST =
      Pattern.compile("(^|/)(tests?|spec)/|(^|/)test_|[._-](test|spec)\\.|(^|/)conftest\\.py");

  /** All rows, in order of name. */
  static final List<Language> ALL = List.of(
      row("c", ".c .h").checkedBy(Checkers.C),
      row("cpp", ".cc .cpp .cxx .hh .hpp").checkedBy(Checkers.CPP),
      row("elixir", ".ex .exs").checkedBy(Checkers.ELIXIR),
      row("go", ".go")
          .checkedBy(Checkers.GO)
          .runBy("(?m)^package main\\b[\\s\\S]*^func main\\(\\)", "go", "run", "{}"),
      row("java", ".java").checkedBy(Checkers.JAVA),
      row("javascript", ".cjs .js .mjs")
          .checkedBy(Checkers.JAVASCRIPT)
          .runBy("^#!|\\.listen\\(|require\\.main === module|process\\.argv", "node", "{}"),
      row("json", ".json").parsedBy(Parsers::json),
      row("php", ".php").checkedBy(Checkers.PHP),
      row("python", ".py")
          .checkedBy(Checkers.PYTHON)
          .runBy("(?m)^if __name__ == [\"']__main__[\"']", "python3", "{}"),
      row("ruby", ".rb")
          .checkedBy(Checkers.RUBY)
          .runBy("^#!|__FILE__ == \\$(0|PROGRAM_NAME)", "ruby", "{}"),
      row("rust", ".rs").checkedBy(Checkers.RUST),
      row("shell", ".bash .sh").checkedBy(Checkers.SHELL).runBy("^#!", "bash", "{}"),
      row("toml", ".toml").parsedBy(Parsers::toml),
      row("typescript", ".cts .mts .ts .tsx").checkedBy(Checkers.TYPESCRIPT),
      row("xml", ".svg .xml").parsedBy(Parsers::xml),
      row("yaml", ".yaml .yml").parsedBy(Parsers::yaml));

  private static Language row(String name, String endings) {
    return new Language(name, List.of(endings.split(" ", -1)), null, null, null, List.of());
  }

  private Language parsedBy(Function<String, Verdict> with) {
    return new Language(name, endings, with, checker, entry, run);
  }

  private Language checkedBy(Checker with) {
    return new Language(name, endings, parser, with, entry, run);
  }

  private Language runBy(String holding, String... command) {
    return new Language(name, endings, parser, checker, Pattern.compile(holding), List.of(command));
  }

  static Optional<Language> of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(row -> row.endings().stream().anyMatch(lower::endsWith))
        .findFirst();
  }

  /** The command that runs a file, where it is a program: tests and modules are not. */
  Optional<List<String>> runCommand(String path, String text) {
    if (entry == null || TEST.matcher(path).find() || !entry.matcher(text).find()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(run);
    command.replaceAll(word -> word.equals("{}") ? path : word);
    return Optional.of(List.copyOf(command));
  }
}
