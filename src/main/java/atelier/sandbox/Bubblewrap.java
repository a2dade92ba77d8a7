package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs jobs with bubblewrap (bwrap(1)). Each job has its own user, process, network and mount
 * namespaces, sees the system read-only, and works in a tmpfs of limited size that ends with it.
 */
final class Bubblewrap implements Sandbox {
  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final long MAX_FOLDER_BYTES = 256L << 20;
  private static final long MAX_SHARED_BYTES = 16L << 20;
  private static final int MAX_OPEN_FILES = 4_096;

  /**
   * Set only if Atelier runs as root, and jobs therefore have a user of their own: the limit counts
   * all processes of a user (setrlimit(2), RLIMIT_NPROC), also those outside of the sandbox.
   */
  private static final int MAX_PROCESSES_IF_ROOT = 256;

  /** The folders in which a system installs toolchains; home folders are not visible. */
  private static final String PATH = "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin";

  /** The installed software, without the files of the machine's users. */
  private static final String SYSTEM_MOUNTS = "--ro-bind /usr /usr"
      + " --symlink usr/bin /bin --symlink usr/sbin /sbin"
      + " --symlink usr/lib /lib --symlink usr/lib64 /lib64"
      + " --ro-bind-try /etc/alternatives /etc/alternatives"
      + " --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache"
      + " --ro-bind-try /etc/java-17-openjdk /etc/java-17-openjdk"
      + " --ro-bind-try /etc/ssl/certs /etc/ssl/certs"
      + " --ro-bind-try /etc/localtime /etc/localtime";

  /** Where a job's launcher is in the sandbox. */
  private static final String LAUNCHER = "/launcher";

  /** Copies the sources into the writable folder, then replaces itself by the command. */
  private static final String ENTRY_SCRIPT = "cp -R /src/. /work && exec \"$@\"";

  private final ProcessSupervisor supervisor;
  private final Settings.Runner settings;

  Bubblewrap(Vertx vertx, Settings.Runner settings, int maxRuns) {
    this.settings = settings;
    supervisor = new ProcessSupervisor(vertx, maxRuns, settings.memoryBytes());
  }

  @Override
  public String name() {
    return "bubblewrap";
  }

  @Override
  public Future<JobResult> run(Job job) {
    return supervisor
        .run(job, folder -> commandLine(job, folder))
        .map(result -> result.withFileSizeLimit(MAX_FILE_BYTES));
  }

  /**
   * Builds the command line. If Atelier runs as root, it first switches to an unprivileged user:
   * in a user namespace root would keep root's file permissions on the host and have no limit on
   * processes.
   */
  private List<String> commandLine(Job job, Path folder) {
    List<String> words = new ArrayList<>();
    if (HostSystem.isRoot()) {
      String user = " --reuid=" + HostSystem.SANDBOX_UID + " --regid=" + HostSystem.SANDBOX_UID;
      addWords(words, "setpriv" + user + " --clear-groups --");
    }
    addWords(
        words,
        "prlimit --core=0 --memlock=0 --msgqueue=0 --nofile=" + MAX_OPEN_FILES
            + " --fsize=" + MAX_FILE_BYTES + " --cpu=" + job.timeLimit().secondsPerProcess()
            + (HostSystem.isRoot() ? " --nproc=" + MAX_PROCESSES_IF_ROOT : "") + " --");
    addWords(
        words,
        "bwrap --unshare-user --unshare-all --disable-userns --die-with-parent --new-session"
            + " --uid 65534 --gid 65534 --hostname sandbox --clearenv"
            + (settings.network() ? " --share-net" : ""));
    addWords(
        words,
        "--setenv HOME /tmp --setenv TMPDIR /tmp --setenv LANG C.UTF-8"
            + " --setenv PYTHONDONTWRITEBYTECODE 1 --setenv PATH " + PATH);
    job.environment().forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    addWords(words, SYSTEM_MOUNTS);
    String tmpfs = " --size " + MAX_FOLDER_BYTES + " --tmpfs ";
    addWords(
        words,
        "--proc /proc --dev /dev --size " + MAX_SHARED_BYTES + " --tmpfs /dev/shm" + tmpfs + "/tmp"
            + tmpfs + "/work");
    words.addAll(List.of("--ro-bind", folder.toString(), "/src"));
    job.launcher()
        .ifPresent(
            file -> words.addAll(List.of("--as-pid-1", "--ro-bind", file.toString(), LAUNCHER)));
    addWords(words, "--chdir /work --remount-ro /dev --remount-ro / --");
    words.addAll(List.of("sh", "-c", ENTRY_SCRIPT, "sh"));
    job.launcher().ifPresent(unused -> words.add(LAUNCHER));
    words.addAll(job.command());
    return words;
  }

  private static void addWords(List<String> words, String option) {
    words.addAll(List.of(option.split(" ", -1)));
  }
}
