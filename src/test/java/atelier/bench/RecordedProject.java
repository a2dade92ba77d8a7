package atelier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Builds a project from recorded answers, as a user does, in a process of its own. */
final class RecordedProject {
  /** The name of the built-in script. */
  static final String REHEARSAL = "rehearsal";

  private static final Path SCRIPTS = Path.of("src/test/resources/proof/cost");
  private static final long MAX_MINUTES = 10;

  private RecordedProject() {}

  /** The names of all scripts; the built-in one first. */
  static List<String> names() throws IOException {
    List<String> names = new ArrayList<>(List.of(REHEARSAL));
    try (var files = Files.list(SCRIPTS)) {
      files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  /** Returns the journal of the project, whose id is the name, an event as JSON a line. */
  static List<String> build(String name) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("atelier-bench-");
    try {
      Path events = folder.resolve("events.ndjson");
      Path log = folder.resolve("log");
      Process process = new ProcessBuilder(command(name, folder))
          .redirectOutput(events.toFile())
          .redirectError(log.toFile())
          .start();
      boolean ended = process.waitFor(MAX_MINUTES, TimeUnit.MINUTES);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(name + " did not succeed:\n" + Files.readString(log));
      }
      return Files.readAllLines(events);
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private static List<String> command(String name, Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "atelier.Main"));
    if (name.equals(REHEARSAL)) {
      command.add("rehearse");
    } else {
      Path script = SCRIPTS.resolve(name + ".yaml");
      Path spec = folder.resolve("spec.txt");
      Files.writeString(
          spec, new YAMLMapper().readTree(Files.readString(script)).path("spec").asString());
      command.addAll(List.of("run", "-f", spec.toString()));
      for (String setting : List.of(
          "llm.provider=rehearsal",
          "llm.model=rehearsal",
          "llm.script=" + script,
          "llm.fallback=[]",
          "llm.roles={}",
          "research.provider=off")) {
        command.addAll(List.of("--set", setting));
      }
    }
    command.addAll(
        List.of("--json", "--project", name, "--data", folder.resolve("data").toString()));
    return command;
  }
}
