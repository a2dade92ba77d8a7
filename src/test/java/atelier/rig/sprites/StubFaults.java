package atelier.rig.sprites;

import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The faults that the stub shows, each so often as asked. Thread-safe. */
public final class StubFaults {
  /** A fault of one run. */
  public enum ExecFault {
    /** The connection breaks after the output. */
    DROP_BEFORE_EXIT,
    /** The connection breaks instead of a closing handshake. */
    DROP_AFTER_EXIT,
    /** The connection is closed with 1000, and there is no exit frame. */
    CLOSE_WITHOUT_EXIT,
    DUPLICATE_EXIT,
    /** The exit as text comes before that as bytes. */
    TEXT_EXIT_FIRST,
    /** No binary exit, as of a terminal. */
    TEXT_EXIT_ONLY,
    FOUR_BYTE_EXIT,
    UNKNOWN_TEXT,
    /** Each byte is a message. */
    SLOW_DRIP,
    /** The output is one message. */
    ONE_MESSAGE,
    /** Nothing is sent after the first message. */
    STALL,
    /** The same, and pings are not answered. */
    MUTE,
    /** An error of the service in place of an exit. */
    ERROR_TEXT
  }

  /** Refuses the next requests with a method and a part of the path. */
  private record Refusal(String method, String part, int status, String body) {}

  private final Deque<Refusal> refusals = new ConcurrentLinkedDeque<>();
  private final Deque<Optional<ExecFault>> execFaults = new ConcurrentLinkedDeque<>();
  volatile int maxUriChars = 65_536;
  volatile long upgradeDelayMs;
  volatile boolean ignoresPolicy;
  volatile boolean forbidsNamespaces;

  /** The next so many requests of the kind are refused. */
  public void refuse(int times, String method, String part, int status, String body) {
    for (int i = 0; i < times; i++) {
      refusals.add(new Refusal(method, part, status, body));
    }
  }

  /** The next so many requests to create a sprite are refused with 429. */
  public void limitCreation(int times, double retryAfterSeconds) {
    refuse(
        times,
        "POST",
        "/v1/sprites",
        429,
        "{\"error\":\"sprite_creation_rate_limited\",\"message\":\"too many sprites\","
            + "\"limit\":10,\"window_seconds\":60,\"retry_after_seconds\":" + retryAfterSeconds
            + "}");
  }

  /** The next runs show these faults, one each. */
  public void failRuns(ExecFault... faults) {
    List.of(faults).forEach(fault -> execFaults.add(Optional.of(fault)));
  }

  /** The next so many runs show no fault. */
  public void passRuns(int runs) {
    for (int i = 0; i < runs; i++) {
      execFaults.add(Optional.empty());
    }
  }

  /** URLs that are longer are refused with 414. */
  public void limitUri(int chars) {
    maxUriChars = chars;
  }

  /** The upgrade of a run takes so long. */
  public void delayUpgrades(long ms) {
    upgradeDelayMs = ms;
  }

  /** A policy is accepted but not in force. */
  public void ignorePolicy() {
    ignoresPolicy = true;
  }

  /** Sprites that are created from now on allow no namespaces. */
  public void forbidNamespaces() {
    forbidsNamespaces = true;
  }

  Optional<String[]> refusalOf(String method, String path) {
    for (Refusal refusal : List.copyOf(refusals)) {
      if (refusal.method().equals(method)
          && path.contains(refusal.part())
          && refusals.remove(refusal)) {
        return Optional.of(new String[] {Integer.toString(refusal.status()), refusal.body()});
      }
    }
    return Optional.empty();
  }

  Optional<ExecFault> nextRun() {
    Optional<ExecFault> next = execFaults.poll();
    return next == null ? Optional.empty() : next;
  }

  /** Whether all faults were shown. */
  public boolean areOver() {
    return refusals.isEmpty() && execFaults.isEmpty();
  }
}
