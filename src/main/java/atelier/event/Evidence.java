package atelier.event;

import java.util.List;

/**
 * Proof of a run: the command, the files it ran on, and how it ended.
 *
 * @param exit the exit code; 128 + n for a signal, -1 if it was stopped at a limit
 * @param ms wall time
 * @param output standard output and error in the order received, at most 256 KiB
 * @param outputHash SHA-256 of the whole output, in hex
 * @param tree the hash of all accepted files it ran on, see {@code TreeHash}
 */
public record Evidence(
    List<String> command, int exit, long ms, String output, String outputHash, String tree) {
  public Evidence {
    command = List.copyOf(command);
  }
}
