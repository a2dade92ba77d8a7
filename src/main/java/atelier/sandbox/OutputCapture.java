package atelier.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Captures a job's output: keeps its beginning, hashes and counts all of it. Thread-safe. */
public final class OutputCapture {
  private static final Logger LOG = Logger.getLogger(OutputCapture.class.getName());
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  /** A job that prints more is killed. */
  public static final long MAX_BYTES = 4L * MAX_KEPT_BYTES;

  private static final int MAX_ERROR_BYTES = 64 * 1024;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final WholeCharacters ofOutput = new WholeCharacters();
  private final WholeCharacters ofErrors = new WholeCharacters();
  private final MessageDigest digest;
  private long bytes;

  /** Captures nothing yet. */
  public OutputCapture() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /** Reads a stream to its end in constant memory. */
  void drain(InputStream stream, boolean error) {
    byte[] chunk = new byte[8_192];
    try (stream) {
      for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
        append(chunk, read, error);
      }
    } catch (IOException killed) {
      LOG.log(Level.FINE, "a pipe closed because its job was killed", killed);
    }
  }

  /**
   * Adds the first bytes of a chunk.
   *
   * @param error whether they are from standard error
   */
  public synchronized void append(byte[] chunk, int read, boolean error) {
    bytes += read;
    keep((error ? ofErrors : ofOutput).add(chunk, read), error);
  }

  private void keep(byte[] chunk, boolean error) {
    digest.update(chunk);
    int head = Math.min(chunk.length, MAX_KEPT_BYTES / 2 - kept.size());
    kept.write(chunk, 0, head);
    keepTail(chunk, head, chunk.length - head);
    if (error) {
      errors.write(chunk, 0, Math.min(chunk.length, MAX_ERROR_BYTES - errors.size()));
    }
  }

  /** No more is printed: what was held back is kept. */
  private void end() {
    keep(ofOutput.end(), false);
    keep(ofErrors.end(), true);
  }

  /** The end of a long output matters too: test tools report there. */
  private void keepTail(byte[] chunk, int from, int length) {
    tail.write(chunk, from, length);
    if (tail.size() > MAX_KEPT_BYTES) {
      byte[] all = tail.toByteArray();
      tail.reset();
      tail.write(all, all.length - MAX_KEPT_BYTES / 2, MAX_KEPT_BYTES / 2);
    }
  }

  /** Returns the length of all output so far. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Returns the beginning and the end of all output. */
  public synchronized String text() {
    end();
    byte[] end = tail.toByteArray();
    int omitted = Math.max(0, end.length - MAX_KEPT_BYTES / 2);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(kept.toByteArray());
    all.write(end, omitted, end.length - omitted);
    return all.toString(StandardCharsets.UTF_8);
  }

  /** Returns the beginning of standard error. */
  public synchronized String errorText() {
    end();
    return errors.toString(StandardCharsets.UTF_8);
  }

  /** Returns the SHA-256 of all output, in hex. Called once. */
  public synchronized String hash() {
    end();
    return HexFormat.of().formatHex(digest.digest());
  }
}
