package atelier.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes on, line by line. A node sends an empty line every few seconds, so that one
 * which has been unplugged is told from one with nothing to say.
 */
public final class Lines implements AutoCloseable {
  private static final int MAX_QUEUED = 256;
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(20);

  /** What the reading thread hands over: a line, or its end, for which there may be a cause. */
  private record Step(@Nullable String line, @Nullable IOException cause) {}

  private final InputStream stream;
  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final Thread reader;
  private long heardNs = System.nanoTime();
  private boolean ended;

  Lines(InputStream stream) {
    this.stream = stream;
    reader = new Thread(this::read, "lines");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          steps.put(new Step(line, null));
        }
        steps.put(new Step(null, null));
      } catch (IOException e) {
        steps.put(new Step(null, e));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The next line that is not empty.
   *
   * @return empty when there was none in that time, or {@link #ended() no more will come}
   * @throws Unreachable when the node has fallen silent or broken off
   */
  public String next(long timeoutMs) throws InterruptedException {
    Step step = ended ? null : steps.poll(timeoutMs, TimeUnit.MILLISECONDS);
    if (step == null) {
      if (!ended && System.nanoTime() - heardNs > SILENCE_NS) {
        throw new Unreachable("the node has fallen silent");
      }
      return "";
    }
    heardNs = System.nanoTime();
    if (step.cause() != null) {
      throw new Unreachable("the node broke off", step.cause());
    }
    ended = step.line() == null;
    return step.line() == null ? "" : step.line();
  }

  /** Whether the node has said that this was all. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      stream.close();
    } catch (IOException e) {
      // It is not read any more, whatever has become of it.
      ended = true;
    }
  }
}
