package atelier.proof;

import atelier.scan.SyntaxAnalysis;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a contract, which is prose, promises for certain: names with their parentheses. */
public final class ContractNames {
  private static final Pattern CALL = Pattern.compile("(?<![\\w/$-])([A-Za-z_]\\w*)\\(");

  /** Words before a parenthesis that are no names, and names that a language gives. */
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
        .map(found -> found.group(1))
        .filter(name -> !KEYWORDS.contains(name))
        .distinct()
        .toList();
  }

  /**
   * Those that a file does not declare; none where it is broken, or declares nothing that the
   * scanner can see.
   */
  public static List<String> findMissing(List<String> names, SyntaxAnalysis reading) {
    Set<String> declared =
        reading.declared().stream().map(SyntaxAnalysis.Name::name).collect(Collectors.toSet());
    return declared.isEmpty() || !reading.problems().isEmpty()
        ? List.of()
        : names.stream().filter(name -> !declared.contains(name)).toList();
  }
}
