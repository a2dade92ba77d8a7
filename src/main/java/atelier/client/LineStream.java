package atelier.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The entries of a project as a stream of NDJSON lines. A node sends an empty line every five
 * seconds, so that a lost connection is detected. For one thread.
 */
public final class LineStream implements AutoCloseable {
  private static final int MAX_QUEUED = 256;
  private static final int MAX_SILENCE_SECONDS = 20;

  /** A line from the reader thread; a null line is the end, with its cause if it failed. */
  private record Item(@Nullable String line, @Nullable IOException cause) {}

  /** An entry or a live message, unparsed and parsed. */
  public record Message(String line, JsonNode json) {}

  private final InputStream stream;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final Thread readerThread;
  private long lastReceivedNs = System.nanoTime();
  private boolean ended;

  LineStream(InputStream stream) {
    this.stream = stream;
    readerThread = new Thread(this::readLines, "lines");
    readerThread.setDaemon(true);
    readerThread.start();
  }

  private void readLines() {
    try {
      try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          items.put(new Item(line, null));
        }
        items.put(new Item(null, null));
      } catch (IOException e) {
        items.put(new Item(null, e));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the next message.
   *
   * @return empty if none came within {@code timeoutMs}, or the stream has {@link #ended() ended}
   * @throws NodeUnreachable if the node sends nothing, the connection is lost, or the server is not
   *     a node
   */
  public Optional<Message> next(long timeoutMs) throws InterruptedException {
    Item item = ended ? null : items.poll(timeoutMs, TimeUnit.MILLISECONDS);
    if (item == null) {
      long silenceNs = System.nanoTime() - lastReceivedNs;
      if (!ended && silenceNs > TimeUnit.SECONDS.toNanos(MAX_SILENCE_SECONDS)) {
        throw new NodeUnreachable(
            "the node has not sent anything for " + MAX_SILENCE_SECONDS + " s");
      }
      return Optional.empty();
    }
    lastReceivedNs = System.nanoTime();
    if (item.cause() != null) {
      throw NodeUnreachable.afterConnectionLoss(
          "the connection to the node was lost", item.cause());
    }
    String line = item.line();
    ended = line == null;
    return line == null || line.isEmpty() ? Optional.empty() : Optional.of(message(line));
  }

  private static Message message(String line) {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      json = JsonNodeFactory.instance.missingNode();
    }
    if (!json.isObject()) {
      throw new NodeUnreachable("the server does not send events: it is not an Atelier node");
    }
    return new Message(line, json);
  }

  /** Whether the node has closed the stream; there are no more messages. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    readerThread.interrupt();
    try {
      stream.close();
    } catch (IOException e) {
      // The stream is not used any more.
      ended = true;
    }
  }
}
