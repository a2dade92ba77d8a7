package atelier.rig.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a model answers for a project whose files are in a folder, beside {@code spec.md}, {@code
 * blueprint.json} and {@code examples.json}. A blueprint that is asked for again is {@code
 * blueprint-again.json}.
 */
public final class FolderScript implements FakeOllama.Script {
  private final Path folder;
  private final Map<String, UnaryOperator<String>> firstTries;

  private FolderScript(Path folder, Map<String, UnaryOperator<String>> firstTries) {
    this.folder = folder;
    this.firstTries = firstTries;
  }

  /** The project of this name among the resources of the tests. */
  public static FolderScript of(String name) {
    return new FolderScript(Path.of("src/test/resources/packaged", name), Map.of());
  }

  /** The same, but the first version of a file is another one. */
  public FolderScript withFirstTry(String file, UnaryOperator<String> change) {
    return new FolderScript(folder, Map.of(file, change));
  }

  public String spec() {
    return read("spec.md");
  }

  @Override
  public String answer(String role, String file, int attempt) {
    return switch (role) {
      case "architect" -> read(attempt == 1 ? "blueprint.json" : "blueprint-again.json");
      case "writer" -> "Commit: Write " + file + "\n\n````\n" + written(file, attempt) + "````\n";
      default -> "";
    };
  }

  @Override
  public String examples(String body) {
    return read("examples.json");
  }

  private String written(String file, int attempt) {
    String content = read(file);
    return attempt == 1
        ? firstTries.getOrDefault(file, UnaryOperator.identity()).apply(content)
        : content;
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
