package atelier.role.answer;

import atelier.event.ShellWords;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Parses a command exactly as a model wrote it: a list of words, or a line of shell text. No word
 * is dropped, shortened or changed; what cannot be read so is refused.
 */
final class CommandParser {
  private static final int MAX_WORDS = 200;
  private static final int MAX_CHARS = 8_000;

  private CommandParser() {}

  /**
   * The words of a command; empty where {@code node} is missing, null, or an empty list.
   *
   * @throws IllegalArgumentException with the reason, for the model to fix
   */
  static List<String> parse(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || (node.isArray() && node.isEmpty())) {
      return List.of();
    }
    List<String> command = node.isString() ? ShellWords.command(line(node)) : words(node);
    int chars = command.stream().mapToInt(String::length).sum();
    if (command.size() > MAX_WORDS || chars > MAX_CHARS) {
      throw new IllegalArgumentException("the command has " + command.size() + " words and " + chars
          + " characters; the limits are " + MAX_WORDS + " and " + MAX_CHARS);
    }
    if (command.get(0).isBlank()) {
      throw new IllegalArgumentException("the first word of the command is empty");
    }
    if (String.join("", command).indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the command has the character NUL");
    }
    return command;
  }

  /** A line without the marks of a listing: the prompt of a shell, or backticks around it. */
  private static String line(JsonNode node) {
    String line = node.asString().strip();
    return line.matches("`[^`\n]+`")
        ? line.substring(1, line.length() - 1)
        : line.replaceFirst("^\\$ +", "");
  }

  private static List<String> words(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(
          "the command must be a list of words or a string, not " + shown(node));
    }
    List<String> words = new ArrayList<>();
    for (JsonNode word : node) {
      if (!word.isValueNode() || word.isNull()) {
        throw new IllegalArgumentException(
            "word " + (words.size() + 1) + " of the command is " + shown(word) + ", not text");
      }
      words.add(word.asString());
    }
    // No program has a name with blanks: this is a whole line in a list.
    boolean isLine = Pattern.of("\\S+\\s(?s:.*)").matches(words.get(0).strip());
    if (isLine && words.size() > 1 && Pattern.of("[\\w.+-]+\\s(?s:.*)").matches(words.get(0))) {
      throw new IllegalArgumentException("its first word, " + shown(node.path(0))
          + ", has a blank: give each word by itself, or several commands as one string");
    }
    return isLine && words.size() == 1
        ? ShellWords.command(words.get(0))
        : ShellWords.withEnvironment(words);
  }

  /** A value as it may be quoted in a reason. */
  static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
