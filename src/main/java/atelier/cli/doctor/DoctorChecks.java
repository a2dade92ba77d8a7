package atelier.cli.doctor;

import static atelier.cli.doctor.DoctorFinding.fail;
import static atelier.cli.doctor.DoctorFinding.ok;
import static atelier.cli.doctor.DoctorFinding.warn;

import atelier.cli.context.Await;
import atelier.cli.context.DoctorSubjects;
import atelier.cli.report.TerminalText;
import atelier.config.Settings;
import atelier.packages.EcosystemState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The checks of {@code doctor}, one method for each subject. */
public final class DoctorChecks {
  private static final int TIMEOUT_SECONDS = 20;

  /** Each package manager has 30 s for its reply, and there are more of them than processors. */
  private static final int REGISTRY_SECONDS = 90;

  private static final long LOW_DISK_BYTES = 1L << 30;
  private static final long MIN_DISK_BYTES = 200L << 20;

  /** Files that exist if systemd-timesyncd has reached a server, or chrony or ntpd is running. */
  private static final List<String> TIME_SYNC_FILES =
      List.of("/run/systemd/timesync/synchronized", "/run/chrony/chronyd.pid", "/run/ntpd.pid");

  /** A clock before this was never set, such as that of a Raspberry Pi without network. */
  private static final Instant EARLIEST_PLAUSIBLE_TIME = Instant.parse("2025-01-01T00:00:00Z");

  private final Settings settings;
  private final DoctorSubjects subjects;

  public DoctorChecks(Settings settings, DoctorSubjects subjects) {
    this.settings = settings;
    this.subjects = subjects;
  }

  /** Runs all checks; blocks, up to 20 s for each subject, 90 s for packages. */
  public List<DoctorFinding> runAll() {
    return Stream.<Supplier<List<DoctorFinding>>>of(
            this::checkJava,
            guarded("model", this::checkModels),
            guarded("toolchain", this::checkToolchains),
            guarded("sandbox", this::checkSandbox),
            guarded("packages", () -> PackageFindings.of(ecosystems())),
            guarded("scanner", this::checkScanner),
            guarded("data", this::checkDataFolder),
            guarded("disk", this::checkDisk),
            guarded("port", this::checkPort),
            guarded("clock", this::checkClock),
            guarded("cluster", this::checkCluster),
            guarded("missing", this::checkMissing))
        .flatMap(check -> check.get().stream())
        .toList();
  }

  /** Turns an exception of a check into a finding, so that the other checks still run. */
  private static Supplier<List<DoctorFinding>> guarded(
      String subject, Supplier<List<DoctorFinding>> check) {
    return () -> {
      try {
        return check.get();
      } catch (RuntimeException | LinkageError e) {
        var reason = TerminalText.firstLine(String.valueOf(e.getMessage()), 300);
        return List.of(fail(subject, reason, "atelier doctor -v"));
      }
    };
  }

  private List<DoctorFinding> checkJava() {
    return List.of(ok("java", Runtime.version().toString()));
  }

  private List<DoctorFinding> checkModels() {
    return Await.await(subjects.llm().health(), TIMEOUT_SECONDS, "checking the models").stream()
        .map(health -> {
          var name = TerminalText.firstLine(health.model() + " at " + health.endpoint(), 200);
          return health.ready()
              ? ok(
                  "model",
                  health.problem().isEmpty()
                      ? name + " answers"
                      : name + ": " + TerminalText.firstLine(health.problem(), 300))
              : fail(
                  "model",
                  name + ": " + TerminalText.firstLine(health.problem(), 300),
                  TerminalText.firstLine(health.remedy(), 300));
        })
        .toList();
  }

  private List<DoctorFinding> checkToolchains() {
    var installed =
        Await.await(subjects.toolchains().installed(), TIMEOUT_SECONDS, "looking for toolchains");
    var runnable = runnable();
    return installed.isEmpty() && !subjects.sandbox().unavailableReason().isEmpty()
        ? List.of(warn(
            "toolchain", "no compiler reads generated files without a sandbox", "see \"sandbox\""))
        : ToolchainFindings.of(
            installed, runnable, subjects.packages().toolchains().apply(runnable));
  }

