package atelier.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of what no program may do a sandbox prevents on this system, by its self-test.
 *
 * @param name {@code full}, {@code partial} or {@code none}
 * @param reasons what it does not prevent, or why it does not work; empty at the level full
 */
public record SandboxLevel(String name, List<String> reasons) {
  private static final String OPEN = "open ";

  public SandboxLevel {
    reasons = List.copyOf(reasons);
  }

  /** Everything is prevented. */
  public static SandboxLevel full() {
    return new SandboxLevel("full", List.of());
  }

  /** Nothing is prevented, for this reason. */
  public static SandboxLevel none(String reason) {
    return new SandboxLevel("none", List.of(reason));
  }

  /** Reads what the self-test printed; see {@code scanner/launcher/src/selftest.rs}. */
  static SandboxLevel ofSelfTest(JobResult result) {
    List<String> lines = result.output().lines().toList();
    List<String> open = lines.stream()
        .filter(line -> line.startsWith(OPEN))
        .map(line -> line.substring(OPEN.length()))
        .toList();
    boolean isComplete = result.succeeded()
        && !lines.isEmpty()
        && lines.get(lines.size() - 1).matches("held \\d+ of \\d+");
    if (!isComplete) {
      return none("its self-test ended with " + result.end() + ", exit code " + result.exitCode()
          + ": " + result.output().strip());
    }
    return open.isEmpty() ? full() : new SandboxLevel("partial", open);
  }

  /** This level, or partial if it is full, with these reasons before its own. */
  SandboxLevel atMostPartial(List<String> more) {
    if (name.equals("none")) {
      return this;
    }
    List<String> all = new ArrayList<>(more);
    all.addAll(reasons);
    return new SandboxLevel("partial", all);
  }

  /** Whether the settings allow to run programs at this level. */
  boolean isEnough(String required) {
    return name.equals("full") || (name.equals("partial") && required.equals("partial"));
  }

  /** The level with its reasons, as a sentence without its full stop. */
  public String describe() {
    return reasons.isEmpty() ? name : name + ": " + String.join("; ", reasons);
  }
}
