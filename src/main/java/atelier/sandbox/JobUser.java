package atelier.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs of the system as the user of jobs, outside of the sandbox: only that user and one
 * with the capability to trace may look into jobs, which root in a container does not have.
 * Blocking.
 */
final class JobUser {
  private static final String TIMEOUT_SECONDS = "5";

  private JobUser() {}

  /** The words before a command that make it run as the user of jobs, if Atelier runs as root. */
  static List<String> switchWords() {
    String id = String.valueOf(HostSystem.SANDBOX_UID);
    return HostSystem.isRoot()
        ? List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--")
        : List.of();
  }

  /** The lines that a program prints within some seconds; what it cannot read is missing. */
  static List<String> lines(List<String> command) {
    List<String> words = new ArrayList<>(List.of("timeout", "-s", "KILL", TIMEOUT_SECONDS));
    words.addAll(switchWords());
    words.addAll(command);
    try {
      Process process = new ProcessBuilder(words)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException noSuchProgram) {
      return List.of();
    }
  }
}
