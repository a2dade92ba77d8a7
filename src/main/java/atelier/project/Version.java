package atelier.project;

import atelier.event.EventCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file and its verdicts.
 *
 * @param seq the {@code seq} of its {@code code_ready}
 * @param message its commit message; empty if the model gave none
 * @param hash SHA-256 of the content, in hex
 * @param valid the Validator's verdict; null until it is known
 * @param clean the Auditor's verdict; null until it is known
 * @param acceptedAt when it was accepted; null before
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

  Version withoutValidation() {
    return new Version(attempt, content, seq, message, hash, null, clean, acceptedAt);
  }

  Version withAudit(boolean verdict) {
    return new Version(attempt, content, seq, message, hash, valid, verdict, acceptedAt);
  }

  Version withAcceptedAt(Instant at) {
    return new Version(attempt, content, seq, message, hash, valid, clean, at);
  }

  /** Whether both verdicts are known and positive. */
  public boolean isValidAndClean() {
    return Boolean.TRUE.equals(valid) && Boolean.TRUE.equals(clean);
  }

  /** Whether both verdicts are known. */
  public boolean isFullyChecked() {
    return valid != null && clean != null;
  }
}
