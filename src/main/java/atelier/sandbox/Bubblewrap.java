package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs jobs with bubblewrap: namespaces of their own for users, processes, network and files; the
 * system read-only, their folder a sized tmpfs that is gone with them.
 */
final class Bubblewrap implements Sandbox {
  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final long MAX_FOLDER_BYTES = 256L << 20;
  private static final int MAX_PROCESSES = 256;
  private static final int MAX_OPEN_FILES = 256;

  /** Toolchains are found where a system installs them: what lies in a home stays out of sight. */
  private static final String PATH = "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin";

  /** Copies the sources into the folder that may be written to, then is the command. */
  private static final String ENTER = "cp -R /src/. /work && exec \"$@\"";

  private final Supervisor supervisor;
  private final Settings.Runner settings;

  Bubblewrap(Vertx vertx, Settings.Runner settings, int maxRuns) {
    this.settings = settings;
    supervisor = new Supervisor(vertx, maxRuns, settings.memoryBytes());
  }

  @Override
  public String kind() {
    return "bubblewrap";
  }

  @Override
  public String unavailable() {
    return "";
  }

  @Override
  public Future<Outcome> run(Job job) {
    return supervisor.run(job, folder -> commandLine(job, folder));
  }

  /**
   * The command line. As root, an unprivileged user is taken first: inside a user namespace root
   * would stay root to the host's file permissions, and no limit on processes holds for it.
   */
  private List<String> commandLine(Job job, Path folder) {
    List<String> words = new ArrayList<>();
    if (Host.isRoot()) {
      words.addAll(List.of(
          "setpriv",
          "--reuid=" + Host.SANDBOX_UID,
          "--regid=" + Host.SANDBOX_UID,
          "--clear-groups",
          "--"));
    }
    words.addAll(List.of(
        "prlimit",
        "--core=0",
        "--nofile=" + MAX_OPEN_FILES,
        "--fsize=" + MAX_FILE_BYTES,
        "--cpu=" + (job.timeout().toSeconds() * 2 + 1),
        "--memlock=0",
        "--msgqueue=0"));
    if (Host.isRoot()) {
      words.add("--nproc=" + MAX_PROCESSES);
    }
    words.add("--");
    words.addAll(List.of(
        "bwrap",
        "--unshare-user",
        "--unshare-all",
        "--disable-userns",
        "--die-with-parent",
        "--new-session",
        "--uid",
        "65534",
        "--gid",
        "65534",
        "--hostname",
        "sandbox",
        "--clearenv"));
    if (settings.network()) {
      words.add("--share-net");
    }
    environment(words);
    system(words);
    words.addAll(List.of(
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--size",
        Long.toString(16L << 20),
        "--tmpfs",
        "/dev/shm",
        "--size",
        Long.toString(MAX_FOLDER_BYTES),
        "--tmpfs",
        "/tmp",
        "--size",
        Long.toString(MAX_FOLDER_BYTES),
        "--tmpfs",
        "/work",
        "--ro-bind",
        folder.toString(),
        "/src",
        "--chdir",
        "/work",
        "--remount-ro",
        "/dev",
        "--remount-ro",
        "/",
        "--"));
    words.addAll(List.of("sh", "-c", ENTER, "sh"));
    words.addAll(job.command());
    return words;
  }

  private static void environment(List<String> words) {
    for (var variable : List.of(
        List.of("PATH", PATH),
        List.of("HOME", "/tmp"),
        List.of("LANG", "C.UTF-8"),
        List.of("TMPDIR", "/tmp"),
        List.of("PYTHONDONTWRITEBYTECODE", "1"))) {
      words.addAll(List.of("--setenv", variable.get(0), variable.get(1)));
    }
  }

  /** What is installed, and nothing of what the machine's users keep. */
  private static void system(List<String> words) {
    words.addAll(List.of("--ro-bind", "/usr", "/usr"));
    for (String link : List.of("bin", "sbin", "lib", "lib64")) {
      words.addAll(List.of("--symlink", "usr/" + link, "/" + link));
    }
    for (String file : List.of(
        "/etc/alternatives",
        "/etc/ld.so.cache",
        "/etc/java-17-openjdk",
        "/etc/ssl/certs",
        "/etc/localtime")) {
      words.addAll(List.of("--ro-bind-try", file, file));
    }
  }
}
