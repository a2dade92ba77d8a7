package atelier.sandbox;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;

/** A sandbox of this machine, which runs compilers too. */
interface LocalSandbox extends Sandbox {
  /** Lets a program of its own try what no program may do, and returns what that found. */
  Future<SandboxLevel> selfTest();

  /** Returns the same sandbox with places and a limit of memory for compilers. */
  Sandbox forCompilers(int maxRuns, Optional<Path> cacheFolder);
}
