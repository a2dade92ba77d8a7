package atelier.role.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each role tells its model about itself: a file each in conf/prompts, else the jar's own. */
public final class SystemPrompts {
  private static final List<String> ROLES =
      List.of("architect", "writer", "runner", "gitbot", "analyst");
  private static final int MAX_CHARS = 20_000;

  private final Map<String, String> texts;

  private SystemPrompts(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** Reads all of them, once. Blocking: for the start of a node. */
  public static SystemPrompts load(Path folder) {
    Map<String, String> texts = new HashMap<>();
    for (String name : ROLES) {
      Path own = folder.resolve(name + ".md");
      try {
        String text = Files.isRegularFile(own) ? Files.readString(own) : builtIn(name);
        if (text.length() > MAX_CHARS) {
          throw new IllegalStateException(
              "prompt " + own + " is longer than " + MAX_CHARS + " characters: shorten it");
        }
        texts.put(name, text.strip());
      } catch (IOException e) {
        throw new UncheckedIOException("prompt " + own + " cannot be read", e);
      }
    }
    return new SystemPrompts(texts);
  }

  /** The system text of a role. */
  public String forRole(String role) {
    String text = texts.get(role);
    if (text == null) {
      throw new IllegalArgumentException("no prompt for role " + role);
    }
    return text;
  }

  private static String builtIn(String name) throws IOException {
    try (InputStream in =
        SystemPrompts.class.getResourceAsStream("/conf/prompts/" + name + ".md")) {
      if (in == null) {
        throw new IllegalStateException(
            "the jar lacks conf/prompts/" + name + ".md: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
