package atelier.role.answer;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.role.answer.FencedBlocks.Block;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses the block that is the file, where an answer has several: drafts, usage, other files. The
 * last of the best ones by path, commit line and language is chosen.
 */
final class BlockChoice {
  private static final Pattern COMMIT =
      Pattern.compile("(?i)^[\\s*_`#>-]*commit( message)?\\W*:.*");
  private static final Pattern PATH = Pattern.compile("[\\w@+./-]*\\w\\.[A-Za-z][\\w+]{0,9}\\b");
  private static final Pattern PATH_COMMENT = Pattern.compile(
      "^\\s*(?://|#|/\\*|--|<!--|;|%)\\s*(?:file(?:name)?: *)?([\\w@+./-]+\\.\\w{1,10})"
          + "\\s*(?:\\*/|-->)?\\s*$");
  private static final Pattern SHELL_LINE =
      Pattern.compile("^\\s*(?:\\$ .*|(?:python3?|node|npm|npx|"
          + "pip3?|cargo|go|java|javac|mvn|gradle|ruby|bundle|php|mix|deno|bun|curl|cd|git|docker|"
          + "make|"
          + "bash|sh|pytest|\\./\\S+) .*)$");
  private static final int MAX_LINE_CHARS = 500;

  /** The endings of file names by language, and the names that languages have in info strings. */
  private static final List<Map.Entry<String, String>> LANGUAGES = List.of(
      Map.entry("py pyi pyw", "python py python3"),
      Map.entry("js mjs cjs jsx", "javascript js jsx mjs cjs node"),
      Map.entry("ts mts cts tsx", "typescript ts tsx"),
      Map.entry("java", "java"),
      Map.entry("kt kts", "kotlin kt"),
      Map.entry("go mod", "go golang"),
      Map.entry("rs", "rust rs"),
      Map.entry("c h", "c h"),
      Map.entry("cpp cc cxx hpp hh h", "cpp c++ cxx hpp cc"),
      Map.entry("cs csx", "csharp cs c#"),
      Map.entry("rb rake gemspec", "ruby rb"),
      Map.entry("php", "php"),
      Map.entry("ex exs", "elixir ex exs"),
      Map.entry("erl hrl", "erlang erl"),
      Map.entry("lua", "lua"),
      Map.entry("sql", "sql sqlite postgresql mysql"),
      Map.entry("html htm", "html"),
      Map.entry("css scss", "css scss"),
      Map.entry("json jsonc", "json jsonc json5"),
      Map.entry("yml yaml", "yaml yml"),
      Map.entry("toml", "toml"),
      Map.entry("xml", "xml"),
      Map.entry("md mdx markdown", "markdown md mdx"),
      Map.entry("txt", "text txt plaintext"),
      Map.entry("sh bash zsh", "bash sh shell zsh console shellsession shell-session terminal"),
      Map.entry("diff patch", "diff patch"));

  private final List<String> lines;
  private final String path;
  private final String name;

  private BlockChoice(List<String> lines, String path) {
    this.lines = lines;
    this.path = path;
    this.name = path.substring(path.lastIndexOf('/') + 1);
  }

  /** The block of the file {@code path}; {@code blocks} is not empty. */
  static Block choose(List<String> lines, List<Block> blocks, String path) {
    BlockChoice choice = new BlockChoice(lines, path);
    Block best = blocks.get(0);
    int bestScore = Integer.MIN_VALUE;
    int previousEnd = -1;
    for (Block block : blocks) {
      int score = choice.score(block, previousEnd);
      if (score >= bestScore) {
        best = block;
        bestScore = score;
      }
      previousEnd = block.end();
    }
    return best;
  }

  static boolean isCommitLine(String line) {
    return line.length() <= MAX_LINE_CHARS && COMMIT.matcher(line).matches();
  }

  private int score(Block block, int previousEnd) {
    String before = lineBefore(block, previousEnd);
    String info = block.opening().info();
    boolean afterCommit = isCommitLine(before);
    int score = afterCommit ? 4 : mentioned(before);
    return score + mentioned(info) + commented(block) + language(info) + usage(block);
  }

  private String lineBefore(Block block, int previousEnd) {
    for (int i = block.opening().line() - 1; i > previousEnd; i--) {
      if (!lines.get(i).isBlank()) {
        return lines.get(i);
      }
    }
    return "";
  }

  /** Whether a text names this file, or only others. */
  private int mentioned(String text) {
    if (text.length() > MAX_LINE_CHARS) {
      return 0;
    }
    if (!path.isEmpty()
        && Pattern.compile("(?s)(?:.*[^\\w.-])?" + Pattern.quote(name) + "(?:\\W.*)?")
            .matches(text)) {
      return 8;
    }
    Matcher other = PATH.matcher(text);
    while (other.find()) {
      String ending = other.group().substring(other.group().lastIndexOf('.') + 1);
      if (LANGUAGES.stream().anyMatch(language -> contains(language.getKey(), ending))) {
        return -8;
      }
    }
    return 0;
  }

  private int commented(Block block) {
    String first =
        block.end() > block.opening().line() + 1 ? lines.get(block.opening().line() + 1) : "";
    Matcher comment = PATH_COMMENT.matcher(first);
    return first.length() <= MAX_LINE_CHARS && comment.matches() ? mentioned(comment.group(1)) : 0;
  }

  private int language(String info) {
    String word =
        info.replaceAll("^\\{?\\.?", "").split("[\\s:{},=]", 2)[0].toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    List<Map.Entry<String, String>> named = LANGUAGES.stream()
        .filter(language -> contains(language.getValue(), word))
        .toList();
    if (named.isEmpty() || path.isEmpty()) {
      return 0;
    }
    return named.stream().anyMatch(language -> contains(language.getKey(), ending)) ? 2 : -2;
  }

  /** Whether the block shows how to run the program instead of being a part of it. */
  private int usage(Block block) {
    List<String> body = lines.subList(block.opening().line() + 1, block.end()).stream()
        .filter(line -> !line.isBlank())
        .toList();
    boolean commands = !body.isEmpty()
        && body.stream()
            .allMatch(line ->
                line.length() <= MAX_LINE_CHARS && SHELL_LINE.matcher(line).matches());
    return commands && !name.matches(".*\\.(sh|bash|zsh)") ? -3 : 0;
  }

  private static boolean contains(String words, String word) {
    return !word.isEmpty() && List.of(words.split(" ")).contains(word);
  }
}
