package atelier.role.answer;

import atelier.pattern.Pattern;

/** Brings paths to the form in which they are compared: without {@code ./}. */
final class ProjectPath {
  private ProjectPath() {}

  static String normalize(String path) {
    String normal = path.strip();
    while (normal.startsWith("./")) {
      normal = normal.substring(2);
    }
    return Pattern.of("(?:/\\.)+(?=/)").replaceAll(normal, "");
  }
}
