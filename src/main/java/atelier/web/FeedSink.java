package atelier.web;

import atelier.event.Entry;

/** Where one client's messages go out: a WebSocket, server-sent events, lines. */
interface FeedSink {
  void entry(Entry entry);

  /** A message of the moment; outlets without a place for them leave them out. */
  void passing(String json);

  /** Lets the client know that it is heard, where nothing happens yet. */
  default void begin() {}

  /** Shows both sides that the other is there. */
  void beat();

  /** Whether more would only pile up in memory. */
  boolean isFull();

  /** Calls once there is room again. */
  void whenDrained(Runnable next);

  void end(Ending ending);

  /** Why it is closed: a WebSocket's code, and words. */
  enum Ending {
    DONE(1000, "the project has ended"),
    TOO_SLOW(1013, "read too slowly: come back with after"),
    FAULT(1011, "the journal could not be read: come back with after");

    final int code;
    final String words;

    Ending(int code, String words) {
      this.code = code;
      this.words = words;
    }
  }
}
