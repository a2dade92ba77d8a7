package atelier.web.feed;

import atelier.event.Entry;

/** Where one client's messages go out: a WebSocket, server-sent events, lines. */
public interface FeedSink {
  void writeEntry(Entry entry);

  /** A message of the moment; outlets without a place for them leave them out. */
  void writeLiveMessage(String json);

  /** Lets the client know that it is heard, where nothing happens yet. */
  default void open() {}

  /** Shows both sides that the other is there. */
  void writeHeartbeat();

  /** Whether more would only pile up in memory. */
  boolean isFull();

  /** Calls once there is room again. */
  void onDrain(Runnable next);

  void close(CloseReason reason);

  /** Why it is closed: a WebSocket's code, and words. */
  enum CloseReason {
    COMPLETED(1000, "the project has ended"),
    TOO_SLOW(1013, "read too slowly: come back with after"),
    READ_FAILED(1011, "the journal could not be read: come back with after");

    final int webSocketCode;
    final String text;

    CloseReason(int code, String words) {
      this.webSocketCode = code;
      this.text = words;
    }
  }
}
