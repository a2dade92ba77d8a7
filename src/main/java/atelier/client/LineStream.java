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
 * An answer that goes on, line by line. A node sends an empty line every few seconds, so that one
 * which has been unplugged is told from one with nothing to say.
 */
public final class LineStream implements AutoCloseable {
  private static final int MAX_QUEUED = 256;
  private static final long MAX_SILENCE_NS = TimeUnit.SECONDS.toNanos(20);

  /** What the reading thread hands over: a line, or its end, for which there may be a cause. */
  private record Item(@Nullable String line, @Nullable IOException cause) {}

  /** One message, as it came and as it reads. */
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
   * The next line.
   *
   * @return empty when there was none in that time, or {@link #ended() no more will come}
   * @throws Unreachable when the node has fallen silent, broken off, or tells no events
   */
  public Optional<Message> next(long timeoutMs) throws InterruptedException {
    Item item = ended ? null : items.poll(timeoutMs, TimeUnit.MILLISECONDS);
    if (item == null) {
      if (!ended && System.nanoTime() - lastReceivedNs > MAX_SILENCE_NS) {
        throw new NodeUnreachable("the node has fallen silent");
      }
      return Optional.empty();
    }
    lastReceivedNs = System.nanoTime();
    if (item.cause() != null) {
      throw NodeUnreachable.afterConnectionLoss("the node broke off", item.cause());
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
      throw new NodeUnreachable("what answers tells no events: it is no node of Atelier");
    }
    return new Message(line, json);
  }

  /** Whether the node has said that this was all. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    readerThread.interrupt();
    try {
      stream.close();
    } catch (IOException e) {
      // It is not read any more, whatever has become of it.
      ended = true;
    }
  }
}
