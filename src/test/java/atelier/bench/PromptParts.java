package atelier.bench;

import atelier.llm.Prompt;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Divides prompts by what their parts are for, by their headings. Pure. */
final class PromptParts {
  /** As in the usage that recorded answers report. */
  private static final int CHARS_PER_TOKEN = 4;

  private static final Pattern FENCE = Pattern.compile("^`{3,}$");

  /** What a part of a prompt is for; all of a text belongs to one until the next one begins. */
  enum Part {
    RULES("(?!)"),
    MACHINE("# The machine that runs it"),
    SPEC("# What to build|Earlier request: .*"),
    CONTRACTS("# (The blueprint|What exists already|The files of the project|Contracts?\\b.*)"),
    BODIES("# .+, which your file uses.*|Not shown.*"),
    OWN("# Your file: .*"),
    EXAMPLES("# What the program must do, by the spec"),
    CURRENT("# (The current file; .*|Your last version)"),
    DIAGNOSTICS("# (What (is|was) wrong with .*|What no test notices|Your last answer was rejected"
        + "|Not shown by your last examples|A check proves nothing)"),
    LESSONS("(# )?A lesson from .*|Hint from a person: .*|# Research .*"),
    ANSWER("# Answer|Answer with one line .*|Answer with the line .*");

    private final Pattern start;

    Part(String start) {
      this.start = Pattern.compile(start);
    }
  }

  private PromptParts() {}

  /** The characters of each part. */
  static Map<Part, Integer> charsOf(Prompt prompt) {
    Map<Part, Integer> chars = new EnumMap<>(Part.class);
    chars.put(Part.RULES, prompt.system().length());
    Part part = Part.OWN;
    String fence = "";
    for (String line : (prompt.context() + "\n" + prompt.task()).split("\n", -1)) {
      if (FENCE.matcher(line).matches()) {
        fence = fence.isEmpty() ? line : fence.equals(line) ? "" : fence;
      } else if (fence.isEmpty()) {
        for (Part other : Part.values()) {
          part = other.start.matcher(line).matches() ? other : part;
        }
      }
      chars.merge(part, line.length() + 1, Integer::sum);
    }
    return chars;
  }

  static int tokens(long chars) {
    return (int) (chars / CHARS_PER_TOKEN);
  }
}
