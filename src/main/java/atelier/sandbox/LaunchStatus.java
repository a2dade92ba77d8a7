package atelier.sandbox;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the launcher reports of a start. It writes to a file that no job can reach: what a job
 * prints proves nothing, since programs print what they like.
 *
 * @param entered whether the sandbox was complete, so that all further output is the command's
 * @param startError the system's error number if the command could not be started
 * @param failure why the sandbox failed; empty if it did not
 */
record LaunchStatus(boolean entered, OptionalInt startError, String failure) {
  /** "No such file or directory". */
  private static final int ENOENT = 2;

  private static final Pattern START_ERROR = Pattern.compile("(?m)^exec (\\d{1,4})$");
  private static final Pattern FAILURE = Pattern.compile("(?m)^failed (.*)$");

  /** Reads the file's text; see {@code scanner/launcher/src/status.rs}. */
  static LaunchStatus parse(String text) {
    Matcher startError = START_ERROR.matcher(text);
    Matcher failure = FAILURE.matcher(text);
    return new LaunchStatus(
        text.lines().anyMatch("entered"::equals),
        startError.find()
            ? OptionalInt.of(Integer.parseInt(startError.group(1)))
            : OptionalInt.empty(),
        failure.find() ? failure.group(1) : "");
  }

  /** Whether the command does not exist in the sandbox. */
  boolean isNotFound() {
    return startError.orElse(0) == ENOENT;
  }

  /**
   * Fails unless a job that ended by itself was started.
   *
   * @param errorOutput what was printed, by the launcher or bubblewrap if it was not
   */
  void requireStart(Job job, String errorOutput) throws IOException {
    if (!entered) {
      throw new IOException(
          "the sandbox could not start: " + (failure.isEmpty() ? errorOutput.strip() : failure));
    }
    if (startError.isPresent() && job.launcher().isPresent()) {
      throw new IOException(
          "the sandbox could not start the program of the studio: error " + startError.getAsInt());
    }
  }
}
