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

/** Calls the Rust scanner (the crate in {@code scanner/}) through JNA. Thread-safe and parallel. */
public final class NativeScanner implements Scanner, AutoCloseable {
  private static final String NAME = "atelier_scanner";
  private static final int ABI = 5;
  private static final long DEADLINE_MS = 5_000;
  private static final Path DEFAULT_RULES_FILE = Path.of("conf/rules.toml");
  private static final int MAX_ERROR_BYTES = 2_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Exports library;
  private final Pointer rules;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** The C functions of scanner/src/ffi.rs, by their names there. */
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

    int atelier_mutants(
        byte[] request, long requestLength, PointerByReference out, long[] outLength);

    void atelier_free(Pointer bytes, long length);

    long atelier_last_error(byte[] buffer, long capacity);
  }

  private NativeScanner(Exports library, Pointer rules) {
    this.library = library;
    this.rules = rules;
  }

  /**
   * Loads the library and compiles rules. Blocking: a few hundred milliseconds the first time.
   *
   * @param rules the text of a rules file
   * @throws ScanFailure if there is no library for this machine, or the rules are invalid
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

  /** Reads the rules in a file; those in the jar if the default file does not exist. */
  public static String readRules(Path file) {
    try {
      if (Files.exists(file) || !file.endsWith(DEFAULT_RULES_FILE)) {
        return Files.readString(file);
      }
      try (InputStream in = NativeScanner.class.getResourceAsStream("/conf/rules.toml")) {
        if (in == null) {
          throw new ScanFailure("conf/rules.toml is missing from the jar: build it again");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new ScanFailure("the rules in " + file + " cannot be read (" + e + "): set scan.rules");
    }
  }

  /** Loads the library from the jar, never one from the system's library path. */
  private static Exports load() {
    try {
      Path file = Native.extractFromResourcePath(NAME, NativeScanner.class.getClassLoader())
          .toPath();
      Exports library = Native.load(file.toString(), Exports.class);
      if (library.atelier_abi() != ABI) {
        throw new ScanFailure("the scanner library has interface version " + library.atelier_abi()
            + ", not " + ABI + ": build the jar again");
      }
      return library;
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new ScanFailure("the jar contains no scanner library for " + Platform.RESOURCE_PREFIX
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

  /** Scans files and folders in parallel, without those that .gitignore excludes. */
  public TreeReport walk(TreeReport.Request request) {
    byte[] bytes = JSON.writeValueAsBytes(request);
    return invoke(
        TreeReport.class,
        (out, length) -> library.atelier_walk(rules, bytes, bytes.length, out, length));
  }

  /** The crate's {@code MutantRequest}. */
  private record MutantRequest(
      String path, String text, List<String> literals, int most, long deadlineMs) {}

  @Override
  public List<Mutant> mutants(String path, String text, List<String> literals, int most) {
    byte[] bytes =
        JSON.writeValueAsBytes(new MutantRequest(path, text, literals, most, DEADLINE_MS));
    return List.of(invoke(
        Mutant[].class,
        (out, length) -> library.atelier_mutants(bytes, bytes.length, out, length)));
  }

  /** A call of the library that writes JSON to a buffer; 0 means success. */
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

  /** Waits for running scans, then frees the rules. */
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
