package atelier.packages.egress;

import static atelier.Await.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine with package managers that are shell scripts, and with a home folder. */
final class FakeClients {
  final Path home;
  private final Path programs;
  private final Map<String, String> environment = new HashMap<>();

  FakeClients(Path folder) throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    programs = Files.createDirectory(folder.resolve("programs"));
    environment.put("HOME", home.toString());
    environment.put("PATH", programs.toString());
  }

  /** Installs a program: its branches, for a shell, over all of its arguments. */
  FakeClients program(String name, String cases) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(
        file, "#!/bin/sh\nPATH=/usr/bin:/bin\ncase \"$*\" in\n" + cases + "*) exit 1;; esac\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  FakeClients variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Registries registries(Vertx vertx, Duration limit, String... furtherHosts) {
    return new Registries(vertx, List.of(furtherHosts), environment, limit);
  }

  Registry ask(Vertx vertx, String ecosystem) {
    return await(registries(vertx, Duration.ofSeconds(20)).of(ecosystem));
  }
}
