package atelier.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The machine's own git, to look at what was made. */
public final class GitCommand {
  private GitCommand() {}

  public static List<String> lines(Path repository, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("-C", repository.toString()));
    command.addAll(Arrays.asList(arguments));
    return run(command);
  }

  public static void cloneTo(Path target, String url) throws IOException, InterruptedException {
    run(List.of("clone", "-q", url, target.toString()));
  }

  private static List<String> run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " failed: " + output);
    }
    return output.lines().toList();
  }
}
