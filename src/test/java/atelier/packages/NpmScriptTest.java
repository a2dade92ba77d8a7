package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How npm and pnpm are called, and what is found out about versions, without a registry. */
final class NpmScriptTest extends ScriptFixture {
  @Test
  void npmVersionsAreNamedWithTheTimesThatARegistrySays() throws Exception {
    write(
        "package.json",
        "{\"dependencies\": {\"a\": \"^1\", \"b\": \"npm:c@2\", \"own\": \"file:./own\"},",
        " \"devDependencies\": {\"d\": \"*\", \"missing\": \"*\"}}");
    for (String folder : List.of("a", "b", "d", "own")) {
      write("node_modules/" + folder + "/package.json", "{\"version\": \"2.0.0\"}");
    }
    write(
        "times.json",
        "{\"a\": {\"1.0.0\": \"2026-01-01T00:00:00Z\", \"2.0.0\": \"2026-11-25T11:52:10+00:00\"},",
        " \"d\": {\"2.0.0\": \"soon\"}}");

    Ended ended =
        run("node", "npm/published.cjs", "write", "times.json", out.toString(), "./package.json");

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(lines("published"))
        .containsExactly("a@2.0.0 2026-11-25T11:52:10.000Z", "c@2.0.0", "d@2.0.0");
  }

  /** Runs the script of npm with another npm, which prints each command into {@code calls}. */
  private Ended resolveByNpm(String npm, String publishedBefore) throws Exception {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path program = programs.resolve("npm");
    Files.writeString(program, "#!/bin/sh\necho \"$*\" >> " + folder + "/calls\n" + npm);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path script = folder.resolve("resolve.sh");
    Files.writeString(
        script,
        "export PATH=" + programs + ":$PATH LAYER=" + folder.resolve("layer")
            + " PUBLISHED_BEFORE=" + publishedBefore + "\n"
            + Recipes.of("npm").orElseThrow().resolve());
    assumeTrue(run("node", "npm/declared.cjs").exitCode() == 0, "node does not run");
    Path printed = folder.resolve("printed");
    Process process = new ProcessBuilder("sh", "-e", script.toString())
        .directory(project.toFile())
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
    assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(printed));
  }

  private List<String> calls(String start) throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream()
        .filter(call -> call.startsWith(start))
        .toList();
  }

  @Test
  void npmTakesYoungVersionsOnlyIfTheManifestAsksForThem() throws Exception {
    write("package.json", "{\"dependencies\": {\"a\": \"1\"}}");

    Ended ended = resolveByNpm("""
        case "$*" in
          *--before=*) echo 'npm error code ETARGET'; exit 1 ;;
          install*) echo '{}' > package-lock.json; mkdir -p node_modules ;;
        esac
        """, "2026-11-24T00:00:00Z");

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(calls("install"))
        .containsExactly("install --before=2026-11-24T00:00:00Z", "install");
    assertThat(calls("view")).containsExactly("view a time --json");
    assertThat(folder.resolve("layer/.atelier/warnings")).content().contains("packages.min-age");
  }

  @Test
  void pnpmComesFromTheRegistryInTheVersionThatTheManifestSays() throws Exception {
    write("package.json", "{\"packageManager\": \"pnpm@9.1.2+sha512.0\", \"dependencies\": {}}");
    write("pnpm-lock.yaml", "lockfileVersion: '9.0'");
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .noneMatch(each -> Files.exists(Path.of(each, "pnpm"))),
        "pnpm is installed");

    Ended ended = resolveByNpm("""
        case "$*" in install*)
          bin=$3/node_modules/.bin
          mkdir -p "$bin"
          printf '#!/bin/sh\\necho "pnpm $*" >> "%s"\\nmkdir -p node_modules\\n' \\
            "$calls" > "$bin/pnpm"
          chmod 755 "$bin/pnpm" ;;
        esac
        """.replace("$calls", folder.resolve("calls").toString()), "''");

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(calls("install"))
        .containsExactly(
            "install --prefix " + folder.resolve("layer/client") + " --no-package-lock pnpm@9.1.2");
    assertThat(calls("pnpm"))
        .containsExactly("pnpm install --frozen-lockfile --ignore-scripts --ignore-pnpmfile");
    assertThat(folder.resolve("layer/.atelier/pnpm-lock.yaml")).exists();
    assertThat(folder.resolve("layer/.atelier/warnings")).doesNotExist();
  }
}
