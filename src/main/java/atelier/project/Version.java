package atelier.project;

import atelier.event.EventCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file and what is known of it.
 *
 * @param seq the {@code seq} of its {@code code_ready}
 * @param message its commit message; empty where the model gave none
 * @param hash SHA-256 of the content, in hex
 * @param valid null until the Validator has looked
 * @param clean null until the Auditor has looked
 * @param acceptedAt when it was found valid and clean; null before
 */
public record Version(
    int attempt,
    String content,
    long seq,
    String message,
    String hash,
    @Nullable Boolean valid,
    @Nullable Boolean clean,
    @Nullable Instant acceptedAt) {
  static Version written(int attempt, String content, long seq, String message) {
    return new Version(
        attempt, content, seq, message, EventCodec.sha256(content), null, null, null);
  }

  Version withValidation(boolean verdict) {
    return new Version(attempt, content, seq, message, hash, verdict, clean, acceptedAt);
  }

  Version withAudit(boolean verdict) {
    return new Version(attempt, content, seq, message, hash, valid, verdict, acceptedAt);
  }

  Version withAcceptedAt(Instant at) {
    return new Version(attempt, content, seq, message, hash, valid, clean, at);
  }

  /** Both have looked, and nothing must be mended. */
  public boolean isValidAndClean() {
    return Boolean.TRUE.equals(valid) && Boolean.TRUE.equals(clean);
  }

  /** Both have looked. */
  public boolean isFullyChecked() {
    return valid != null && clean != null;
  }
}
