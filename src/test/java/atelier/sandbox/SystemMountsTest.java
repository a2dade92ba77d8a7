package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which settings of the host a job may read. */
final class SystemMountsTest {
  @TempDir
  private Path etc;

  private void write(String path) throws IOException {
    Files.createDirectories(etc.resolve(path).getParent());
    Files.writeString(etc.resolve(path), "");
    // Of a temporary folder, which is for its owner only.
    Files.setPosixFilePermissions(etc, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String[] settings() {
    return SystemMounts.settings(etc).stream()
        .map(path -> etc.relativize(path).toString())
        .toArray(String[]::new);
  }

  @Test
  void showsTheSettingsOfAnyVersionOfATool() throws IOException {
    write("java-21-openjdk/net.properties");
    write("java-8-openjdk/net.properties");
    write("php/8.2/cli/php.ini");
    write("php/8.2/mods-available/xml.ini");
    write("php/8.2/apache2/php.ini");
    write("python3.12/sitecustomize.py");
    write("maven/m2.conf");
    write("ssl/certs/a.pem");

    assertThat(settings())
        .containsExactly(
            "java-21-openjdk",
            "java-8-openjdk",
            "maven/m2.conf",
            "php/8.2/cli",
            "php/8.2/mods-available",
            "python3.12",
            "ssl/certs");
  }

  @Test
  void hidesFilesThatMayHavePasswordsAndThoseThatNotEveryUserMayRead() throws IOException {
    write("maven/settings.xml");
    write("npmrc");
    write("pip.conf");
    write("ssl/private/host.key");
    write("passwd");
    write("perl/Net/libnet.cfg");
    Files.setPosixFilePermissions(
        etc.resolve("perl"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(etc.resolve("localtime"), Path.of("no/such/file"));

    assertThat(settings()).isEmpty();
  }
}
