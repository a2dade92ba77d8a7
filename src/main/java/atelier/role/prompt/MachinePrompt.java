package atelier.role.prompt;

import java.util.List;

/**
 * The part of a prompt that describes where generated code runs. Equal for all files of a project,
 * so that prompt caches apply.
 *
 * @param tools the tools that a command finds there with their versions; empty if unknown
 * @param maxSeconds the processor time of one command
 * @param maxBuildSeconds the processor time of a command that builds
 * @param wallFactor how many times as much wall time it may use
 * @param maxMemoryMib the memory of all processes of one command
 * @param network whether a command may reach other machines
 */
public record MachinePrompt(
    List<String> tools,
    long maxSeconds,
    long maxBuildSeconds,
    int wallFactor,
    long maxMemoryMib,
    boolean network) {
  public MachinePrompt {
    tools = List.copyOf(tools);
  }

  /** The text of the part; empty if the tools are unknown. */
  public String text() {
    if (tools.isEmpty()) {
      return "";
    }
    return "# The machine that runs it\n"
        + "Each command runs in a clean copy of all files; what it writes is deleted. It may take "
        + maxSeconds + " s of processor time (" + maxBuildSeconds + " s if it builds), "
        + wallFactor + " times as long a wait, " + maxMemoryMib
        + " MiB of memory. localhost works; "
        + (network ? "other machines can be reached" : "there is no other network")
        + ", no terminal and no display. Installed: " + String.join(", ", tools)
        + ".\n\n";
  }
}
