package atelier.project;

import atelier.event.CannotShow;
import atelier.event.Example;
import atelier.pattern.Pattern;
import atelier.project.SpecLiterals.Literal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a literal of the spec is shown.
 *
 * @param examples the names of the examples that contain it
 * @param tests the paths of the test files that contain it
 * @param cannotShow why no example can show it; empty if no reason was given
 */
public record LiteralCoverage(
    Literal literal, List<String> examples, List<String> tests, String cannotShow) {
  private static final int MAX_NAMES = 5;

  public LiteralCoverage {
    examples = List.copyOf(examples);
    tests = List.copyOf(tests);
  }

  /** Whether an example, a test or a reason accounts for it. */
  public boolean isAccountedFor() {
    return !examples.isEmpty() || !tests.isEmpty() || !cannotShow.isEmpty();
  }

  /** The coverage of each literal of a spec; {@code tests} holds the test files by path. */
  public static List<LiteralCoverage> of(
      String spec, List<Example> examples, List<CannotShow> cannotShow, Map<String, String> tests) {
    return SpecLiterals.of(spec).stream()
        .map(literal -> new LiteralCoverage(
            literal,
            examples.stream()
                .filter(example -> isShown(literal, example))
                .map(Example::name)
                .limit(MAX_NAMES)
                .toList(),
            tests.entrySet().stream()
                .filter(test -> occursIn(literal.text(), test.getValue()))
                .map(Map.Entry::getKey)
                .limit(MAX_NAMES)
                .toList(),
            cannotShow.stream()
                .filter(entry -> occursIn(literal.text(), entry.quote()))
                .map(CannotShow::why)
                .findFirst()
                .orElse("")))
        .toList();
  }

  private static boolean isShown(Literal literal, Example example) {
    return switch (literal.kind()) {
      case "exit code" ->
        example.steps().stream()
            .anyMatch(step -> step.expect().exit().filter(is(literal)).isPresent());
      case "status code" ->
        responses(example)
            .anyMatch(response -> response.status().filter(is(literal)).isPresent());
      case "route" -> example.requests().stream().anyMatch(request -> isRoute(literal, request));
      case "limit" -> near(literal.text()).anyMatch(number -> occursIn(number, text(example)));
      default -> occursIn(literal.text(), text(example));
    };
  }

  private static Predicate<Integer> is(Literal literal) {
    return number -> number.toString().equals(literal.text());
  }

  private static Stream<Example.Response> responses(Example example) {
    return example.requests().stream().map(Example.Request::expect).flatMap(Optional::stream);
  }

  /** Placeholders such as {@code {id}} and {@code :id} stand for any segment. */
  private static boolean isRoute(Literal literal, Example.Request request) {
    String[] words = literal.text().split(" ", 2);
    String path = words[words.length - 1];
    StringBuilder pattern = new StringBuilder();
    for (String segment : Pattern.of("(?=/)").splitAll(path)) {
      boolean placeholder = Pattern.of("/(\\{[^}]*\\}|:\\w+|\\*)").matches(segment);
      pattern.append(placeholder ? "/[^/?]+" : Pattern.quote(segment));
    }
    return (words.length == 1 || words[0].equals(request.method()))
        && Pattern.compile(pattern + "/?(\\?.*)?").matches(request.path());
  }

  /** A limit is also shown by what is just beyond it. */
  private static Stream<String> near(String limit) {
    String digits = limit.replaceAll("[_,]", "");
    if (!digits.matches("\\d{1,15}")) {
      return Stream.of(limit);
    }
    long number = Long.parseLong(digits);
    return Stream.of(limit, digits, String.valueOf(number + 1), String.valueOf(number - 1));
  }

  /** All that an example contains, but for its name and the words of the spec that it quotes. */
  private static String text(Example example) {
    return new Example(
            "",
            "",
            example.files(),
            example.steps(),
            example.serve(),
            example.env(),
            example.requests())
        .toString();
  }

  private static boolean occursIn(String literal, String text) {
    String before = Character.isLetterOrDigit(literal.charAt(0)) ? "(?<![A-Za-z0-9])" : "";
    String after =
        Character.isLetterOrDigit(literal.charAt(literal.length() - 1)) ? "(?![A-Za-z0-9])" : "";
    return Pattern.compile(before + Pattern.quote(literal) + after)
        .matcher(text)
        .find();
  }
}
