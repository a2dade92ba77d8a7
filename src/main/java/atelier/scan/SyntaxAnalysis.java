package atelier.scan;

import java.util.List;

/**
 * One look at a text by the grammar of its language.
 *
 * @param language the language it was read in; empty: none that the scanner knows, or
 *     one whose text it could not judge
 * @param problems its errors of syntax, in order of position
 * @param declared the names it offers to others
 * @param imported what it takes from others
 */
public record SyntaxAnalysis(
    String language, List<Problem> problems, List<Name> declared, List<Import> imported) {
  /** Of a text in no language that is known. */
  public static final SyntaxAnalysis NONE = new SyntaxAnalysis("", List.of(), List.of(), List.of());

  public SyntaxAnalysis {
    problems = List.copyOf(problems);
    declared = List.copyOf(declared);
    imported = List.copyOf(imported);
  }

  /**
   * One error of syntax.
   *
   * @param line counted from 1
   * @param column counted from 1, in characters
   * @param message all that is known, in a sentence
   * @param found what stands there; empty at the end of the text
   * @param missing what should stand there; empty where that is not known
   * @param inside what it is in, such as {@code function `add` (line 3)}; empty at the top
   */
  public record Problem(
      int line, int column, String message, String found, String missing, String inside) {}

  /** A name as it stands in a text: line and column are counted from 1. */
  public record Name(String name, int line, int column) {}

  /**
   * Something taken from others, as it stands in a text.
   *
   * @param line counted from 1
   * @param column counted from 1, in characters
   * @param optional whether the text minds that it may be missing
   */
  public record Import(String name, int line, int column, boolean optional) {}
}
