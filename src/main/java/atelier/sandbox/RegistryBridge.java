package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The way of a job without a network to the proxy of registries: the program that leads there. */
public final class RegistryBridge {
  /** The folder in the sandbox with the socket of the proxy, and files that its clients need. */
  public static final String FOLDER = "/run/registry";

  /** The name of the socket in that folder. */
  public static final String SOCKET = "registry.sock";

  private RegistryBridge() {}

  /** Returns the program, which is a {@link Job#launcher}. Blocking. */
  public static Path program() throws IOException {
    return NativeProgram.BRIDGE.path();
  }

  /** Returns the words of a job that runs a command with that program. */
  public static List<String> words(List<String> command) {
    List<String> words = new ArrayList<>(List.of("--socket", FOLDER + "/" + SOCKET, "--"));
    words.addAll(command);
    return words;
  }
}
