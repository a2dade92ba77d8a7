package atelier.web.feed;

import static io.netty.channel.ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE;

import atelier.event.Entry;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/** Sends the feed over a WebSocket (RFC 6455): one text message for each entry. */
public final class WebSocketFeedSink implements FeedSink {
  private static final int MAX_QUEUE_BYTES = 1 << 20;
  private static final long CLOSE_TIMEOUT_SECONDS = 5;
  private static final int MAX_RECEIVED_BYTES = 64 * 1024;

  private final ServerWebSocket socket;
  private final Channel channel;
  private long receivedBytes;

  public WebSocketFeedSink(HttpConnection connection, ServerWebSocket socket) {
    this.socket = socket;
    channel = ((ConnectionBase) connection).channel();
    socket.setWriteQueueMaxSize(MAX_QUEUE_BYTES);
    socket.frameHandler(this::onFrame);
  }

  /**
   * Runs {@code next} when the channel is closed. Vert.x's own close handler would run only after
   * the client has read everything.
   */
  public void onClose(Runnable next) {
    channel.closeFuture().addListener(closed -> next.run());
  }

  /** Ignores messages of the client, and disconnects it if one is too large. */
  private void onFrame(WebSocketFrame frame) {
    receivedBytes = frame.isContinuation() ? receivedBytes : 0;
    receivedBytes += frame.binaryData() == null ? 0 : frame.binaryData().length();
    if (receivedBytes > MAX_RECEIVED_BYTES) {
      socket.close((short) 1009, "the message is too large");
    }
  }

  @Override
  public void writeEntry(Entry entry) {
    socket.writeTextMessage(entry.json());
  }

  @Override
  public void writeLiveMessage(String json) {
    socket.writeTextMessage(json);
  }

  @Override
  public void writeHeartbeat() {
    socket.writePing(Buffer.buffer());
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable next) {
    socket.drainHandler(drained -> next.run());
  }

  @Override
  public void close(CloseReason reason) {
    socket.close((short) reason.webSocketCode, reason.text);
    // The close frame is queued behind data that a slow client may never read. Vert.x would wait
    // for it without a limit.
    var timer =
        channel.eventLoop().schedule(this::closeNow, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
  }

  /** Closes from the first handler of the pipeline, without waiting for queued writes. */
  private void closeNow() {
    channel.pipeline().firstContext().close().addListener(FIRE_EXCEPTION_ON_FAILURE);
  }
}
