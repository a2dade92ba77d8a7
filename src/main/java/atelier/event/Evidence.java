package atelier.event;

import java.util.List;

/**
 * Proof that a command ran: what, on which tree, and how it ended.
 *
 * @param exit the exit code; 128 + n for a signal, -1 where it was stopped at a limit
 * @param ms wall time
 * @param output standard output and error as they came, at most 256 KiB
 * @param outputHash SHA-256 of the whole output, in hex
 * @param tree the hash of all accepted files it ran on, see {@code Tree}
 */
public record Evidence(
    List<String> command, int exit, long ms, String output, String outputHash, String tree) {
  public Evidence {
    command = List.copyOf(command);
  }
}
