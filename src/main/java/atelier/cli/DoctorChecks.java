package atelier.cli;

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
final class DoctorChecks {
  private static final int ANSWER_SECONDS = 20;
  private static final long SCARCE_BYTES = 1L << 30;
  private static final long TOO_LITTLE_BYTES = 200L << 20;

  /** What is there where systemd-timesyncd has reached a server, chrony or ntpd runs. */
  private static final List<String> KEEPERS =
      List.of("/run/systemd/timesync/synchronized", "/run/chrony/chronyd.pid", "/run/ntpd.pid");

  /** Later than any clock that was never set, such as that of a Pi without network. */
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

  /**
   * What was found about a subject.
   *
   * @param state {@code ok}, {@code warn} or {@code fail}
   * @param remedy the command or setting that mends it; empty where nothing is wrong
   */
  record Found(String subject, String state, String text, String remedy) {}

  private final Settings settings;
  private final DoctorSubjects instruments;

  DoctorChecks(Settings settings, DoctorSubjects instruments) {
    this.settings = settings;
    this.instruments = instruments;
  }

  List<Found> all() {
    return Stream.<Supplier<List<Found>>>of(
            this::java,
            looked("model", this::models),
            looked("toolchain", this::toolchains),
            looked("sandbox", this::sandbox),
            looked("scanner", this::scanner),
            looked("data", this::data),
            looked("disk", this::disk),
            looked("port", this::port),
            looked("clock", this::clock),
            looked("cluster", this::cluster))
        .flatMap(look -> look.get().stream())
        .toList();
  }

  /** A part that breaks is a finding; the others are still looked at. */
  private static Supplier<List<Found>> looked(String subject, Supplier<List<Found>> look) {
    return () -> {
      try {
        return look.get();
      } catch (RuntimeException | LinkageError e) {
        var reason = TerminalText.firstLine(String.valueOf(e.getMessage()), 300);
        return List.of(fail(subject, reason, "atelier doctor -v"));
      }
    };
  }

  private List<Found> java() {
    return List.of(ok("java", Runtime.version().toString()));
  }

  private List<Found> models() {
    return Await.await(instruments.llm().health(), ANSWER_SECONDS, "asking the models").stream()
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

  private List<Found> toolchains() {
    var installed =
        Await.await(instruments.toolchains().installed(), ANSWER_SECONDS, "looking for toolchains");
    return installed.isEmpty()
        ? List.of(
            warn("toolchain", "none found: only syntax can be checked", "apt install python3"))
        : installed.stream()
            .map(name -> ok("toolchain", TerminalText.firstLine(name, 100)))
            .toList();
  }

  private List<Found> sandbox() {
    var sandbox = instruments.sandbox();
    var kind = sandbox.kind();
    if (!sandbox.unavailable().isEmpty()) {
      var reason = TerminalText.firstLine(sandbox.unavailable(), 300);
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

  private List<Found> scanner() {
    instruments.scanner().get().scan("probe.py", "print(1)\n");
    return List.of(ok("scanner", "the library is loaded and answers"));
  }

  private List<Found> data() {
    var there = nearest(settings.data());
    return List.of(
        Files.isDirectory(there) && Files.isWritable(there)
            ? ok("data", settings.data().toString())
            : fail("data", settings.data() + " cannot be written", "--data DIR"));
  }

  private List<Found> disk() {
    try {
      var free = Files.getFileStore(nearest(settings.data())).getUsableSpace();
      var text = (free >> 20) + " MiB free for " + settings.data();
      if (free < TOO_LITTLE_BYTES) {
        return List.of(fail("disk", text, "free some space, or --data DIR on another disk"));
      }
      return List.of(
          free < SCARCE_BYTES
              ? warn("disk", text, "free some space, or --data DIR on another disk")
              : ok("disk", text));
    } catch (IOException e) {
      return List.of(fail("disk", "cannot be asked about " + settings.data(), "--data DIR"));
    }
  }

  private List<Found> port() {
    var http = settings.http();
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(http.host(), http.port()));
      return List.of(ok("port", http.host() + ":" + http.port() + " is free"));
    } catch (IOException | IllegalArgumentException e) {
      var text = http.host() + ":" + http.port() + " is in use or not an address of this machine";
      return List.of(warn("port", text, "--port " + (http.port() % 65_535 + 1)));
    }
  }

  private List<Found> clock() {
    var now = Instant.now();
    if (now.isBefore(LONG_AGO)) {
      return List.of(fail("clock", "it says " + now, "timedatectl set-ntp true"));
    }
    if (KEEPERS.stream().anyMatch(keeper -> Files.exists(Path.of(keeper)))) {
      return List.of(ok("clock", now + ", synchronised"));
    }
    return List.of(
        ClusterDoctorChecks.isWanted(settings.cluster())
            ? warn(
                "clock",
                now + ", and nothing here is seen to keep it in time with the other nodes'",
                "timedatectl set-ntp true")
            : ok("clock", now.toString()));
  }

  private List<Found> cluster() {
    return ClusterDoctorChecks.isWanted(settings.cluster())
        ? new ClusterDoctorChecks(settings.cluster()).all()
        : List.of();
  }

  /** The folder itself, or where it would be made. */
  private static Path nearest(Path folder) {
    var there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  static Found ok(String subject, String text) {
    return new Found(subject, "ok", text, "");
  }

  static Found warn(String subject, String text, String remedy) {
    return new Found(subject, "warn", text, remedy);
  }

  static Found fail(String subject, String text, String remedy) {
    return new Found(subject, "fail", text, remedy);
  }
}
