package atelier.project;

import java.util.Map;

/** The documents that tell a project's story inside its repository. */
public final class Manifest {
  private Manifest() {}

  /** MANIFEST.md, and LESSONS_LEARNED.md where there is one: content by path. */
  public static Map<String, String> of(Project project) {
    return Map.of("MANIFEST.md", "# " + project.id() + "\n");
  }
}
