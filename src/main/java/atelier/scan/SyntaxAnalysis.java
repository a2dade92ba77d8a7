package atelier.scan;

import java.util.List;

/**
 * The result of parsing a text with the grammar of its language. The components are the crate's
 * JSON.
 *
 * @param language the language of the grammar; empty if the scanner has none for the text or could
 *     not parse it
 * @param problems the syntax errors, in order of position
 * @param declared the names that it exports
 * @param imported the names that it imports
 * @param facts what it offers to other files and takes from them
 */
public record SyntaxAnalysis(
    String language,
    List<Problem> problems,
    List<Name> declared,
    List<Import> imported,
    FileFacts facts) {
  /** The analysis of a text in an unknown language. */
  public static final SyntaxAnalysis NONE =
      new SyntaxAnalysis("", List.of(), List.of(), List.of(), FileFacts.UNKNOWN);

  public SyntaxAnalysis {
    problems = List.copyOf(problems);
    declared = List.copyOf(declared);
    imported = List.copyOf(imported);
  }

  /**
   * One syntax error.
   *
   * @param line counted from 1
   * @param column counted from 1, in characters
   * @param message the whole description, in a sentence
   * @param found the unexpected text; empty at the end of the text
   * @param missing the expected text; empty if unknown
   * @param inside the enclosing construct, such as {@code function `add` (line 3)}; empty at top
   *     level
   */
  public record Problem(
      int line, int column, String message, String found, String missing, String inside) {}

  /** A name and its position in a text: line and column are counted from 1. */
  public record Name(String name, int line, int column) {}

  /**
   * An import and its position in a text.
   *
   * @param line counted from 1
   * @param column counted from 1, in characters
   * @param optional whether the text handles that it may be missing
   */
  public record Import(String name, int line, int column, boolean optional) {}
}
