package atelier.language;

import atelier.language.imports.Ecosystem;
import atelier.language.imports.ImportResolver;
import atelier.language.source.CommentMask;
import atelier.language.source.SourceTree;

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
  final List<String> extensions;
  final List<String> fileNames;
  final CommentMask commentMask;
  final Optional<Parser> parser;
  final Optional<ToolCheck> syntaxCheck;
  final Optional<ToolCheck> projectCheck;
  final List<String> mainFiles;
  final Optional<Pattern> outsideReference;
  final Optional<Pattern> templateStatement;
  final Function<SourceTree, Map<String, String>> toolFiles;
  final Optional<ImportResolver> imports;
  final Optional<RunCommand> runCommand;
  final List<String> testCommand;

  private Language(Builder row) {
    name = row.name;
    extensions = row.extensions;
    fileNames = row.fileNames;
    commentMask = row.commentMask;
    parser = row.parser;
    syntaxCheck = row.syntaxCheck;
    projectCheck = row.projectCheck;
    mainFiles = row.mainFiles;
    outsideReference = row.outsideReference;
    templateStatement = row.templateStatement;
    toolFiles = row.toolFiles;
    imports = row.imports;
    runCommand = row.runCommand;
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
    return fileNames.contains(file) || (dot > 0 && extensions.contains(file.substring(dot + 1)));
  }

  /** A row being written. What it does not name, the language does not have. */
  static final class Builder {
    private final String name;
    private final List<String> extensions;
    private List<String> fileNames = List.of();
    private CommentMask commentMask = CommentMask.NONE;
    private Optional<Parser> parser = Optional.empty();
    private Optional<ToolCheck> syntaxCheck = Optional.empty();
    private Optional<ToolCheck> projectCheck = Optional.empty();
    private List<String> mainFiles = List.of();
    private Optional<Pattern> outsideReference = Optional.empty();
    private Optional<Pattern> templateStatement = Optional.empty();
    private Function<SourceTree, Map<String, String>> toolFiles = sources -> Map.of();
    private Optional<ImportResolver> imports = Optional.empty();
    private Optional<RunCommand> runCommand = Optional.empty();
    private List<String> testCommand = List.of();

    /** A language by its name and its endings, which are separated by blanks. */
    Builder(String name, String endings) {
      this.name = name;
      this.extensions = endings.isEmpty() ? List.of() : List.of(endings.split(" "));
    }

    Builder fileNames(String... names) {
      fileNames = List.of(names);
      return this;
    }

    /** How comments and strings are told from code. */
    Builder commentMask(CommentMask its) {
      commentMask = its;
      return this;
    }

    /** Read in this process. */
    Builder parser(Parser its) {
      parser = Optional.of(its);
      return this;
    }

    /** A look at one file that holds whatever else is written; what is beyond it is dropped. */
    Builder syntaxCheck(ToolCheck check) {
      syntaxCheck = Optional.of(check);
      return this;
    }

    /**
     * A look at names and types, made when every planned file of the language is written. Where
     * anything is beyond it, such as a library that this node lacks, its word is not taken.
     *
     * @param mainFiles where {@code {root}} is looked for
     */
    Builder projectCheck(ToolCheck check, String... mainFiles) {
      projectCheck = Optional.of(check);
      this.mainFiles = List.of(mainFiles);
      return this;
    }

    /** Text that makes the checker read a file outside of the project: refused before it runs. */
    Builder outsideReference(String text) {
      outsideReference = Optional.of(Pattern.compile(text, Pattern.MULTILINE));
      return this;
    }

    /** Statements of an engine that fills a text in: without it nobody can judge the text. */
    Builder templateStatement(String statements) {
      templateStatement = Optional.of(Pattern.compile(statements));
      return this;
    }

    /** Files of ours, laid out with the project's for the checker's sake. */
    Builder toolFiles(Function<SourceTree, Map<String, String>> files) {
      toolFiles = files;
      return this;
    }

    /** Imports that the scanner finds, and where they come from. */
    Builder imports(Ecosystem its) {
      imports = Optional.of(new ImportResolver(its));
      return this;
    }

    Builder runCommand(RunCommand its) {
      runCommand = Optional.of(its);
      return this;
    }

    Builder testCommand(String command) {
      testCommand = List.of(command.split(" "));
      return this;
    }

    Language build() {
      return new Language(this);
    }
  }
}
