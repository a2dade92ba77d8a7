package atelier.cli.doctor;

import atelier.cli.context.Await;
import atelier.cli.context.DoctorSubjects;
import atelier.cli.report.TerminalText;

import atelier.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@code doctor} looks at, one method for each subject. */
public final class DoctorChecks {
  private static final int TIMEOUT_SECONDS = 20;
  private static final long LOW_DISK_BYTES = 1L << 30;
  private static final long MIN_DISK_BYTES = 200L << 20;

  /** What is there where systemd-timesyncd has reached a server, chrony or ntpd runs. */
  private static final List<String> TIME_SYNC_FILES =
      List.of("/run/systemd/timesync/synchronized", "/run/chrony/chronyd.pid", "/run/ntpd.pid");

  /** Later than any clock that was never set, such as that of a Pi without network. */
  private static final Instant EARLIEST_PLAUSIBLE_TIME = Instant.parse("2025-01-01T00:00:00Z");

  /**
   * What was found about a subject.
   *
   * @param state {@code ok}, {@code warn} or {@code fail}
   * @param remedy the command or setting that mends it; empty where nothing is wrong
   */
  public record Finding(String subject, String state, String text, String remedy) {}

  private final Settings settings;
  private final DoctorSubjects subjects;

  public DoctorChecks(Settings settings, DoctorSubjects subjects) {
    this.settings = settings;
    this.subjects = subjects;
  }

  public List<Finding> runAll() {
    return Stream.<Supplier<List<Finding>>>of(
            this::checkJava,
            guarded("model", this::checkModels),
            guarded("toolchain", this::checkToolchains),
            guarded("sandbox", this::checkSandbox),
            guarded("scanner", this::checkScanner),
            guarded("data", this::checkDataFolder),
            guarded("disk", this::checkDisk),
            guarded("port", this::checkPort),
            guarded("clock", this::checkClock),
            guarded("cluster", this::checkCluster))
        .flatMap(check -> check.get().stream())
        .toList();
  }

  /** A part that breaks is a finding; the others are still looked at. */
  private static Supplier<List<Finding>> guarded(String subject, Supplier<List<Finding>> check) {
    return () -> {
      try {
        return check.get();
      } catch (RuntimeException | LinkageError e) {
        var reason = TerminalText.firstLine(String.valueOf(e.getMessage()), 300);
        return List.of(fail(subject, reason, "atelier doctor -v"));
      }
    };
  }

  private List<Finding> checkJava() {
    return List.of(ok("java", Runtime.version().toString()));
  }

  private List<Finding> checkModels() {
    return Await.await(subjects.llm().health(), TIMEOUT_SECONDS, "asking the models").stream()
        .map(health -> {
          var name = TerminalText.firstLine(health.model() + " at " + health.endpoint(), 200);
          return health.ready()
              ? ok("model", name + " answers")
              : fail(
                  "model",
                  name + ": " + TerminalText.firstLine(health.problem(), 300),
                  TerminalText.firstLine(health.remedy(), 300));
        })
        .toList();
  }

  private List<Finding> checkToolchains() {
    var installed =
        Await.await(subjects.toolchains().installed(), TIMEOUT_SECONDS, "looking for toolchains");
    return installed.isEmpty()
        ? List.of(
            warn("toolchain", "none found: only syntax can be checked", "apt install python3"))
        : installed.stream()
            .map(name -> ok("toolchain", TerminalText.firstLine(name, 100)))
            .toList();
  }

  private List<Finding> checkSandbox() {
    var sandbox = subjects.sandbox();
    var kind = sandbox.name();
    if (!sandbox.unavailableReason().isEmpty()) {
      var reason = TerminalText.firstLine(sandbox.unavailableReason(), 300);
      return List.of(warn("sandbox", kind + ": " + reason, ""));
    }
    return List.of(
        kind.equals("none")
            ? warn(
                "sandbox",
                "none: generated code runs on the bare host",
                "--set runner.sandbox=auto")
            : ok("sandbox", kind));
  }

  private List<Finding> checkScanner() {
    subjects.scanner().get().scan("probe.py", "print(1)\n");
    return List.of(ok("scanner", "the library is loaded and answers"));
  }

  private List<Finding> checkDataFolder() {
    var existing = nearestExisting(settings.dataFolder());
    return List.of(
        Files.isDirectory(existing) && Files.isWritable(existing)
            ? ok("data", settings.dataFolder().toString())
            : fail("data", settings.dataFolder() + " cannot be written", "--data DIR"));
  }

  private List<Finding> checkDisk() {
    try {
      var free = Files.getFileStore(nearestExisting(settings.dataFolder())).getUsableSpace();
      var text = (free >> 20) + " MiB free for " + settings.dataFolder();
      if (free < MIN_DISK_BYTES) {
        return List.of(fail("disk", text, "free some space, or --data DIR on another disk"));
      }
      return List.of(
          free < LOW_DISK_BYTES
              ? warn("disk", text, "free some space, or --data DIR on another disk")
              : ok("disk", text));
    } catch (IOException e) {
      return List.of(fail("disk", "cannot be asked about " + settings.dataFolder(), "--data DIR"));
    }
  }

  private List<Finding> checkPort() {
    var http = settings.http();
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(http.host(), http.port()));
      return List.of(ok("port", http.host() + ":" + http.port() + " is free"));
    } catch (IOException | IllegalArgumentException e) {
      var text = http.host() + ":" + http.port() + " is in use or not an address of this machine";
      return List.of(warn("port", text, "--port " + (http.port() % 65_535 + 1)));
    }
  }

  private List<Finding> checkClock() {
    var now = Instant.now();
    if (now.isBefore(EARLIEST_PLAUSIBLE_TIME)) {
      return List.of(fail("clock", "it says " + now, "timedatectl set-ntp true"));
    }
    if (TIME_SYNC_FILES.stream().anyMatch(file -> Files.exists(Path.of(file)))) {
      return List.of(ok("clock", now + ", synchronised"));
    }
    return List.of(
        ClusterDoctorChecks.isConfigured(settings.cluster())
            ? warn(
                "clock",
                now + ", and nothing here is seen to keep it in time with the other nodes'",
                "timedatectl set-ntp true")
            : ok("clock", now.toString()));
  }

  private List<Finding> checkCluster() {
    return ClusterDoctorChecks.isConfigured(settings.cluster())
        ? new ClusterDoctorChecks(settings.cluster()).runAll()
        : List.of();
  }

  /** The folder itself, or where it would be made. */
  private static Path nearestExisting(Path folder) {
    var existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, "ok", text, "");
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(subject, "warn", text, remedy);
  }

  static Finding fail(String subject, String text, String remedy) {
    return new Finding(subject, "fail", text, remedy);
  }
}
