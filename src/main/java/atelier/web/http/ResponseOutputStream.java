package atelier.web.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the bytes that a worker thread writes as an HTTP response. A write blocks while the client
 * reads slowly: it must take a chunk within 10 seconds, and all within 10 minutes.
 */
public final class ResponseOutputStream extends OutputStream {
  private static final int CHUNK_BYTES = 32 * 1024;
  private static final int MAX_CHUNKS = 8;
  private static final int WRITE_TIMEOUT_SECONDS = 10;
  private static final long MAX_NS = TimeUnit.MINUTES.toNanos(10);

  private final Context context;
  private final HttpServerResponse response;
  private final Semaphore freeChunks = new Semaphore(MAX_CHUNKS);
  private final long startNs = System.nanoTime();
  private Buffer chunk = Buffer.buffer();

  public ResponseOutputStream(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response.setChunked(true);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunk.appendBytes(bytes, offset, length);
    if (chunk.length() >= CHUNK_BYTES) {
      flush();
    }
  }

  /** The bytes that are not yet sent; call it after the last write. */
  public Buffer remaining() {
    return chunk;
  }

  @Override
  public void flush() throws IOException {
    if (chunk.length() == 0) {
      return;
    }
    try {
      if (!freeChunks.tryAcquire(WRITE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the client has read nothing for " + WRITE_TIMEOUT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (System.nanoTime() - startNs > MAX_NS) {
      throw new IOException("the client has not read everything within 10 minutes");
    }
    if (response.closed()) {
      throw new IOException("the client is gone");
    }
    Buffer full = chunk;
    chunk = Buffer.buffer();
    context.runOnContext(
        ignored -> response.write(full).onComplete(written -> freeChunks.release()));
  }
}
