package atelier.web.feed;

import atelier.event.Entry;

/** The connection to one client: a WebSocket, server-sent events or NDJSON lines. */
public interface FeedSink {
  /** Writes an entry. */
  void writeEntry(Entry entry);

  /** Writes a live message; a sink that does not support them drops it. */
  void writeLiveMessage(String json);

  /** Sends the head of the reply, so that the client does not wait for the first entry. */
  default void open() {}

  /** Writes something that lets both sides detect a lost connection. */
  void writeHeartbeat();

  /** Whether the write queue is full; further writes would pile up in memory. */
  boolean isFull();

  /** Runs {@code next} once the write queue has drained. */
  void onDrain(Runnable next);

  /** Closes the connection. */
  void close(CloseReason reason);

  /** Why a connection is closed, with the status code of a WebSocket (RFC 6455, section 7.4). */
  enum CloseReason {
    COMPLETED(1000, "the project has ended"),
    TOO_SLOW(1013, "read too slowly: reconnect with \"after\""),
    READ_FAILED(1011, "the journal cannot be read: reconnect with \"after\"");

    final int webSocketCode;
    final String text;

    CloseReason(int webSocketCode, String text) {
      this.webSocketCode = webSocketCode;
      this.text = text;
    }
  }
}
