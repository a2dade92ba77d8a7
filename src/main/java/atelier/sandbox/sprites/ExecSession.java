package atelier.sandbox.sprites;

import atelier.sandbox.OutputCapture;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A run on a sprite, seen over its WebSocket. Only an exit frame ends it with an exit code: the
 * service closes the connection before or after, in any way. Runs on one context.
 */
final class ExecSession {
  private final Vertx vertx;
  private final Context context;
  private final WebSocket socket;
  private final OutputCapture output;
  private final Keepalive keepalive;
  private final Promise<Ended> ended = Promise.promise();
  private final long startedNs = System.nanoTime();
  private long lastSignNs = startedNs;
  private String session = "";
  private boolean isStopped;

  /**
   * How a run ended, or why it must be ended.
   *
   * @param exitCode empty if it must be ended
   * @param isTooMuchOutput whether it printed more than is allowed; otherwise it took too long
   */
  record Ended(OptionalInt exitCode, boolean isTooMuchOutput, long durationMs) {}

  /**
   * How it is found out that a connection is lost.
   *
   * @param pings the time between two pings
   * @param silence a connection without a sign of life for so long is lost
   */
  record Keepalive(Duration pings, Duration silence) {
    static final Keepalive DEFAULT = new Keepalive(Duration.ofSeconds(15), Duration.ofSeconds(45));
  }

  ExecSession(Vertx vertx, WebSocket socket, OutputCapture output, Keepalive keepalive) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.socket = socket;
    this.output = output;
    this.keepalive = keepalive;
  }

  /** Returns the number of the session; empty until the service has sent it. */
  String id() {
    return session;
  }

  /**
   * Follows the run to its end. Must be called in the callback of the connection, so that no frame
   * is missed.
   *
   * @param longest the time after which it must be ended
   * @return fails with {@link Kind#LOST} if its result is unknown
   */
  Future<Ended> follow(Duration longest) {
    socket.binaryMessageHandler(message -> accept(ExecFrame.ofBinary(message.getBytes())));
    socket.textMessageHandler(message -> accept(ExecFrame.ofText(message)));
    socket.pongHandler(pong -> lastSignNs = System.nanoTime());
    socket.exceptionHandler(problem -> lose(String.valueOf(problem.getMessage())));
    socket.closeHandler(closed -> lose("the service closed it before the end"));
    socket.writeBinaryMessage(Buffer.buffer(new byte[] {ExecFrame.END_OF_INPUT}));
    long pings = vertx.setPeriodic(keepalive.pings().toMillis(), timer -> ping());
    long limit =
        vertx.setTimer(Math.max(1, longest.toMillis()), timer -> end(OptionalInt.empty(), false));
    return ended.future().onComplete(done -> {
      vertx.cancelTimer(pings);
      vertx.cancelTimer(limit);
    });
  }

  private void ping() {
    if (System.nanoTime() - lastSignNs > keepalive.silence().toNanos()) {
      lose("no sign of life for " + keepalive.silence().toSeconds() + " s");
    } else {
      socket.writePing(Buffer.buffer("atelier"));
    }
  }

  private void accept(ExecFrame frame) {
    lastSignNs = System.nanoTime();
    if (ended.future().isComplete()) {
      return;
    }
    if (frame instanceof ExecFrame.Output chunk) {
      output.append(chunk.bytes().getBytes(), chunk.bytes().length(), chunk.isError());
      if (output.bytes() > OutputCapture.MAX_BYTES) {
        end(OptionalInt.empty(), true);
      }
    } else if (frame instanceof ExecFrame.Session info) {
      session = info.id();
      endIfStopped();
    } else if (frame instanceof ExecFrame.Exit exit) {
      end(OptionalInt.of(exit.code()), false);
    } else if (frame instanceof ExecFrame.Problem problem) {
      lose(problem.message());
    }
  }

  private void end(OptionalInt exitCode, boolean isTooMuchOutput) {
    long ms = (System.nanoTime() - startedNs) / 1_000_000;
    ended.tryComplete(new Ended(exitCode, isTooMuchOutput, ms));
  }

  private void lose(String reason) {
    ended.tryFail(new SpritesFailure(
        Kind.LOST,
        "the connection to a run on a sprite was lost, its result is unknown: " + reason));
  }

  /**
   * Says that the run must be ended, which is possible as soon as the service has sent the number
   * of its session. May be called from any thread.
   */
  void stop() {
    context.runOnContext(now -> {
      isStopped = true;
      endIfStopped();
    });
  }

  private void endIfStopped() {
    if (isStopped && !session.isEmpty()) {
      end(OptionalInt.empty(), false);
    }
  }

  /** Closes the connection. */
  void close() {
    socket.close();
  }
}
