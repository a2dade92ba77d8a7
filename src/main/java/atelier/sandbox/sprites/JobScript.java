package atelier.sandbox.sprites;

import atelier.sandbox.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the script that runs a job on a sprite: limits and words in front of {@code job.sh}. Pure.
 */
final class JobScript {
  static final long MAX_FILE_BYTES = 64L << 20;
  private static final int MAX_PROCESSES = 1_024;
  private static final int MAX_OPEN_FILES = 4_096;

  /** The time after which timeout(1) ends a run whose script does not. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** In its own namespaces a launcher's file is hidden, but still open. */
  private static final String OPEN_LAUNCHER = "/proc/self/fd/4";

  private static final String JOB = resource("job.sh");
  private static final String INSIDE = resource("inside.sh");
  private static final String USAGE = resource("usage.awk");

  private static final String ENVIRONMENT = "env -i $mark \"PATH=$path\" \"HOME=$home\""
      + " \"TMPDIR=$temporary\" LANG=C.UTF-8 TERM=dumb SHELL=/bin/sh USER=sandbox LOGNAME=sandbox"
      + " PYTHONDONTWRITEBYTECODE=1 GOTOOLCHAIN=local ${rustup:+\"RUSTUP_HOME=$rustup\"}"
      + " ${JAVA_HOME:+\"JAVA_HOME=$JAVA_HOME\"} ${GOROOT:+\"GOROOT=$GOROOT\"}"
      + " ${PYENV_ROOT:+\"PYENV_ROOT=$PYENV_ROOT\"} ${RBENV_ROOT:+\"RBENV_ROOT=$RBENV_ROOT\"}";

  /** How the jobs of a sprite are kept apart. */
  enum Isolation {
    /** Each has its own processes and its own file system in memory. */
    NAMESPACES,
    /** Each has a folder; the sprite allows no more. */
    NONE
  }

  /**
   * An executable of Atelier on the sprite.
   *
   * @param path relative to {@link SpritesClient#FOLDER}
   * @param hash its SHA-256, in hex
   */
  record Launcher(String path, String hash) {}

  private JobScript() {}

  static String of(Job job, Isolation isolation, long maxMemoryBytes, Optional<Launcher> launcher) {
    Duration wall = job.timeLimit().wall();
    String command = job.command().isEmpty() ? "" : job.command().get(0);
    String settings = "isolation=" + (isolation == Isolation.NAMESPACES ? "namespaces" : "none")
        + "\nwall_ms=" + wall.toMillis()
        + "\ncpu_ms=" + job.timeLimit().cpu().map(Duration::toMillis).orElse(0L)
        + "\nmemory_kib=" + (maxMemoryBytes >> 10)
        + "\nseconds=" + (wall.plus(MARGIN).toSeconds() + 1)
        + "\ncommand=" + quote(command)
        + "\nlauncher=" + quote(launcher.map(Launcher::path).orElse(""))
        + "\nlauncher_hash=" + quote(launcher.map(Launcher::hash).orElse(""))
        + "\ninside=" + quote(INSIDE)
        + "\nusage=" + quote(USAGE);
    return settings + "\n"
        + JOB.replace("@LIMITS@", limits(job)).replace("@WORDS@", words(job, isolation, launcher));
  }

  private static String limits(Job job) {
    long seconds = job.timeLimit().cpu().orElse(job.timeLimit().wall()).toSeconds() * 2 + 1;
    return "--core=0 --nofile=" + MAX_OPEN_FILES + " --nproc=" + MAX_PROCESSES + " --fsize="
        + MAX_FILE_BYTES + " --cpu=" + seconds;
  }

  private static String words(Job job, Isolation isolation, Optional<Launcher> launcher) {
    String variables = new TreeMap<>(job.environment())
        .entrySet().stream()
            .map(variable -> " " + quote(variable.getKey() + "=" + variable.getValue()))
            .collect(Collectors.joining());
    String program = launcher.isEmpty()
        ? ""
        : isolation == Isolation.NAMESPACES ? " " + OPEN_LAUNCHER : " \"$base/$launcher\"";
    return ENVIRONMENT
        + variables
        + program
        + job.command().stream().map(word -> " " + quote(word)).collect(Collectors.joining());
  }

  /** Quotes a word for a shell. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String resource(String name) {
    try (InputStream file =
        JobScript.class.getResourceAsStream("/atelier/sandbox/sprites/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the jar does not contain " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar", e);
    }
  }
}
