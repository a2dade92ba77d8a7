package atelier.language;

import atelier.language.imports.Ecosystem;
import atelier.language.imports.ImportResolver;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How the files of a language are recognised, checked, run and tested; see {@link Languages}. */
public final class Language {
  final String name;
  final List<String> extensions;
  final List<String> fileNames;
  final Pattern paths;
  final boolean advisory;
  final Optional<Parser> parser;
  final Optional<ToolCheck> syntaxCheck;
  final Optional<ToolCheck> projectCheck;
  final List<String> mainFiles;
  final Optional<Pattern> templateStatement;
  final Function<SourceTree, Map<String, String>> toolFiles;
  final Optional<ImportResolver> imports;
  final List<String> testCommand;
  final Sabotage sabotage;

  private Language(LanguageRow row) {
    name = row.name;
    extensions = row.extensions;
    fileNames = row.fileNames;
    paths = row.paths;
    advisory = row.advisory;
    parser = row.parser;
    syntaxCheck = row.syntaxCheck;
    projectCheck = row.projectCheck;
    mainFiles = row.mainFiles;
    templateStatement = row.templateStatement;
    toolFiles = row.toolFiles;
    imports = row.imports;
    testCommand = row.testCommand;
    sabotage = row.sabotage;
  }

  /** Returns the language of a path, by its file name or extension. */
  public static Optional<Language> of(String path) {
    return Languages.of(path);
  }

  /** Returns its name, such as {@code python}. */
  public String name() {
    return name;
  }

  /** Returns the default command that runs a project's tests; empty if there is none. */
  public List<String> testCommand() {
    return testCommand;
  }

  /** Whether its files are code, whose small faults tests should notice; pages and data are not. */
  public boolean isCode() {
    return sabotage != Sabotage.EMPTY;
  }

  /** The content of a file made unusable, for the negative control of a check. */
  public String sabotage(String content) {
    return sabotage.broken(content);
  }

  /** Whether the name of the file, and not only its extension, says that it is in the language. */
  boolean isNamed(String path) {
    return fileNames.contains(SourceTree.fileNameOf(path))
        || paths.matcher(path).matches();
  }

  boolean owns(String path) {
    String file = SourceTree.fileNameOf(path);
    int dot = file.lastIndexOf('.');
    return isNamed(path) || (dot > 0 && extensions.contains(file.substring(dot + 1)));
  }

  /** Builds a language; it does not have what is not set. */
  static final class LanguageRow {
    private final String name;
    private final List<String> extensions;
    private List<String> fileNames = List.of();
    private Pattern paths = Pattern.compile("(?!)");
    private boolean advisory;
    private Optional<Parser> parser = Optional.empty();
    private Optional<ToolCheck> syntaxCheck = Optional.empty();
    private Optional<ToolCheck> projectCheck = Optional.empty();
    private List<String> mainFiles = List.of();
    private Optional<Pattern> templateStatement = Optional.empty();
    private Function<SourceTree, Map<String, String>> toolFiles = sources -> Map.of();
    private Optional<ImportResolver> imports = Optional.empty();
    private List<String> testCommand = List.of();
    private final Sabotage sabotage;

    /** Starts a language with its name and its extensions, separated by blanks. */
    LanguageRow(String name, String extensions) {
      this(name, extensions, Sabotage.EMPTY);
    }

    /** The same; {@code sabotage} makes a file unusable for the negative control of a check. */
    LanguageRow(String name, String extensions, Sabotage sabotage) {
      this.name = name;
      this.sabotage = sabotage;
      this.extensions = extensions.isEmpty() ? List.of() : List.of(extensions.split(" "));
    }

    LanguageRow fileNames(String... names) {
      fileNames = List.of(names);
      return this;
    }

    /** Sets the pattern of paths whose extension says something else. */
    LanguageRow paths(String pattern) {
      paths = Pattern.compile(pattern);
      return this;
    }

    /** Makes problems of its files warnings: such as those of an excerpt of code in a text. */
    LanguageRow advisory() {
      advisory = true;
      return this;
    }

    /** Sets the parser in this process. */
    LanguageRow parser(Parser parser) {
      this.parser = Optional.of(parser);
      return this;
    }

    /** Sets the check of a single file without the others; inconclusive messages are dropped. */
    LanguageRow syntaxCheck(ToolCheck check) {
      syntaxCheck = Optional.of(check);
      return this;
    }

    /**
     * Sets the check of names and types, made once every planned file of the language is written.
     * If one message is inconclusive, such as for a library that is not installed, all are dropped.
     *
     * @param mainFiles the candidates for {@code {root}}
     */
    LanguageRow projectCheck(ToolCheck check, String... mainFiles) {
      projectCheck = Optional.of(check);
      this.mainFiles = List.of(mainFiles);
      return this;
    }

    /** Sets the pattern of template statements: a template that does not parse is unchecked. */
    LanguageRow templateStatement(String statements) {
      templateStatement = Optional.of(Pattern.compile(statements));
      return this;
    }

    /** Sets the additional files that the tool needs beside the project's. */
    LanguageRow toolFiles(Function<SourceTree, Map<String, String>> files) {
      toolFiles = files;
      return this;
    }

    /** Sets how the imports that the scanner finds are resolved. */
    LanguageRow imports(Ecosystem ecosystem) {
      imports = Optional.of(new ImportResolver(ecosystem));
      return this;
    }

    LanguageRow testCommand(String command) {
      testCommand = List.of(command.split(" "));
      return this;
    }

    Language build() {
      return new Language(this);
    }
  }
}