  private List<String> runnable() {
    return Await.await(
        subjects.sandbox().tools(), TIMEOUT_SECONDS, "asking the tools in the sandbox");
  }

  private List<EcosystemState> ecosystems() {
    return Await.await(
        subjects.packages().ecosystems().get(), REGISTRY_SECONDS, "asking the package managers");
  }

  private List<DoctorFinding> checkMissing() {
    return PackageFindings.wanted(runnable(), ecosystems(), subjects.sandbox().unavailableReason());
  }

  private List<DoctorFinding> checkSandbox() {
    var sandbox = subjects.sandbox();
    var kind = sandbox.name();
    if (!sandbox.unavailableReason().isEmpty()) {
      var reason = TerminalText.firstLine(sandbox.unavailableReason(), 300);
      return List.of(warn("sandbox", kind + ": " + reason, ""));
    }
    if (kind.equals("none")) {
      var text = "none: generated code runs without isolation";
      return List.of(warn("sandbox", text, "--set runner.sandbox=auto"));
    }
    if (kind.equals("sprites")) {
      return List.of(ok("sandbox", spritesText()));
    }
    var user = TerminalText.firstLine(sandbox.user(), 300);
    var text = kind + ", level " + TerminalText.firstLine(sandbox.level().describe(), 300)
        + (user.isEmpty() ? "" : "; " + user);
    var limits = TerminalText.firstLine(sandbox.enforcement(), 500);
    return List.of(
        sandbox.level().reasons().isEmpty() ? ok("sandbox", text) : warn("sandbox", text, ""),
        ok("limits", limits.isEmpty() ? "unknown" : limits));
  }

  private String spritesText() {
    return "sprites: " + settings.sprites().endpoint() + " accepts the token";
  }

  private List<DoctorFinding> checkScanner() {
    subjects.scanner().get().scan("probe.py", "print(1)\n");
    return List.of(ok("scanner", "the native library is loaded and works"));
  }

  private List<DoctorFinding> checkDataFolder() {
    var existing = nearestExisting(settings.dataFolder());
    var problem = subjects.dataProblem().get();
    if (problem.isPresent()) {
      return List.of(fail("data", problem.get(), "--data DIR"));
    }
    return List.of(
        Files.isDirectory(existing) && Files.isWritable(existing)
            ? ok("data", settings.dataFolder().toString())
            : fail("data", settings.dataFolder() + " cannot be written", "--data DIR"));
  }

  private List<DoctorFinding> checkDisk() {
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
      return List.of(fail(
          "disk", "the free space of " + settings.dataFolder() + " cannot be read", "--data DIR"));
    }
  }

  private List<DoctorFinding> checkPort() {
    var http = settings.http();
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(http.host(), http.port()));
      return List.of(ok("port", http.host() + ":" + http.port() + " is free"));
    } catch (IOException | IllegalArgumentException e) {
      var text = http.host() + ":" + http.port() + " is in use or not an address of this machine";
      return List.of(warn("port", text, "--port " + (http.port() % 65_535 + 1)));
    }
  }

  private List<DoctorFinding> checkClock() {
    var now = Instant.now();
    if (now.isBefore(EARLIEST_PLAUSIBLE_TIME)) {
      return List.of(fail("clock", "the clock says " + now, "timedatectl set-ntp true"));
    }
    if (TIME_SYNC_FILES.stream().anyMatch(file -> Files.exists(Path.of(file)))) {
      return List.of(ok("clock", now + ", synchronised"));
    }
    return List.of(
        ClusterDoctorChecks.isConfigured(settings.cluster())
            ? warn(
                "clock",
                now + ", no time synchronisation found; the nodes of a cluster need one",
                "timedatectl set-ntp true")
            : ok("clock", now.toString()));
  }

  private List<DoctorFinding> checkCluster() {
    return ClusterDoctorChecks.isConfigured(settings.cluster())
        ? new ClusterDoctorChecks(settings.cluster()).runAll()
        : List.of();
  }

  /** Returns the folder itself, or the nearest parent that exists. */
  private static Path nearestExisting(Path folder) {
    var existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
