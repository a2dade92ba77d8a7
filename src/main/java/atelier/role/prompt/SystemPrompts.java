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

/** The system prompt of each role: a file in conf/prompts, else the one built into the jar. */
public final class SystemPrompts {
  private static final List<String> ROLES =
      List.of("architect", "examples", "verdict", "value", "cause", "writer", "gitbot", "analyst");
  private static final int MAX_CHARS = 20_000;

  private final Map<String, String> texts;

  private SystemPrompts(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** Reads all prompts. Blocking: call it only when a node starts. */
  public static SystemPrompts load(Path folder) {
    Map<String, String> texts = new HashMap<>();
    for (String name : ROLES) {
      Path file = folder.resolve(name + ".md");
      try {
        String text = Files.isRegularFile(file) ? Files.readString(file) : builtIn(name);
        if (text.length() > MAX_CHARS) {
          throw new IllegalStateException(
              "prompt " + file + " is longer than " + MAX_CHARS + " characters: shorten it");
        }
        texts.put(name, text.strip());
      } catch (IOException e) {
        throw new UncheckedIOException("prompt " + file + " cannot be read", e);
      }
    }
    return new SystemPrompts(texts);
  }

  /** The system prompt of a role. */
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
            "conf/prompts/" + name + ".md is missing from the jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
