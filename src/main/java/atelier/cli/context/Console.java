package atelier.cli.context;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The standard streams, and which of them are terminals. Output is always UTF-8, since the POSIX
 * locale would replace other characters by question marks.
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminalIn,
    boolean terminalOut,
    boolean terminalErr) {
  /** Returns the streams of this process. */
  public static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        printStream(FileDescriptor.out),
        printStream(FileDescriptor.err),
        isTerminal(0),
        isTerminal(1),
        isTerminal(2));
  }

  private static PrintStream printStream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** {@code System.console()} is about all streams together and differs between JDK versions. */
  private static boolean isTerminal(int descriptor) {
    try {
      var target = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
