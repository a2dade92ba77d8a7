package atelier.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The compiled standard library of Go, kept by a node. Without it each job compiles the packages
 * that it imports anew, which takes longer than a job may run. It is filled once for each version
 * of Go, in the sandbox, by a job that runs nothing but Go itself; other jobs can only read it, so
 * none changes what another one runs. It takes some 200 MB.
 */
final class GoBuildCache {
  private static final Logger LOG = Logger.getLogger(GoBuildCache.class.getName());

  /** The memory of the job that fills it. */
  static final long MAX_MEMORY_BYTES = 2L << 30;

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration FILL_TIMEOUT = Duration.ofMinutes(15);
  private static final long MAX_BYTES = 512L << 20;
  private static final long MIN_FREE_BYTES = 1L << 30;
  private static final String FILL_PREFIX = "go-fill-";

  /** Where the kept cache is in the sandbox. */
  static final String KEPT = "/var/cache/go-build";

  /** Where the cache to fill is in the sandbox. */
  private static final String FILLED = "/var/cache/go-fill";

  /**
   * The cache of one job, which the launcher makes in some 20 ms: links to the kept entries, beside
   * the entries of its own.
   */
  static final String OWN = "/tmp/go-build";

  /** Prints the name of the cache: what is compiled depends on it. */
  private static final List<String> NAME_COMMAND =
      List.of("sh", "-c", "command -v go >/dev/null && go env GOVERSION GOARCH | tr '\\n' '-'");

  /**
   * Compiles the standard library as {@code go build} and {@code go test} do, the latter with what
   * {@code go vet} finds out about each package, with and without C.
   */
  private static final List<String> FILL_COMMAND = List.of("sh", "-c", """
      echo 'module fill' > go.mod
      printf 'package fill\\n%s\\n' "$(go list std | grep -v -e internal -e vendor/ \\
        | sed 's/.*/import _ "&"/')" > fill.go
      printf 'package fill\\nimport "testing"\\nfunc TestNothing(t *testing.T) {}\\n' > fill_test.go
      go build std && go test ./... && CGO_ENABLED=0 go build std && rm -f "$GOCACHE/trim.txt"
      """);

  private final Vertx vertx;
  private final Optional<Path> folder;
  private final BiFunction<Job, List<String>, Future<JobResult>> sandbox;
  private @Nullable Future<List<String>> mounts;

  /**
   * A cache that is filled at first need.
   *
   * @param folder the folder of caches, one for each version; empty for no cache
   * @param sandbox runs a job with further mounts
   */
  GoBuildCache(
      Vertx vertx,
      Optional<Path> folder,
      BiFunction<Job, List<String>, Future<JobResult>> sandbox) {
    this.vertx = vertx;
    this.folder = folder;
    this.sandbox = sandbox;
  }

  /** Returns whether a job may compile Go. */
  static boolean isUseful(Job job) {
    return job.command().contains("go")
        || job.files().keySet().stream()
            .anyMatch(path -> path.endsWith(".go") || path.endsWith("go.mod"));
  }

  /**
   * Returns the options of bubblewrap that show the cache to a job; none if Go is not installed or
   * the cache cannot be filled. Never fails. The first call fills it, which takes a minute of
   * processor time or two.
   */
  synchronized Future<List<String>> mounts() {
    Future<List<String>> known = mounts;
    if (known == null) {
      known = folder.isEmpty() ? Future.succeededFuture(List.of()) : open(folder.get());
      mounts = known;
    }
    return known;
  }

  private Future<List<String>> open(Path parent) {
    return sandbox
        .apply(new Job(NAME_COMMAND, Map.of(), PROBE_TIMEOUT), List.of())
        .compose(named -> named.succeeded()
            ? open(parent, parent.resolve(named.output().replaceAll("[^\\w.]+", "-") + "std"))
            : Future.succeededFuture(List.<String>of()))
        .otherwise(problem -> {
          LOG.log(Level.WARNING, "Go programs are compiled without a build cache", problem);
          return List.of();
        });
  }

  private Future<List<String>> open(Path parent, Path cache) {
    List<String> readOnly =
        List.of("--ro-bind-try", cache.toString(), KEPT, "--setenv", "GOCACHE", OWN);
    return vertx
        .executeBlocking(() -> Files.isDirectory(cache), false)
        .compose(exists -> exists ? Future.succeededFuture() : fill(parent, cache))
        // A job's user may be unable to reach the folder: then no job could start.
        .compose(
            unused -> sandbox.apply(new Job(List.of("true"), Map.of(), PROBE_TIMEOUT), readOnly))
        .map(result -> {
          if (!result.succeeded()) {
            throw new IllegalStateException(cache + " is not readable: " + result.output());
          }
          return readOnly;
        });
  }

  private Future<Void> fill(Path parent, Path cache) {
    LOG.info(() -> "compiling Go's standard library once, into " + cache);
    Map<String, String> environment = Map.of("GOCACHE", FILLED);
    return vertx
        .executeBlocking(() -> prepare(parent), false)
        .compose(empty -> sandbox
            .apply(
                new Job(FILL_COMMAND, Map.of(), environment, TimeLimit.ofWall(FILL_TIMEOUT)),
                List.of("--bind", empty.toString(), FILLED))
            .compose(result -> vertx.executeBlocking(
                () -> {
                  try {
                    return keep(result, empty, cache);
                  } finally {
                    if (Files.exists(empty)) {
                      JobFolder.delete(empty);
                    }
                  }
                },
                false)));
  }

  private static Path prepare(Path parent) throws IOException {
    Files.createDirectories(parent);
    if (HostSystem.isRoot()) {
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    StaleFolders.delete(parent, FILL_PREFIX);
    if (Files.getFileStore(parent).getUsableSpace() < MIN_FREE_BYTES) {
      throw new IOException(parent + " has less than 1 GiB of free space");
    }
    Path empty =
        Files.createTempDirectory(parent, FILL_PREFIX + ProcessHandle.current().pid() + "-");
    if (HostSystem.isRoot()) {
      Files.setAttribute(empty, "unix:uid", HostSystem.SANDBOX_UID);
    }
    return empty;
  }

  private static @Nullable Void keep(JobResult result, Path filled, Path cache) throws IOException {
    if (!result.succeeded()) {
      throw new IOException(
          "compiling Go's standard library ended with " + result.end() + ": " + result.output());
    }
    if (CacheFiles.seal(filled) > MAX_BYTES) {
      throw new IOException("Go's standard library takes more than " + (MAX_BYTES >> 20) + " MiB");
    }
    CacheFiles.deleteOthers(cache);
    if (!Files.exists(cache)) {
      Files.move(filled, cache, StandardCopyOption.ATOMIC_MOVE);
    }
    return null;
  }
}
