package atelier.rig.sprites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A sprite of the stub: a folder of this machine. */
final class StubSprite {
  private static final List<String> FOLDERS = List.of("/workspace", "/home/sprite");

  final String name;
  final Path root;
  final Map<String, StubRun> runs = new ConcurrentHashMap<>();
  final AtomicInteger lastSession = new AtomicInteger();
  volatile String policy = "{\"rules\":[]}";
  private final long idleMs;
  private final Instant created = Instant.now();
  private volatile long usedAtMs;

  StubSprite(String name, Path parent, long idleMs, boolean forbidsNamespaces) throws IOException {
    this.name = name;
    this.idleMs = idleMs;
    root = Files.createTempDirectory(parent, "sprite-").toRealPath();
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder.substring(1)));
    }
    Path tools = Files.createDirectory(root.resolve("bin"));
    if (forbidsNamespaces) {
      Path unshare = Files.writeString(tools.resolve("unshare"), "#!/bin/sh\nexit 1\n");
      Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  void use() {
    usedAtMs = System.currentTimeMillis();
  }

  private String status() {
    if (usedAtMs == 0) {
      return "cold";
    }
    return System.currentTimeMillis() - usedAtMs < idleMs ? "running" : "warm";
  }

  ObjectNode toJson() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("id", "sprite-" + name).put("name", name).put("organization", "stub");
    json.put("url", "https://" + name + ".invalid").put("status", status());
    json.putObject("url_settings").put("auth", "sprite");
    return json.put("created_at", created.toString()).put("updated_at", created.toString());
  }

  /** The file of this machine; null for one outside of the sprite's folder. */
  Path file(String path, String workingDir) {
    String absolute = path.startsWith("/") ? path : workingDir + "/" + path;
    Path file = root.resolve(absolute.replaceFirst("^/+", "")).normalize();
    return file.startsWith(root) ? file : null;
  }

  /** A word of a command, with the folder of this machine in place of the sprite's. */
  String word(String word) {
    return FOLDERS.stream().anyMatch(folder -> word.equals(folder) || word.startsWith(folder + "/"))
        ? root + word
        : word;
  }

  /** The path on the sprite. */
  String path(Path file) {
    return "/" + root.relativize(file);
  }

  void delete() throws IOException {
    for (StubRun run : new ArrayList<>(runs.values())) {
      run.kill();
    }
    deleteFolder(root);
  }

  static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
