package atelier.scan;

import atelier.event.Finding;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import tools.jackson.databind.json.JsonMapper;

/** The Rust scanner. Thread-safe; scans of several threads run side by side. */
public final class NativeScanner implements Scanner, AutoCloseable {
  private static final String NAME = "atelier_scanner";
  private static final int ABI = 3;
  private static final long DEADLINE_MS = 5_000;
  private static final Path DEFAULT_RULES_FILE = Path.of("conf/rules.toml");
  private static final int MAX_ERROR_BYTES = 2_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Exports library;
  private final Pointer rules;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** The boundary of scanner/src/ffi.rs, name by name. */
  interface Exports extends Library {
    int atelier_abi();

    Pointer atelier_rules_new(byte[] text, long length);

    void atelier_rules_free(Pointer rules);

    int atelier_scan(
        Pointer rules,
        byte[] path,
        long pathLength,
        byte[] text,
        long textLength,
        long deadlineMs,
        PointerByReference out,
        long[] outLength);

    int atelier_check(
        byte[] path,
        long pathLength,
        byte[] text,
        long textLength,
        long deadlineMs,
        PointerByReference out,
        long[] outLength);

    int atelier_walk(
        Pointer rules,
        byte[] request,
        long requestLength,
        PointerByReference out,
        long[] outLength);

    void atelier_free(Pointer bytes, long length);

    long atelier_last_error(byte[] buffer, long capacity);
  }

  private NativeScanner(Exports library, Pointer rules) {
    this.library = library;
    this.rules = rules;
  }

  /**
   * Loads the library and compiles rules. Blocking: a few hundred milliseconds at first.
   *
   * @param rules the text of a rules file
   * @throws ScanFailure when there is no library for this machine, or the rules are none
   */
  public static NativeScanner open(String rules) {
    Exports library = load();
    byte[] text = rules.getBytes(StandardCharsets.UTF_8);
    Pointer compiled = library.atelier_rules_new(text, text.length);
    if (compiled == null) {
      throw new ScanFailure(lastError(library));
    }
    return new NativeScanner(library, compiled);
  }

  /** The rules in a file; the jar's own where nothing lies in the usual place. */
  public static String readRules(Path file) {
    try {
      if (Files.exists(file) || !file.endsWith(DEFAULT_RULES_FILE)) {
        return Files.readString(file);
      }
      try (InputStream own = NativeScanner.class.getResourceAsStream("/conf/rules.toml")) {
        if (own == null) {
          throw new ScanFailure("the jar lacks conf/rules.toml: build it again");
        }
        return new String(own.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new ScanFailure("the rules in " + file + " cannot be read (" + e + "): set scan.rules");
    }
  }

  /** The jar's own copy is taken, never one that happens to lie in the system's library path. */
  private static Exports load() {
    try {
      Path file = Native.extractFromResourcePath(NAME, NativeScanner.class.getClassLoader())
          .toPath();
      Exports library = Native.load(file.toString(), Exports.class);
      if (library.atelier_abi() != ABI) {
        throw new ScanFailure("the scanner library speaks version " + library.atelier_abi()
            + ", not " + ABI + ": build the jar again");
      }
      return library;
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new ScanFailure("the jar holds no scanner library for " + Platform.RESOURCE_PREFIX
          + ": build it on such a machine (" + e.getMessage() + ")");
    }
  }

  private static String lastError(Exports library) {
    byte[] buffer = new byte[MAX_ERROR_BYTES];
    long length = library.atelier_last_error(buffer, buffer.length);
    return new String(
        Arrays.copyOf(buffer, (int) Math.min(length, buffer.length)), StandardCharsets.UTF_8);
  }

  @Override
  public List<Finding> scan(String path, String text) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return List.of(invoke(
        Finding[].class,
        (out, length) -> library.atelier_scan(
            rules, name, name.length, bytes, bytes.length, DEADLINE_MS, out, length)));
  }

  @Override
  public SyntaxAnalysis analyze(String path, String text) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return invoke(
        SyntaxAnalysis.class,
        (out, length) -> library.atelier_check(
            name, name.length, bytes, bytes.length, DEADLINE_MS, out, length));
  }

  /** Scans files and folders, several at a time, honouring .gitignore. */
  public TreeReport walk(TreeReport.Request request) {
    byte[] bytes = JSON.writeValueAsBytes(request);
    return invoke(
        TreeReport.class,
        (out, length) -> library.atelier_walk(rules, bytes, bytes.length, out, length));
  }

  /** A call that leaves JSON in a buffer. */
  @FunctionalInterface
  private interface NativeCall {
    int invoke(PointerByReference out, long[] length);
  }

  private <T> T invoke(Class<T> type, NativeCall call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new ScanFailure("the scanner is closed");
      }
      PointerByReference out = new PointerByReference();
      long[] length = new long[1];
      if (call.invoke(out, length) != 0) {
        throw new ScanFailure(lastError(library));
      }
      try {
        return JSON.readValue(out.getValue().getByteArray(0, Math.toIntExact(length[0])), type);
      } finally {
        library.atelier_free(out.getValue(), length[0]);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for scans under way, then gives the rules back. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        library.atelier_rules_free(rules);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
