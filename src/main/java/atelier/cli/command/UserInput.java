package atelier.cli.command;

import atelier.cli.context.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file that the user named, or standard input, up to a limit. Throws a {@link
 * CommandFailure} if that is impossible.
 *
 * @param maxBytes the limit
 * @param tooLarge what the message says of larger input, after its name
 */
record UserInput(int maxBytes, String tooLarge) {
  byte[] readFile(Path path, String displayName) {
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage("there is no file " + displayName);
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return read(stream, displayName);
    } catch (IOException e) {
      throw CommandFailure.usage(displayName + " cannot be read: check its permissions");
    }
  }

  byte[] read(InputStream stream, String displayName) {
    try {
      byte[] bytes = stream.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw CommandFailure.usage(displayName + " " + tooLarge);
      }
      return bytes;
    } catch (IOException e) {
      throw CommandFailure.usage(displayName + " cannot be read");
    }
  }
}
