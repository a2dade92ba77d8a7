package atelier.event;

import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts between a command's words and a line of shell text, by the quoting rules of the POSIX
 * shell (IEEE Std 1003.1, Shell Command Language, section 2.2).
 */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Operators, expansions and globs: only a shell can run text with one outside of quotes. */
  private static final String SHELL_SYNTAX = "|&;<>()$`*?[]#~!{}\n";

  /** What a shell does by itself: there is no program of that name. */
  private static final Set<String> BUILTINS = Set.of(
      ".", "cd", "command", "eval", "exec", "exit", "export", "set", "source", "time", "trap",
      "type", "ulimit", "umask", "unset");

  private ShellWords() {}

  /** The words as one line that can be pasted into a shell. */
  public static String quote(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * The command that a line of text stands for: its words, or bash with the whole text where it has
   * shell syntax. A failure anywhere in that text fails the command.
   *
   * @throws IllegalArgumentException where a quote is not closed or nothing is left
   */
  public static List<String> command(String line) {
    List<String> words = new ArrayList<>();
    boolean shell = split(line.strip(), words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the command is empty");
    }
    return shell ? bash(line.strip()) : withEnvironment(words);
  }

  private static List<String> bash(String text) {
    return List.of("bash", "-e", "-o", "pipefail", "-c", text);
  }

  /**
   * Lets {@code env} set variables that stand in front of the command, as a shell would, and bash
   * do what no program does.
   */
  public static List<String> withEnvironment(List<String> words) {
    if (BUILTINS.contains(words.get(0))) {
      return bash(quote(words));
    }
    if (!isAssignment(words.get(0))) {
      return List.copyOf(words);
    }
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(words);
    return List.copyOf(command);
  }

  private static boolean isAssignment(String word) {
    return Pattern.of("[A-Za-z_][A-Za-z0-9_]*=.*").matches(word);
  }

  /** Collects the words; whether there is shell syntax outside of quotes. */
  private static boolean split(String line, List<String> words) {
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    boolean shell = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\'' || c == '"') {
        int end = closing(line, i);
        shell |= c == '"' && Pattern.of("(?s).*[$`].*").matches(line.substring(i, end));
        word.append(unescaped(line.substring(i + 1, end), c));
        inWord = true;
        i = end;
      } else if (c == '\\' && i + 1 < line.length()) {
        char escaped = line.charAt(++i);
        if (escaped != '\n') {
          word.append(escaped);
          inWord = true;
        }
      } else if (c == ' ' || c == '\t') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        shell |= SHELL_SYNTAX.indexOf(c) >= 0;
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return shell;
  }

  private static int closing(String line, int start) {
    char quote = line.charAt(start);
    for (int i = start + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\' && quote == '"') {
        i++;
      } else if (line.charAt(i) == quote) {
        return i;
      }
    }
    throw new IllegalArgumentException("the quote " + quote + " is not closed in: " + line);
  }

  private static String unescaped(String inside, char quote) {
    return quote == '"' ? inside.replace("\\\n", "").replaceAll("\\\\([\"\\\\$`])", "$1") : inside;
  }
}
