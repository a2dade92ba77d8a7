package atelier.rig.sprites;

import atelier.rig.sprites.StubFaults.ExecFault;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A process of a sprite, and what is sent of it over a WebSocket. Its threads may block. */
final class StubRun {
  private static final int MAX_CHUNK = 32 * 1024;

  final String id;
  final List<String> command;
  final Process process;
  private final Optional<ExecFault> fault;
  private final ExecutorService threads;

  StubRun(
      String id,
      List<String> command,
      ProcessBuilder builder,
      Optional<ExecFault> fault,
      ExecutorService threads)
      throws IOException {
    this.id = id;
    this.command = command;
    this.fault = fault;
    this.threads = threads;
    process = builder.start();
  }

  /** Writes a frame of standard input, or ends it. */
  void input(Buffer frame) {
    try {
      if (frame.length() == 1 && frame.getByte(0) == 4) {
        process.getOutputStream().close();
      } else if (frame.length() > 0 && frame.getByte(0) == 0) {
        process.getOutputStream().write(frame.getBytes(1, frame.length()));
        process.getOutputStream().flush();
      }
    } catch (IOException ended) {
      // It reads no more.
    }
  }

  /** SIGTERM, and SIGKILL when the time is over. */
  void kill(String signal, long timeoutMs) throws InterruptedException {
    if (signal.endsWith("KILL")) {
      process.destroyForcibly();
    } else {
      process.toHandle().destroy();
    }
    if (timeoutMs > 0 && !process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
  }

  void kill() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean shows(ExecFault one) {
    return fault.filter(one::equals).isPresent();
  }

  /** Sends everything to the end; blocks. */
  void send(ServerWebSocket socket) {
    try {
      ObjectNode info = JsonMapper.shared().createObjectNode();
      info.put("type", "session_info").put("session_id", id).put("command", command.get(0));
      info.put("created", System.currentTimeMillis() / 1_000).put("cols", 0).put("rows", 0);
      text(socket, info.put("is_owner", true).put("tty", false).toString());
      if (shows(ExecFault.UNKNOWN_TEXT)) {
        text(socket, "{\"type\":\"port_opened\",\"port\":1,\"address\":\"x\",\"pid\":1}");
        text(socket, "no JSON");
        binary(socket, new byte[] {9, 9});
        binary(socket, new byte[0]);
      }
      if (shows(ExecFault.MUTE)) {
        socket.pause();
      }
      if (shows(ExecFault.STALL) || shows(ExecFault.MUTE)) {
        return;
      }
      Future<?> out = threads.submit(() -> copy(socket, process.getInputStream(), 1));
      Future<?> err = threads.submit(() -> copy(socket, process.getErrorStream(), 2));
      int code = process.waitFor();
      out.get(5, TimeUnit.SECONDS);
      err.get(5, TimeUnit.SECONDS);
      end(socket, code);
    } catch (IOException | ExecutionException | java.util.concurrent.TimeoutException closed) {
      socket.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Object copy(ServerWebSocket socket, InputStream stream, int id) throws IOException {
    try (stream) {
      byte[] chunk = new byte[shows(ExecFault.SLOW_DRIP) ? 1 : MAX_CHUNK];
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
        if (shows(ExecFault.ONE_MESSAGE)) {
          all.write(chunk, 0, read);
        } else {
          frame(socket, id, chunk, read);
        }
      }
      if (all.size() > 0) {
        frame(socket, id, all.toByteArray(), all.size());
      }
    }
    return null;
  }

  private void frame(ServerWebSocket socket, int id, byte[] bytes, int length) throws IOException {
    byte[] message = new byte[length + 1];
    message[0] = (byte) id;
    System.arraycopy(bytes, 0, message, 1, length);
    binary(socket, message);
  }

  private void end(ServerWebSocket socket, int code) throws IOException {
    switch (fault.orElse(ExecFault.UNKNOWN_TEXT)) {
      case DROP_BEFORE_EXIT -> {
        drop(socket);
        return;
      }
      case CLOSE_WITHOUT_EXIT -> {
        socket.close((short) 1000);
        return;
      }
      case ERROR_TEXT -> text(socket, "{\"type\":\"error\",\"message\":\"the machine is gone\"}");
      case TEXT_EXIT_ONLY -> textExit(socket, code);
      case TEXT_EXIT_FIRST -> {
        textExit(socket, code);
        binary(socket, new byte[] {3, (byte) code});
      }
      case FOUR_BYTE_EXIT ->
        binary(socket, ByteBuffer.allocate(5).put((byte) 3).putInt(code).array());
      case DUPLICATE_EXIT -> {
        binary(socket, new byte[] {3, (byte) code});
        binary(socket, new byte[] {3, 0});
      }
      default -> {
        binary(socket, new byte[] {3, (byte) code});
        textExit(socket, code);
      }
    }
    if (shows(ExecFault.DROP_AFTER_EXIT)) {
      drop(socket);
    } else {
      socket.close((short) 1000);
    }
  }

  private static void drop(ServerWebSocket socket) {
    Channel channel = ((io.vertx.core.internal.http.WebSocketInternal) socket)
        .channelHandlerContext()
        .channel();
    Object unused = channel.pipeline().firstContext().close();
  }

  private static void textExit(ServerWebSocket socket, int code) throws IOException {
    text(socket, "{\"type\":\"exit\",\"exit_code\":" + (code & 0xff) + "}");
  }

  private static void text(ServerWebSocket socket, String message) throws IOException {
    await(socket.writeTextMessage(message));
  }

  private static void binary(ServerWebSocket socket, byte[] message) throws IOException {
    await(socket.writeBinaryMessage(Buffer.buffer(message)));
  }

  /** A client that reads slowly slows the process down. */
  private static void await(io.vertx.core.Future<Void> written) throws IOException {
    try {
      written.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException("the client is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
