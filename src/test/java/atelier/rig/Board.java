package atelier.rig;

import atelier.rig.model.ModelServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One host and the node on it: a real process of the jar, that can be treated as badly as any. */
public final class Board {
  private static final Path JAR =
      Path.of(System.getProperty("atelier.jar", "target/atelier.jar")).toAbsolutePath();
  private static final List<String> JVM =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final int number;
  private final TestNetwork lan;
  private final Path folder;
  private final String token;
  private final ModelServer model;
  private final List<String> jvm = new ArrayList<>(JVM);
  private Optional<Process> process = Optional.empty();

  Board(int number, TestNetwork lan, Path folder, String token, ModelServer model) {
    this.number = number;
    this.lan = lan;
    this.folder = folder;
    this.token = token;
    this.model = model;
  }

  /** The node's name, {@code n1} for the first. */
  public String name() {
    return "n" + (number + 1);
  }

  public int number() {
    return number;
  }

  public ModelServer model() {
    return model;
  }

  /** Where the node keeps everything. */
  public Path data() {
    return folder.resolve(name());
  }

  public NodeHttp http() {
    return new NodeHttp(url(""), token);
  }

  /** Where people find it. */
  public String url() {
    return url("");
  }

  private String url(String user) {
    return "http://" + user + lan.service(number) + ":" + lan.httpPort(number);
  }

  /** Where a project is cloned from, with the token. */
  String gitUrl(String project) {
    return url("git:" + token + "@") + "/git/" + project + ".git";
  }

  /** Where other nodes speak with this one once they have found it. */
  public int busPort() {
    return lan.busPort(number);
  }

  /** Where other nodes find this one. */
  String member() {
    return lan.address(number) + ":" + lan.clusterPort(number);
  }

  /** Further options of its JVM from the next start on. */
  public void jvm(String... options) {
    jvm.addAll(List.of(options));
  }

  /** Starts the node; {@code more} settings come last and so win. */
  public void start(List<String> settings) {
    List<String> command = new ArrayList<>(lan.on(number));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", JAR.toString(), "serve", "--data", data().toString()));
    set(command, "node=" + name());
    set(command, "http.host=" + lan.service(number));
    set(command, "http.port=" + lan.httpPort(number));
    set(command, "http.token=" + token);
    set(command, "cluster.interface=" + lan.address(number));
    set(command, "cluster.port=" + lan.clusterPort(number));
    set(command, "llm.model=scripted");
    set(command, "llm.endpoint=" + model.url());
    settings.forEach(one -> set(command, one));
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().removeIf(name -> name.matches("ATELIER_.*|.*_API_KEY|OLLAMA.*"));
    try {
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(List<String> command, String setting) {
    command.addAll(List.of("--set", setting));
  }

  /** What its console said, all its lives together. */
  public Path log() {
    return folder.resolve(name() + ".log");
  }

  /** The same, to be searched. */
  public String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isRunning() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** SIGKILL, and then gone. */
  public void kill() {
    end(Process::destroyForcibly);
  }

  /** SIGTERM, and then gone. */
  public void terminate() {
    end(one -> {
      one.destroy();
      return one;
    });
  }

  private void end(java.util.function.UnaryOperator<Process> how) {
    process.ifPresent(one -> {
      signal("CONT");
      try {
        if (!how.apply(one).waitFor(60, TimeUnit.SECONDS)) {
          one.destroyForcibly();
          throw new AssertionError(name() + " did not end within 60 s of being told to");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    process = Optional.empty();
  }

  /** SIGSTOP: it is there and does nothing. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if nothing had been. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    process.ifPresent(one -> Shell.tried("", "kill", "-" + signal, Long.toString(one.pid())));
  }

  /** Waits for a node that is to end by itself; its exit code. */
  public int exit() {
    try {
      Process one = process.orElseThrow();
      if (!one.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError(name() + " goes on; it said:\n" + said());
      }
      return one.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A new, empty disk. */
  public void wipe() {
    if (!Files.exists(data())) {
      return;
    }
    try (Stream<Path> files = Files.walk(data())) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it holds in memory now, in MiB; 0 where it does not run. */
  public long residentMiB() {
    return process
        .map(one -> Path.of("/proc/" + one.pid() + "/status"))
        .filter(Files::exists)
        .map(Board::residentMiB)
        .orElse(0L);
  }

  private static long residentMiB(Path status) {
    try (Stream<String> lines = Files.lines(status, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
