/**
 * The feed: sends entries and live messages to clients, by WebSocket, server-sent events or NDJSON.
 * It must never queue without a limit for a slow client, nor skip or repeat an entry. Start with
 * {@link atelier.web.feed.FeedReader}.
 */
@NullMarked
package atelier.web.feed;

import org.jspecify.annotations.NullMarked;
