package atelier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What attacks must leave as it is: files, keys, ports and processes outside of the sandbox. */
final class OutsideWatch implements AutoCloseable {
  private static final String ADD_KEY = "import ctypes, sys; print(ctypes.CDLL(None).syscall(248,"
      + " b'user', sys.argv[1].encode(), sys.argv[2].encode(), len(sys.argv[2]), -3))";
  private static final String UNLINK_KEY =
      "import ctypes, sys; ctypes.CDLL(None).syscall(250, 9, int(sys.argv[1]), -3)";

  /** In all secrets: a file, an environment variable and a key. */
  private final String secret = "CANARY" + UUID.randomUUID().toString().replace("-", "");

  private final Path folder;
  private final String id;
  private final int port;
  private final String key;
  private final Map<String, String> before;

  /**
   * Creates the folder that nobody may read or change, and a key in the session's keyring.
   *
   * @param folder is created
   * @param id is in the command lines of all processes of the soak
   * @param port one that nobody listens to
   */
  OutsideWatch(Path folder, String id, int port) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.id = id;
    this.port = port;
    Files.writeString(folder.resolve("secret.txt"), secret + "\n");
    Files.writeString(Files.createDirectories(folder.resolve("deep/er")).resolve("b.txt"), secret);
    Files.createSymbolicLink(folder.resolve("link"), Path.of("secret.txt"));
    key = python(ADD_KEY, "atelier-canary-" + id, secret);
    before = files();
  }

  /** What must never be in the data folder or in a reply. */
  String secret() {
    return secret;
  }

  private static String python(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", program));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        var attributes =
            Files.readAttributes(path, "unix:mode,lastModifiedTime,ino", LinkOption.NOFOLLOW_LINKS);
        files.put(
            path.toString(),
            new TreeMap<>(attributes) + (Files.isRegularFile(path) ? Files.readString(path) : ""));
      }
    }
    return files;
  }

  /** What changed outside; to be called when no project runs. */
  List<String> changes() throws IOException {
    List<String> changes = new ArrayList<>();
    Map<String, String> after = files();
    if (!after.equals(before)) {
      changes.add("files outside of the data folder changed: " + before + " to " + after);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      changes.add("something listens to port " + socket.getPort());
    } catch (IOException refused) {
      // As it must be.
    }
    Files.readString(Path.of("/proc/keys"))
        .lines()
        .filter(line -> line.contains("atelier-job-" + id))
        .forEach(line -> changes.add("a job left a key: " + line.strip()));
    return changes;
  }

  /** The processes of the soak that still run; to be called when the node has ended. */
  List<String> processes() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> !path.endsWith(Long.toString(ProcessHandle.current().pid())))
          .map(path -> path.getFileName() + " " + commandLine(path))
          .filter(line -> line.contains(id))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }

  /** The files below a folder that contain the secret. */
  List<Path> leaks(Path data) throws IOException {
    byte[] wanted = secret.getBytes(StandardCharsets.US_ASCII);
    String text = new String(wanted, StandardCharsets.ISO_8859_1);
    try (Stream<Path> paths = Files.walk(data)) {
      return paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> read(path).contains(text))
          .toList();
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (key.matches("\\d+")) {
      try {
        python(UNLINK_KEY, key);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
