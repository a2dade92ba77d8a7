package atelier.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar as a user starts it: a process of its own, its events on standard output. */
public final class AtelierProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path JAR = Path.of("target/atelier.jar").toAbsolutePath();
  private static final long MAX_SECONDS = 120;

  private final Process process;
  private final BufferedReader events;
  private final Path story;

  private AtelierProcess(Process process, Path story) {
    this.process = process;
    this.events = process.inputReader(StandardCharsets.UTF_8);
    this.story = story;
  }

  /**
   * Starts {@code java -jar atelier.jar ARGUMENTS} in a folder, without the tester's environment.
   */
  public static AtelierProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, Map.of(), arguments);
  }

  /** The same with these variables in its environment. */
  public static AtelierProcess start(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    Files.createDirectories(folder);
    Path story = Files.createTempFile(folder, "story", ".txt");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = Stream.concat(
            Stream.of(
                java.toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()),
            Arrays.stream(arguments))
        .toList();
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectError(story.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("ATELIER_.*|.*_API_KEY|OLLAMA.*"));
    builder.environment().putAll(environment);
    return new AtelierProcess(builder.start(), story);
  }

  /** All that it prints to its end, on both streams. */
  public String printed() throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      all.append(line).append('\n');
    }
    process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
    return all + Files.readString(story);
  }

  /** The next event; null at the end. */
  public JsonNode next() throws IOException {
    String line = events.readLine();
    return line == null ? null : JSON.readTree(line);
  }

  /** All events to the end, then the exit code. */
  public Ended finish() throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode event = next(); event != null; event = next()) {
      all.add(event);
    }
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it did not end; its story:\n" + Files.readString(story));
    }
    return new Ended(process.exitValue(), all, Files.readString(story));
  }

  /** The next event of a type; there must be one. */
  public JsonNode next(String type) throws IOException {
    for (JsonNode event = next(); event != null; event = next()) {
      if (event.path("type").asString("").equals(type)) {
        return event;
      }
    }
    throw new AssertionError("no " + type + "; its story:\n" + Files.readString(story));
  }

  /** What it has told on standard error so far. */
  String story() throws IOException {
    return Files.readString(story);
  }

  long pid() {
    return process.pid();
  }

  /** SIGINT, as Ctrl-C sends it. */
  public void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** SIGKILL, and then gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** How it ended: exit code, the events on standard output, the story on standard error. */
  public record Ended(int exit, List<JsonNode> events, String story) {
    public List<String> types() {
      return events.stream().map(event -> event.path("type").asString()).toList();
    }

    public Stream<JsonNode> of(String type) {
      return events.stream().filter(event -> event.path("type").asString().equals(type));
    }
  }
}
