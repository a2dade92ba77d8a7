package atelier.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A language: how its files are known, checked, run and tested. Its row is in {@link Languages}.
 */
public final class Language {
  final String name;
  final List<String> endings;
  final List<String> fileNames;
  final CommentMask mask;
  final Optional<Parser> parser;
  final Optional<ToolCheck> syntax;
  final Optional<ToolCheck> whole;
  final List<String> roots;
  final Optional<Pattern> outside;
  final Optional<Pattern> template;
  final Function<SourceTree, Map<String, String>> settings;
  final Optional<ImportResolver> imports;
  final Optional<Launch> launch;
  final List<String> testCommand;

  private Language(Row row) {
    name = row.name;
    endings = row.endings;
    fileNames = row.fileNames;
    mask = row.mask;
    parser = row.parser;
    syntax = row.syntax;
    whole = row.whole;
    roots = row.roots;
    outside = row.outside;
    template = row.template;
    settings = row.settings;
    imports = row.imports;
    launch = row.launch;
    testCommand = row.testCommand;
  }

  /** The language of a path, by its name or its ending. */
  public static Optional<Language> of(String path) {
    return Languages.of(path);
  }

  /** Its name, such as {@code python}. */
  public String name() {
    return name;
  }

  /** The command that runs a project's tests where nothing else is said; empty: there is none. */
  public List<String> testCommand() {
    return testCommand;
  }

  boolean owns(String path) {
    String file = SourceTree.fileNameOf(path);
    int dot = file.lastIndexOf('.');
    return fileNames.contains(file) || (dot > 0 && endings.contains(file.substring(dot + 1)));
  }

  /** A row being written. What it does not name, the language does not have. */
  static final class Row {
    private final String name;
    private final List<String> endings;
    private List<String> fileNames = List.of();
    private CommentMask mask = CommentMask.NONE;
    private Optional<Parser> parser = Optional.empty();
    private Optional<ToolCheck> syntax = Optional.empty();
    private Optional<ToolCheck> whole = Optional.empty();
    private List<String> roots = List.of();
    private Optional<Pattern> outside = Optional.empty();
    private Optional<Pattern> template = Optional.empty();
    private Function<SourceTree, Map<String, String>> settings = sources -> Map.of();
    private Optional<ImportResolver> imports = Optional.empty();
    private Optional<Launch> launch = Optional.empty();
    private List<String> testCommand = List.of();

    /** A language by its name and its endings, which are separated by blanks. */
    Row(String name, String endings) {
      this.name = name;
      this.endings = endings.isEmpty() ? List.of() : List.of(endings.split(" "));
    }

    Row files(String... names) {
      fileNames = List.of(names);
      return this;
    }

    /** How comments and strings are told from code. */
    Row masked(CommentMask its) {
      mask = its;
      return this;
    }

    /** Read in this process. */
    Row parsed(Parser its) {
      parser = Optional.of(its);
      return this;
    }

    /** A look at one file that holds whatever else is written; what is beyond it is dropped. */
    Row syntax(ToolCheck check) {
      syntax = Optional.of(check);
      return this;
    }

    /**
     * A look at names and types, made when every planned file of the language is written. Where
     * anything is beyond it, such as a library that this node lacks, its word is not taken.
     *
     * @param mainFiles where {@code {root}} is looked for
     */
    Row whole(ToolCheck check, String... mainFiles) {
      whole = Optional.of(check);
      roots = List.of(mainFiles);
      return this;
    }

    /** Text that makes the checker read a file outside of the project: refused before it runs. */
    Row outside(String text) {
      outside = Optional.of(Pattern.compile(text, Pattern.MULTILINE));
      return this;
    }

    /** Statements of an engine that fills a text in: without it nobody can judge the text. */
    Row template(String statements) {
      template = Optional.of(Pattern.compile(statements));
      return this;
    }

    /** Files of ours, laid out with the project's for the checker's sake. */
    Row settings(Function<SourceTree, Map<String, String>> files) {
      settings = files;
      return this;
    }

    /** Imports that the scanner finds, and where they come from. */
    Row imports(Ecosystem its) {
      imports = Optional.of(new ImportResolver(its));
      return this;
    }

    Row launched(Launch its) {
      launch = Optional.of(its);
      return this;
    }

    Row tested(String command) {
      testCommand = List.of(command.split(" "));
      return this;
    }

    Language build() {
      return new Language(this);
    }
  }
}
