package atelier.web.feed;

import atelier.event.Entry;

/** One client of the feed. */
public interface FeedListener {
  void start();

  /** Whether what concerns this project is for it; an empty id concerns all. */
  boolean accepts(String project);

  /** An entry that it {@link #accepts} was appended. */
  void onEntry(Entry entry);

  /** A message of the moment that it {@link #accepts}; may be left out. */
  void onLiveMessage(String json);

  /** Called every few seconds. */
  void onHeartbeat();

  /** The client is gone. */
  void stop();
}
