package atelier.proof;

import atelier.scan.SyntaxAnalysis;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the names that a contract, which is prose, promises: words before a parenthesis. */
public final class ContractNames {
  private static final Pattern CALL = Pattern.compile("(?<![\\w/$-])([A-Za-z_]\\w*)\\(");

  /** Words before a parenthesis that are not names declared by a file. */
  private static final Set<String> KEYWORDS = Set.of(
      "constructor",
      "def",
      "fn",
      "fun",
      "func",
      "function",
      "if",
      "new",
      "return",
      "returns",
      "throws");

  private ContractNames() {}

  /** The names in a contract such as {@code exports add(todo), Store.all()}. */
  public static List<String> extract(String contract) {
    return CALL.matcher(contract)
        .results()
        .map(match -> match.group(1))
        .filter(name -> !KEYWORDS.contains(name))
        .distinct()
        .toList();
  }

  /**
   * The names that a file does not declare; empty if the file has syntax errors or no declarations
   * that the scanner finds.
   */
  public static List<String> findMissing(List<String> names, SyntaxAnalysis analysis) {
    Set<String> declared =
        analysis.declared().stream().map(SyntaxAnalysis.Name::name).collect(Collectors.toSet());
    return declared.isEmpty() || !analysis.problems().isEmpty()
        ? List.of()
        : names.stream().filter(name -> !declared.contains(name)).toList();
  }
}
