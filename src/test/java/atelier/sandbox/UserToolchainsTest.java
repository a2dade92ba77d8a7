package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.UserToolchains.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which folders of a person's toolchains a job may see. */
final class UserToolchainsTest {
  @TempDir
  private Path root;

  @ParameterizedTest
  @CsvSource({
    "home/u/.rustup/toolchains/stable, lib/rustlib, rustc",
    "home/u/.nvm/versions/node/v20, include/node, node",
    "home/u/.sdkman/candidates/java/17, release, javac",
    "home/u/jdk-17, release, javac",
    "home/u/go, pkg/tool, gofmt",
    "opt/erlang, lib/erlang, erl"
  })
  void theFolderOfAToolchainIsShown(String folder, String marker, String tool) throws IOException {
    file(folder + "/" + marker);
    Path executable = executable(folder + "/bin/" + tool, "");

    assertThat(find(executable.getParent(), tool))
        .containsExactly(new Toolchain(at(folder), at(folder + "/bin")));
  }

  /** Such a folder may hold anything of the person. */
  @ParameterizedTest
  @CsvSource({
    "home/u/bin, '', luac",
    "home/u/.local/bin, home/u/.local/lib/pkgconfig/python3.pc, python3",
    "home/u/.cargo/bin, home/u/.cargo/release, rustc",
    "home/u/work/bin, home/u/work/secret.txt, php",
    "home/u/node_modules/.bin, '', tsc",
    "home/bin, home/release, javac"
  })
  void aFolderWithOtherThingsIsNot(String folder, String beside, String tool) throws IOException {
    if (!beside.isEmpty()) {
      file(beside);
    }
    Path executable = executable(folder + "/" + tool, "");

    assertThat(find(executable.getParent(), tool)).isEmpty();
  }

  @Test
  void aVersionManagerIsAskedForTheToolBehindItsProxy() throws IOException {
    for (String folder : List.of("home/u/.rustup/toolchains/x", "home/u/.pyenv/versions/3.12")) {
      file(folder + "/lib/rustlib");
      file(folder + "/lib/libpython3.so");
    }
    Path rustc = executable("home/u/.rustup/toolchains/x/bin/rustc", "");
    Path python = executable("home/u/.pyenv/versions/3.12/bin/python3", "");
    executable("home/u/.cargo/bin/rustup", "[ $1 = which ] && echo " + rustc);
    executable("home/u/.cargo/bin/rustc", "");
    executable("home/u/.pyenv/bin/pyenv", "[ $1 = which ] && echo " + python);
    executable("home/u/.pyenv/shims/python3", "");
    String search = at("home/u/.cargo/bin") + ":" + at("home/u/.pyenv/shims");

    assertThat(toolchains(search).find(List.of("rustc", "python3")))
        .extracting(Toolchain::executables)
        .containsExactlyInAnyOrder(rustc.getParent(), python.getParent());
  }

  @Test
  void aProxyWithoutAnAnswerShowsNothing() throws IOException {
    executable("home/u/.cargo/bin/rustup", "exit 1");
    executable("home/u/.cargo/bin/rustc", "");
    executable("home/u/.rbenv/shims/ruby", "");

    String search = at("home/u/.cargo/bin") + ":" + at("home/u/.rbenv/shims");
    assertThat(toolchains(search).find(List.of("rustc", "ruby"))).isEmpty();
  }

  @Test
  void aLinkIsFollowedToItsToolchain() throws IOException {
    file("opt/node/include/node");
    executable("opt/node/bin/node", "");
    Files.createDirectories(at("home/u/bin"));
    Files.createSymbolicLink(at("home/u/bin/node"), at("opt/node/bin/node"));

    assertThat(find(at("home/u/bin"), "node"))
        .containsExactly(new Toolchain(at("opt/node"), at("opt/node/bin")));
  }

  @Test
  void whatTheSystemHasIsNotTakenFromElsewhere() throws IOException {
    file("home/u/jdk/release");
    executable("home/u/jdk/bin/sh", "");

    assertThat(find(at("home/u/jdk/bin"), "sh")).isEmpty();
  }

  private List<Toolchain> find(Path searched, String tool) throws IOException {
    return toolchains(searched.toString()).find(List.of(tool));
  }

  private UserToolchains toolchains(String search) throws IOException {
    executable("system/bin/sh", "");
    return new UserToolchains(
        new SearchPath(at("system/bin").toString()), new SearchPath(search), at("home/u"));
  }

  private Path at(String path) throws IOException {
    return root.toRealPath().resolve(path);
  }

  private void file(String path) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), "");
  }

  private Path executable(String path, String script) throws IOException {
    file(path);
    Files.writeString(at(path), "#!/bin/sh\n" + script + "\n");
    assertThat(at(path).toFile().setExecutable(true)).isTrue();
    return at(path);
  }
}
