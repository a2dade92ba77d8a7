package atelier.web.feed;

import atelier.event.Entry;

/** A client of the feed, as the broadcaster sees it. */
public interface FeedListener {
  /** Called once, after it was added. */
  void start();

  /** Whether it wants messages about this project; an empty id stands for all projects. */
  boolean accepts(String project);

  /** Called after an entry of a project that it {@link #accepts} was appended. */
  void onEntry(Entry entry);

  /** Called with a live message of a project that it {@link #accepts}; it may drop the message. */
  void onLiveMessage(String json);

  /** Called every five seconds. */
  void onHeartbeat();

  /** Called when the client is gone. */
  void stop();
}
