package atelier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many requests the jar answers, by wrk: submissions, each of which is a project on disk before
 * it is answered, and reading. No agents work meanwhile: it is HTTP that is measured.
 */
final class HttpBench {
  private static final Path JAR = Path.of("target/atelier.jar").toAbsolutePath();
  private static final String SUBMIT = """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = '{"spec":"a REST API for managing todos, with tests"}'
      """;
  private static final List<String> ROLES = List.of(
      "environment",
      "architect",
      "researcher",
      "writer",
      "validator",
      "auditor",
      "runner",
      "gitbot",
      "clerk",
      "analyst");

  private HttpBench() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    Path folder = Files.createTempDirectory("atelier-bench-");
    String roles =
        ROLES.stream().map(role -> role + ": 0").collect(Collectors.joining(", ", "{", "}"));
    try (ServerProcess server = ServerProcess.java(List.of(
        "-jar",
        JAR.toString(),
        "serve",
        "--json",
        "--port",
        "0",
        "--data",
        folder.toString(),
        "--set",
        "roles=" + roles,
        "--set",
        "llm.provider=rehearsal"))) {
      String url = JsonMapper.shared().readTree(server.line()).path("url").asString("");
      Path submit = Files.writeString(folder.resolve("submit.lua"), SUBMIT);
      wrk("warm-up", server, 5, url + "/api/projects", "-s", submit.toString());
      wrk("submissions", server, seconds, url + "/api/projects", "-s", submit.toString());
      String id = newest(url);
      wrk("a project", server, seconds, url + "/api/projects/" + id);
      wrk("a list of 50", server, seconds, url + "/api/projects");
      wrk("its events", server, seconds, url + "/api/projects/" + id + "/events");
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static String newest(String url) throws IOException {
    try (var stream = java.net.URI.create(url + "/api/projects?limit=1").toURL().openStream()) {
      return JsonMapper.shared().readTree(stream).at("/projects/0/id").asString("");
    }
  }

  private static void wrk(
      String name, ServerProcess server, int seconds, String url, String... more) throws Exception {
    List<String> command = Stream.concat(
            Stream.of("wrk", "-t1", "-c32", "-d" + seconds + "s", "--latency", url),
            Stream.of(more))
        .toList();
    double cpuSeconds = server.cpuSeconds();
    long begunNs = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || said.contains("Non-2xx")) {
      throw new IllegalStateException(said);
    }
    double took = (System.nanoTime() - begunNs) / 1e9;
    System.out.printf(
        "%s: %s a second, p50 %s, p99 %s; server %.2f cores, RSS %d MiB%n",
        name,
        found(said, "Requests/sec:\\s+(\\S+)"),
        found(said, "50%\\s+(\\S+)"),
        found(said, "99%\\s+(\\S+)"),
        (server.cpuSeconds() - cpuSeconds) / took,
        server.rssMiB());
  }

  private static String found(String said, String pattern) {
    Matcher match = Pattern.compile(pattern).matcher(said);
    return match.find() ? match.group(1) : "?";
  }
}
