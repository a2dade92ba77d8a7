package atelier.project;

import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import java.util.Optional;

/**
 * How far installing what one request asks for has come.
 *
 * @param file the manifest
 * @param ecosystem the kind of packages, such as {@code npm}
 * @param starts how often installing was started
 * @param ready what is installed; empty unless it is
 * @param failed what the registry or the tool refused; empty unless it did
 * @param reason why nothing is installed; empty otherwise
 */
public record Setup(
    String file,
    String ecosystem,
    State state,
    int starts,
    Optional<SetupReady> ready,
    Optional<SetupFailed> failed,
    String reason) {
  /** What is known about it. */
  public enum State {
    /** It is being installed. */
    STARTED,
    /** Programs of the project find it. */
    READY,
    /** The manifest is wrong. */
    FAILED,
    /** It cannot be installed here. */
    SKIPPED
  }

  static Setup none(String file, String ecosystem) {
    return new Setup(file, ecosystem, State.STARTED, 0, Optional.empty(), Optional.empty(), "");
  }

  Setup started() {
    return new Setup(
        file, ecosystem, State.STARTED, starts + 1, Optional.empty(), Optional.empty(), "");
  }

  Setup ready(SetupReady event) {
    return new Setup(
        file, ecosystem, State.READY, starts, Optional.of(event), Optional.empty(), "");
  }

  Setup failed(SetupFailed event, String why) {
    return new Setup(
        file, ecosystem, State.FAILED, starts, Optional.empty(), Optional.of(event), why);
  }

  Setup skipped(String why) {
    return new Setup(
        file, ecosystem, State.SKIPPED, starts, Optional.empty(), Optional.empty(), why);
  }

  /** Whether nothing is left to do for it: programs have its packages, or do without. */
  public boolean isOver() {
    return state == State.READY || state == State.SKIPPED;
  }
}
