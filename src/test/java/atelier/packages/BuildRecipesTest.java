package atelier.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of compiled languages and their scripts, as far as they need no registry. */
final class BuildRecipesTest {
  private static final Recipe CARGO = recipe("cargo");

  @TempDir
  Path folder;

  @Test
  void scriptsAreShell() throws Exception {
    for (Recipe recipe : BuildRecipes.ALL) {
      for (String script : List.of(recipe.resolve(), recipe.prepare())) {
        Run run = run(folder, Map.of(), "sh", "-n", "-c", script);
        assertEquals(0, run.exitCode(), recipe.ecosystem() + ": " + run.output());
      }
    }
  }

  @Test
  void programsCompileWithTheProfileOfTheLayer() {
    for (String variable : List.of("CARGO_INCREMENTAL", "CARGO_PROFILE_DEV_DEBUG")) {
      assertEquals(
          CARGO.installEnvironment().get(variable), CARGO.environment().get(variable), variable);
    }
  }

  @Test
  void everyTargetOfACargoFileGetsASource() throws Exception {
    write("Cargo.toml", """
        [package]
        name = "a" # the name
        build = "tools/build.rs"
        [lib]
        path = 'lib/a.rs'
        [[bin]]
        name = "one"
        [[bin]]
        name = "two"
        path = "../outside.rs"
        [[test]]
        name = "all"
        harness = false
        [[example]]
        name = "show"
        [dependencies]
        path = "dependencies/are.no.target"
        """);
    write("core/Cargo.toml", "[package]\nname = \"core\"\n");
    write("core/src/lib.rs", "pub fn kept() {}");
    String stubs = CARGO.prepare().substring(0, CARGO.prepare().indexOf("# Compiles"));
    assertEquals(0, run(folder, Map.of(), "sh", "-ec", stubs).exitCode());
    assertEquals(
        Set.of(
            "src/lib.rs",
            "src/main.rs",
            "tools/build.rs",
            "lib/a.rs",
            "src/bin/one.rs",
            "tests/all.rs",
            "examples/show.rs",
            "core/src/lib.rs",
            "core/src/main.rs"),
        sources(folder));
    assertEquals("pub fn kept() {}", Files.readString(folder.resolve("core/src/lib.rs")));
    assertFalse(Files.exists(folder.resolveSibling("outside.rs")));
  }

  @Test
  void programsDoNotTakeStubsForTheProject() throws Exception {
    assumeTrue(exists("cargo"), "cargo is not installed");
    Path work = Files.createDirectories(folder.resolve("work"));
    Path layer = Files.createDirectories(folder.resolve("layer"));
    write("work/Cargo.toml", "[package]\nname = \"a-b\"\nversion = \"0.1.0\"\n");
    Map<String, String> installing = Map.of("LAYER", layer.toString(), "CARGO_NET_OFFLINE", "true");
    for (String script : List.of(CARGO.resolve(), CARGO.prepare())) {
      Run run = run(work, installing, "sh", "-ec", script);
      assertEquals(0, run.exitCode(), run.output());
    }
    assertTrue(Files.readString(layer.resolve(".atelier/Cargo.lock")).contains("a-b"));
    assertEquals("", Files.readString(layer.resolve(".atelier/packages")));

    // A project's source can be older than the layer.
    Path source = write("work/src/lib.rs", "#[test] fn of_the_project() {}");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    Run test = run(work, Map.of("CARGO_HOME", layer + "/cargo"), "cargo", "test", "--offline");
    assertTrue(test.output().contains("test of_the_project ... ok"), test.output());
  }

  private static Recipe recipe(String ecosystem) {
    return BuildRecipes.ALL.stream()
        .filter(row -> row.ecosystem().equals(ecosystem))
        .findFirst()
        .orElseThrow();
  }

  private Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static Set<String> sources(Path folder) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".rs"))
          .forEach(file -> found.add(folder.relativize(file).toString()));
    }
    return found;
  }

  private static boolean exists(String tool) throws Exception {
    return run(Path.of("/"), Map.of(), "sh", "-c", "command -v " + tool).exitCode() == 0;
  }

  private record Run(int exitCode, String output) {}

  private static Run run(Path folder, Map<String, String> environment, String... words)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not end");
    return new Run(process.exitValue(), output);
  }
}
