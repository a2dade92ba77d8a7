package atelier.rig.sprites;

import atelier.rig.sprites.StubFaults.ExecFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls {@code exec} of a sprite: start, list, kill. */
final class StubExec {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PATH = "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin:/usr/sbin";

  private StubExec() {}

  /** Starts the command of a query. */
  static StubRun start(
      StubSprite sprite,
      HttpServerRequest request,
      Optional<ExecFault> fault,
      ExecutorService threads)
      throws IOException {
    List<String> command =
        request.params().getAll("cmd").stream().map(sprite::word).toList();
    if (command.isEmpty()) {
      throw new IOException("cmd is missing");
    }
    String dir = SpritesStub.text(request, "dir");
    Path folder = sprite.file(dir.isEmpty() ? "/home/sprite" : dir, "/");
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("the folder does not exist");
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    List<String> given = request.params().getAll("env");
    builder
        .environment()
        .putAll(
            given.isEmpty()
                ? Map.of("PATH", sprite.root + "/bin:" + PATH, "HOME", sprite.root + "/home/sprite")
                : given.stream()
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    if (!SpritesStub.text(request, "stdin").equals("true")) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    String id = Integer.toString(sprite.lastSession.incrementAndGet());
    StubRun run = new StubRun(id, command, builder, fault, threads);
    sprite.runs.put(id, run);
    return run;
  }

  static StubReply answer(
      StubSprite sprite,
      HttpServerRequest request,
      String method,
      String[] path,
      ExecutorService threads)
      throws Exception {
    if (path.length == 4) {
      return switch (method) {
        case "GET" -> sessions(sprite);
        case "POST" -> frames(start(sprite, request, Optional.empty(), threads));
        default -> StubReply.empty(200);
      };
    }
    StubRun run = sprite.runs.get(path[4]);
    if (run == null || path.length < 6 || !path[5].equals("kill")) {
      return StubReply.error(404, "not_found", "no such session");
    }
    if (!run.process.isAlive()) {
      return StubReply.error(410, "gone", "the session has exited");
    }
    String signal = SpritesStub.text(request, "signal");
    if (!signal.matches("SIG(INT|TERM|HUP|KILL|QUIT|USR1|USR2)")) {
      return StubReply.error(400, "bad_request", "no such signal");
    }
    String timeout = SpritesStub.text(request, "timeout").replace("s", "");
    run.kill(signal, timeout.isEmpty() ? 10_000 : Long.parseLong(timeout) * 1_000);
    String events = "{\"type\":\"signal\",\"signal\":\"" + signal + "\",\"pid\":1}\n"
        + "{\"type\":\"exited\"}\n{\"type\":\"complete\",\"exit_code\":143}\n";
    return new StubReply(200, Buffer.buffer(events), "application/x-ndjson");
  }

  private static StubReply sessions(StubSprite sprite) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode sessions = json.putArray("sessions");
    sprite.runs.values().stream()
        .filter(run -> run.process.isAlive())
        .forEach(run -> sessions
            .addObject()
            .put("id", run.id)
            .put("command", run.command.get(0))
            .put("is_active", true)
            .put("tty", false));
    return StubReply.json(200, json.put("count", sessions.size()));
  }

  /** The frames of a run without their lengths, as POST sends them. */
  private static StubReply frames(StubRun run) throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] out = run.process.getInputStream().readAllBytes();
    if (out.length > 0) {
      all.write(1);
      all.writeBytes(out);
    }
    byte[] err = run.process.getErrorStream().readAllBytes();
    if (err.length > 0) {
      all.write(2);
      all.writeBytes(err);
    }
    all.write(3);
    all.write(run.process.waitFor());
    return new StubReply(200, Buffer.buffer(all.toByteArray()), "application/octet-stream");
  }

  /** A message from the client, such as a signal. */
  static void control(StubRun run, String message) {
    try {
      JsonNode json = JSON.readTree(message);
      if (json.path("type").asString("").equals("signal")) {
        run.kill("SIG" + json.path("signal").asString(""), 0);
      }
    } catch (JacksonException | InterruptedException ignored) {
      // The service ignores what it does not understand.
    }
  }
}
