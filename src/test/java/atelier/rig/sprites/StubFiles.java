package atelier.rig.sprites;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls {@code fs/…} of a sprite. Blocking. */
final class StubFiles {
  private static final JsonMapper JSON = JsonMapper.shared();

  private StubFiles() {}

  /**
   * Answers a call.
   *
   * @param parameter returns a parameter of the query, or an empty text
   */
  static StubReply answer(
      StubSprite sprite, String operation, UnaryOperator<String> parameter, Buffer body)
      throws IOException {
    JsonNode json = operation.equals("rename") ? JSON.readTree(body.getBytes()) : null;
    String path = json == null ? parameter.apply("path") : json.path("source").asString("");
    String workingDir =
        json == null ? parameter.apply("workingDir") : json.path("workingDir").asString("");
    Path file = sprite.file(path, workingDir);
    if (path.isEmpty() || workingDir.isEmpty()) {
      return error(400, "EINVAL", "path and workingDir are required", path);
    }
    if (file == null) {
      return error(400, "EACCES", "the path leaves the folder of the test", path);
    }
    return switch (operation) {
      case "write" -> write(sprite, file, parameter, body);
      case "read" -> read(file, path);
      case "list" -> list(sprite, file, path);
      case "delete" -> delete(sprite, file, path, parameter);
      case "rename" -> rename(sprite, file, sprite.file(json.path("dest").asString(), workingDir));
      default -> error(404, "ENOENT", "no such call", operation);
    };
  }

  private static StubReply error(int status, String code, String message, String path) {
    ObjectNode json = JSON.createObjectNode();
    json.put("error", message).put("code", code).put("path", path);
    return StubReply.json(status, json);
  }

  private static StubReply write(
      StubSprite sprite, Path file, UnaryOperator<String> parameter, Buffer body)
      throws IOException {
    boolean parents =
        List.of(parameter.apply("mkdir"), parameter.apply("mkdirParents")).contains("true");
    if (Files.isDirectory(file)) {
      return error(400, "EISDIR", "is a directory", sprite.path(file));
    }
    if (parents) {
      Files.createDirectories(file.getParent());
    } else if (!Files.isDirectory(file.getParent())) {
      return error(404, "ENOENT", "no such directory", sprite.path(file));
    }
    Files.write(file, body.getBytes());
    String mode = parameter.apply("mode").isEmpty() ? "0644" : parameter.apply("mode");
    Files.setPosixFilePermissions(file, permissions(Integer.parseInt(mode, 8)));
    ObjectNode json = JSON.createObjectNode();
    json.put("path", sprite.path(file)).put("size", body.length()).put("mode", mode);
    return StubReply.json(200, json);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & 0400 >> i) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & 0777;
  }

  private static StubReply read(Path file, String path) throws IOException {
    if (Files.isDirectory(file)) {
      return error(400, "EISDIR", "is a directory", path);
    }
    return Files.exists(file)
        ? new StubReply(200, Buffer.buffer(Files.readAllBytes(file)), "application/octet-stream")
        : error(404, "ENOENT", "no such file or directory", path);
  }

  private static StubReply list(StubSprite sprite, Path file, String path) throws IOException {
    if (!Files.exists(file)) {
      return error(404, "ENOENT", "no such file or directory", path);
    }
    ObjectNode json = JSON.createObjectNode().put("path", sprite.path(file));
    ArrayNode entries = json.putArray("entries");
    try (Stream<Path> all = Files.isDirectory(file) ? Files.list(file) : Stream.of(file)) {
      for (Path one : all.sorted().toList()) {
        boolean isDir = Files.isDirectory(one);
        ObjectNode entry = entries.addObject();
        entry.put("name", one.getFileName().toString()).put("path", sprite.path(one));
        entry.put("type", isDir ? "directory" : "file").put("size", Files.size(one));
        entry.put("mode", String.format(Locale.ROOT, "%04o", mode(one))).put("isDir", isDir);
        entry.put("modTime", Files.getLastModifiedTime(one).toString());
      }
    }
    return StubReply.json(200, json.put("count", entries.size()));
  }

  private static StubReply delete(
      StubSprite sprite, Path file, String path, UnaryOperator<String> parameter)
      throws IOException {
    if (!Files.exists(file)) {
      return error(404, "ENOENT", "no such file or directory", path);
    }
    if (Files.isDirectory(file) && !parameter.apply("recursive").equals("true")) {
      return error(400, "ENOTEMPTY", "is a directory", path);
    }
    StubSprite.deleteFolder(file);
    ObjectNode json = JSON.createObjectNode().put("count", 1);
    json.putArray("deleted").add(sprite.path(file));
    return StubReply.json(200, json);
  }

  private static StubReply rename(StubSprite sprite, Path source, Path target) throws IOException {
    if (target == null || !Files.exists(source)) {
      return error(404, "ENOENT", "no such file or directory", source.toString());
    }
    Files.move(source, target);
    ObjectNode json = JSON.createObjectNode().put("source", sprite.path(source));
    return StubReply.json(200, json.put("dest", sprite.path(target)));
  }
}
