package atelier.proof;

import atelier.pattern.Pattern;
import atelier.scan.FileFacts;
import atelier.scan.SyntaxAnalysis;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** Finds the names that a contract, which is prose, promises: words before a parenthesis. */
public final class ContractNames {
  private static final Pattern CALL = Pattern.compile("(?<![\\w/$-])([A-Za-z_]\\w*)\\(");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

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
   * The names that a file surely does not have: it neither declares nor even mentions them. Empty
   * if the file has syntax errors or no declarations that the scanner finds, and if it passes on
   * names of other files that it does not name.
   */
  public static List<String> findMissing(List<String> names, SyntaxAnalysis analysis, String text) {
    FileFacts facts = analysis.facts();
    boolean passesOn =
        facts.open() && !(facts.exports().isEmpty() && facts.uses().isEmpty());
    if (analysis.declared().isEmpty() || !analysis.problems().isEmpty() || passesOn) {
      return List.of();
    }
    Set<String> mentioned =
        WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    return names.stream().filter(name -> !mentioned.contains(name)).toList();
  }
}
