package atelier.workspace;

import atelier.pattern.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that configure or instruct a tool of the person who opens a project. Names with a dot
 * in front are refused unless they are in a list, since every tool adds new ones; other names are
 * allowed unless they are in a list. What runs only when a person starts a build or a test, such as
 * {@code build.rs} or {@code conftest.py}, is ordinary code.
 */
final class ControlFiles {
  /** Files with a dot in front that no tool runs by itself; matched by name in lower case. */
  private static final Pattern ALLOWED_DOT_FILES = oneOf(
      // what belongs to the sources
      "[a-z]*ignore",
      "editorconfig",
      "gitkeep|keep|empty|nojekyll|mailmap|htaccess",
      "env\\.(example|sample|template|dist)",
      "(nvmrc|(node|python|ruby|java|go)-version)",
      // how code looks
      "prettierrc(\\..*)?",
      "clang-(format|tidy)",
      "(rustfmt|taplo)\\.toml|scalafmt\\.conf|ocamlformat|jsbeautifyrc|cmake-format(\\..*)?",
      "(swiftlint|swift-format|yamlfmt)(\\.ya?ml)?|swiftformat|perltidyrc|formatter\\.exs",
      "style\\.yapf|isort\\.cfg|flake8|pylintrc|pycodestyle|pydocstyle|bandit|ruff\\.toml",
      // what linters, compilers of pages and test runners report
      "(eslintrc|babelrc|swcrc|stylelintrc|browserslistrc|postcssrc)(\\..*)?",
      "(jshintrc|htmlhintrc|csslintrc|htmlvalidate\\.json|terserrc)(\\..*)?",
      "(mocharc|nycrc|c8rc|jestrc)(\\..*)?",
      "(rubocop|golangci|yamllint|markdownlint|hadolint|ansible-lint|credo)(\\..*)?",
      "(shellcheckrc|luacheckrc|perlcriticrc|sqlfluff|coveragerc|rspec|simplecov)");

  /** Folders with a dot in front whose content is served or kept, not run. */
  private static final Pattern ALLOWED_DOT_FOLDERS = oneOf("well-known");

  /** Names without a dot in front; matched by path in lower case. */
  private static final List<Rule> RULES = List.of(
      new Rule("(.*/)?\\.git(modules|attributes|config)?(/.*)?", "it configures Git"),
      new Rule(
          "(.*/)?(claude|agents?|gemini|copilot-instructions)(\\.[^/]*)?\\.mdc?",
          "it instructs agents"),
      new Rule("(.*/)?(opencode|crush)\\.jsonc?", "it instructs agents"),
      new Rule("(.*/)?(mise(\\.[^/]*)?|bunfig)\\.toml|(.*/)?mise/.*", "it configures a tool"),
      new Rule("(.*/)?(site|user)customize(\\.py|/.*)", "Python runs it at every start"),
      new Rule(
          "(.*/)?(desktop\\.ini|autorun\\.inf|[^/]*\\.(lnk|scf|url|library-ms|searchconnector-ms))",
          "file managers act on it"),
      new Rule(
          "(.*/)?conf/(atelier\\.ya?ml|hazelcast\\.(yaml|yml|xml)|rules\\.toml|boards"
              + "|prompts(/.*)?)",
          "it configures Atelier"),
      new Rule("manifest\\.md|lessons_learned\\.md", "Atelier writes this file itself"));

  private record Rule(Pattern pattern, String reason) {
    Rule(String path, String reason) {
      this(Pattern.compile(path), reason);
    }
  }

  private ControlFiles() {}

  private static Pattern oneOf(String... names) {
    return Pattern.compile(Stream.of(names).collect(Collectors.joining("|", "\\.(", ")")));
  }

  /** The reason why a path is refused, as the end of a sentence; empty if it is allowed. */
  static Optional<String> findReason(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.pattern().matcher(lower).matches())
        .findFirst()
        .map(Rule::reason)
        .or(() -> findDotName(lower));
  }

  private static Optional<String> findDotName(String lower) {
    String[] names = lower.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      Pattern allowed = i == names.length - 1 ? ALLOWED_DOT_FILES : ALLOWED_DOT_FOLDERS;
      if (names[i].startsWith(".") && !allowed.matcher(names[i]).matches()) {
        return Optional.of("\"" + names[i] + "\" begins with a dot and may configure a tool");
      }
    }
    return Optional.empty();
  }
}
