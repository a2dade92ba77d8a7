package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** Runs a part of a recipe's script that needs no registry, in a folder with a project. */
abstract class ScriptFixture {
  static final long TIMEOUT_S = 60;

  @TempDir
  Path folder;

  Path project;
  Path out;

  /** How a program ended, and all that it printed. */
  record Ended(int exitCode, String output) {}

  void write(String name, String... lines) throws IOException {
    project = folder.resolve("project");
    out = Files.createDirectories(folder.resolve("out"));
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  Ended run(String tool, String script, String... arguments)
      throws IOException, InterruptedException {
    Path program = folder.resolve(script.replace('/', '-'));
    Files.writeString(program, RecipeScripts.text(script));
    List<String> command = new ArrayList<>(List.of(tool, program.toString()));
    command.addAll(List.of(arguments));
    Path printed = folder.resolve("printed");
    Process process;
    try {
      process = new ProcessBuilder(command)
          .directory(project.toFile())
          .redirectErrorStream(true)
          .redirectOutput(printed.toFile())
          .start();
    } catch (IOException missing) {
      assumeTrue(false, tool + " is not installed");
      throw missing;
    }
    assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(printed));
  }

  List<String> lines(String name) throws IOException {
    return Files.readAllLines(out.resolve(name));
  }
}
