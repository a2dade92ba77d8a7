package atelier.rig.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a model answers for a project whose files are in a folder, beside {@code spec.md}, {@code
 * blueprint.json} and {@code examples.json}.
 */
public final class FolderScript implements FakeOllama.Script {
  private final Path folder;

  private FolderScript(Path folder) {
    this.folder = folder;
  }

  /** The project of this name among the resources of the tests. */
  public static FolderScript of(String name) {
    return new FolderScript(Path.of("src/test/resources/packaged", name));
  }

  public String spec() {
    return read("spec.md");
  }

  /** The files as they are; a first version of a file is {@code FILE.first} if there is one. */
  @Override
  public String answer(String role, String file, int attempt) {
    return switch (role) {
      case "architect" -> read("blueprint.json");
      case "writer" -> "Commit: Write " + file + "\n\n````\n" + written(file, attempt) + "````\n";
      default -> "";
    };
  }

  @Override
  public String examples(String body) {
    return read("examples.json");
  }

  private String written(String file, int attempt) {
    String first = file + ".first";
    return read(attempt == 1 && Files.exists(folder.resolve(first)) ? first : file);
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
