package atelier.web;

import atelier.event.Entry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** A feed's WebSocket: one text message for each entry. */
final class SocketOutlet implements Outlet {
  private static final int MAX_QUEUE_BYTES = 1 << 20;

  private final ServerWebSocket socket;

  SocketOutlet(ServerWebSocket socket) {
    this.socket = socket;
    socket.setWriteQueueMaxSize(MAX_QUEUE_BYTES);
  }

  @Override
  public void entry(Entry entry) {
    socket.writeTextMessage(entry.json());
  }

  @Override
  public void passing(String json) {
    socket.writeTextMessage(json);
  }

  @Override
  public void beat() {
    socket.writePing(Buffer.buffer());
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void whenDrained(Runnable next) {
    socket.drainHandler(drained -> next.run());
  }

  @Override
  public void end(Ending ending) {
    socket.close((short) ending.code, ending.words);
  }
}
