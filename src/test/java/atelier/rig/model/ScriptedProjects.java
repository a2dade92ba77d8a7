package atelier.rig.model;

import java.util.ArrayList;
import java.util.List;

/** What scripted models answer for small projects: a few files, a program and its check. */
public final class ScriptedProjects {
  private static final String PROGRAM = "print(\"all is well\")\n";

  /** Counts as a test, and fails when the notes are emptied for its control. */
  public static final String NOTES_CHECK = "\"checks\":[{\"name\":\"there\",\"command\":"
      + "[\"sh\",\"-c\",\"cat *.txt | grep -q . && echo 1 passed, 0 failed\"]}]";

  private ScriptedProjects() {}

  /** Three files that depend on each other, one of them a program that is run and checked. */
  public static String checked(String project, String role, String file, int attempt) {
    return switch (role) {
      case "architect" ->
        "{\"summary\":\"a small thing\",\"files\":["
            + "{\"path\":\"words.py\",\"description\":\"words\",\"contract\":\"WORDS\"},"
            + "{\"path\":\"main.py\",\"description\":\"says them\",\"uses\":[\"words.py\"]},"
            + "{\"path\":\"notes-" + attempt + ".md\",\"description\":\"notes\"}],"
            + "\"checks\":[{\"name\":\"it runs\",\"command\":[\"python3\",\"main.py\"]}]}";
      case "writer" -> file(file, file.endsWith(".md") ? "# Notes\n" : program(file));
      default -> "";
    };
  }

  private static String program(String file) {
    return file.equals("words.py") ? "WORDS = \"all is well\"\n" : """
            from words import WORDS

            assert WORDS == "all is well"
            print("1 passed, 0 failed")
            """;
  }

  /** So many files that do not depend on each other, and a program. */
  public static ModelServer.Script independent(int files) {
    return (project, role, file, attempt) -> {
      if (role.equals("writer")) {
        return file(file, file.endsWith(".py") ? PROGRAM : "a note of " + project + "\n");
      }
      return role.equals("architect") ? blueprint(files, attempt) : "";
    };
  }

  private static String blueprint(int files, int attempt) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String path = "note" + attempt + "-" + i + ".txt";
      all.add("{\"path\":\"" + path + "\",\"description\":\"a note\"}");
    }
    return "{\"summary\":\"notes\",\"files\":[" + String.join(",", all) + "]," + NOTES_CHECK + "}";
  }

  private static String file(String path, String content) {
    return "Commit: Write " + path + "\n\n```\n" + content + "```\n";
  }
}
