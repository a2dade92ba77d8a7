package atelier.web;

import atelier.event.Entry;

/** One client of the feed. */
interface FeedListener {
  void start();

  /** Whether what concerns this project is for it; an empty id concerns all. */
  boolean hears(String project);

  /** An entry that it {@link #hears} was appended. */
  void appended(Entry entry);

  /** A message of the moment that it {@link #hears}; may be left out. */
  void passing(String json);

  /** Called every few seconds. */
  void beat();

  /** The client is gone. */
  void stop();
}
