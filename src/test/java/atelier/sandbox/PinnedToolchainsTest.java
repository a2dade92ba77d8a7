package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.sandbox.HomeVersions.Version;
import atelier.sandbox.PinnedVersions.Pin;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project's files choose among the versions of toolchains that a person has installed. */
final class PinnedToolchainsTest {
  @TempDir
  private Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "20; 20.11.1; 18.20.1",
        "v20.11; 20.11.1; 20.1.1",
        "20.x; 20.1.1; 2.0.0",
        "*; 1.0.0; x",
        ">=18; 18.0.0; 17.9.9",
        ">= 18.1; 18.1.0; 18.0.9",
        ">18; 19.0.0; 18.5.0",
        "<=18; 18.9.0; 19.0.0",
        ">=18 <21; 20.9.0; 21.0.0",
        "^18.2 || >=22; 18.3.0; 20.0.0",
        "^18.2 || >=22; 23.0.0; 18.1.0",
        "^0.3.1; 0.3.9; 0.4.0",
        "~1.2.3; 1.2.9; 1.3.0",
        "3.12.1; 3.12.1; 3.12.10",
        "17.0.9-tem; 17.0.9; 17.0.10",
        "1.75; 1.75.0; 1.7.5"
      })
  void aRangeAcceptsVersions(String range, String accepted, String refused) {
    assertThat(VersionRange.parse(range).orElseThrow().accepts(accepted)).isTrue();
    assertThat(VersionRange.parse(range).orElseThrow().accepts(refused)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"lts/*", "stable", "nightly-2024", "pypy3.10", "18 - 20", "999999999999", "1.2.3.4.5"
  })
  void otherWordsAskForNothing(String text) {
    assertThat(VersionRange.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".nvmrc | v22\\n | node 22",
        ".node-version | 20.11.1 | node 20.11.1",
        "package.json | {\"engines\": {\"node\": \">=18\"}} | node >=18",
        ".python-version | 3.12\\n3.11\\n | python3 3.12",
        "rust-toolchain | 1.75.0 | rustc 1.75.0",
        "rust-toolchain.toml | [toolchain]\\nchannel = \"1.80\"\\n | rustc 1.80",
        "go.mod | module a\\n\\ngo 1.22\\n | go 1.22",
        "go.mod | module a\\n\\ngo 1.21\\n\\ntoolchain go1.22.1\\n | go 1.22.1",
        ".sdkmanrc | # x\\njava=17.0.9-tem\\nmaven=3.9.6\\n | java 17.0.9-tem, mvn 3.9.6",
        ".tool-versions | nodejs 20.1.0\\ngolang 1.22.0\\n | node 20.1.0, go 1.22.0",
        "mise.toml | [tools]\\nnode = \"22\"\\npython = '3' | node 22",
        ".nvmrc | lts/iron | ''",
        ".nvmrc | # LTS\\n\\n20 # iron\\n | node 20",
        ".tool-versions | nodejs ref:v2\\npython path:/p\\njava system\\ngolang 1.22|go 1.22",
        "rust-toolchain.toml | [toolchain]\\npath = \"/etc\"\\n | ''",
        ".sdkmanrc | gradle=8.5\\njava=../../../etc\\n | gradle 8.5",
        ".python-version | ../../etc | ''",
        "package.json | {\"engines\": 1} | ''",
        "package.json | {{ | ''"
      })
  void filesAskForVersions(String file, String text, String expected) {
    List<Pin> pins = PinnedVersions.of(Map.of(file, text.translateEscapes()));

    assertThat(pins).allMatch(pin -> pin.file().equals(file));
    assertThat(String.join(
            ", ",
            pins.stream()
                .map(pin -> pin.tool() + " " + pin.wanted().replaceFirst("^v", ""))
                .toList()))
        .isEqualTo(expected);
  }

  @Test
  void theFileOfTheVersionManagerCountsBeforeTheRangeOfAPackage() {
    List<Pin> pins = PinnedVersions.of(
        Map.of("package.json", "{\"engines\": {\"node\": \">=18\"}}", ".nvmrc", "20"));

    assertThat(pins).extracting(Pin::wanted).containsExactly("20");
  }

  private Path toolchain(String path, String tool) throws IOException {
    Path file = home.resolve(path).resolve("bin").resolve(tool);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    assertThat(file.toFile().setExecutable(true, false)).isTrue();
    return home.resolve(path);
  }

  @Test
  void findsTheVersionsInAHome() throws IOException {
    Path old = toolchain(".nvm/versions/node/v9.1.0", "node");
    Path newer = toolchain(".local/share/fnm/node-versions/v20.11.1/installation", "node");
    Path go = toolchain("sdk/go1.22.1", "go");
    toolchain(".nvm/versions/node/v21.0.0", "npm");
    toolchain(".rustup/toolchains/stable-x86_64-unknown-linux-gnu", "rustc");
    Files.createSymbolicLink(home.resolve(".nvm/versions/node/v30.0.0"), old);

    assertThat(HomeVersions.find(home))
        .containsExactly(
            new Version("go", "1.22.1", go),
            new Version("node", "20.11.1", newer),
            new Version("node", "9.1.0", old));
    assertThat(HomeVersions.find(home.resolve("missing"))).isEmpty();
  }

  @Test
  void saysWhyAFolderOfAVersionIsNotUsed() throws IOException {
    Path open = toolchain(".volta/tools/image/node/20.1.0", "node");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path empty = Files.createDirectories(home.resolve(".asdf/installs/nodejs/21.0.0"));
    Path mise = toolchain(".local/share/mise/installs/node/22.1.0", "node");
    Files.createSymbolicLink(mise.resolveSibling("22"), Path.of("22.1.0"));
    Path away = Files.createSymbolicLink(mise.resolveSibling("23"), open);

    assertThat(HomeVersions.find(home)).extracting(Version::folder).containsExactly(mise);
    assertThat(HomeVersions.survey(home).unused())
        .extracting(HomeVersions.Unused::folder, HomeVersions.Unused::reason)
        .containsExactlyInAnyOrder(
            tuple(open, "everybody may write to " + open),
            tuple(empty, "it has no bin/node that can be executed"),
            tuple(away, "it is a link, which may lead anywhere"));
    assertThat(HomeVersions.manager(home, mise)).isEqualTo("mise");
  }

  @Test
  void aServiceWithoutTheShellsSearchPathFindsTheNewestVersion() throws IOException {
    toolchain(".nvm/versions/node/v18.20.1", "node");
    Path newest = toolchain(".nvm/versions/node/v20.11.1", "node");
    SearchPath nothing = new SearchPath(home.resolve("nothing").toString());
    UserToolchains user = new UserToolchains(nothing, nothing, home);

    assertThat(user.find()).extracting(UserToolchains.Toolchain::folder).containsExactly(newest);
    ToolchainSurvey survey = ToolchainSurvey.of(user, List.of("node 20.11.1"), false);
    assertThat(survey.places()).containsEntry("node", newest + " (nvm)");
    assertThat(ToolchainSurvey.of(user, List.of("node 20.11.1"), true).unseen().values())
        .containsOnly("packages.toolchains is off");
  }

  private static PinnedToolchains.Choice choose(
      Map<String, String> files, List<String> tools, List<Version> installed) {
    return PinnedToolchains.choose(PinnedVersions.of(files), tools, installed);
  }

  @Test
  void choosesTheNewestThatFitsUnlessEveryJobHasOne() throws IOException {
    Path java = toolchain(".sdkman/candidates/java/21.0.2-tem", "java");
    toolchain(".nvm/versions/node/v18.20.1", "node");
    toolchain(".nvm/versions/node/v20.11.1", "node");
    List<Version> installed = HomeVersions.find(home);
    List<String> tools = List.of("java 17.0.1", "node 18.1.0");

    PinnedToolchains.Choice own = choose(Map.of(".nvmrc", "18"), tools, installed);
    PinnedToolchains.Choice other =
        choose(Map.of(".sdkmanrc", "java=21.0.2-tem"), tools, installed);
    PinnedToolchains.Choice none = choose(Map.of(".nvmrc", "22"), tools, installed);

    assertThat(own.mounts()).isEqualTo(JobMounts.NONE);
    assertThat(own.missing()).isEmpty();
    assertThat(other.mounts().searchPath()).containsExactly(java + "/bin");
    assertThat(other.mounts().environment()).containsEntry("JAVA_HOME", java.toString());
    assertThat(none.mounts()).isEqualTo(JobMounts.NONE);
    assertThat(none.missing())
        .containsExactly("node 22 is asked for by .nvmrc; installed: 18.1.0, 20.11.1, 18.20.1");
  }

  @Test
  void aJobFindsTheVersionThatItsFilesAskFor() {
    Vertx vertx = Vertx.vertx();
    try {
      Sandbox sandbox = await(SandboxFactory.create(
          vertx, new Settings.Runner("auto", Duration.ofSeconds(20), 512L << 20, false)));
      assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
      List<String> tools = await(sandbox.tools());
      Version other = HomeVersions.find(Path.of(System.getProperty("user.home"))).stream()
          .filter(version -> List.of("node", "python3").contains(version.tool()))
          .filter(version -> ToolchainMounts.canBeShown(version.folder()))
          .filter(version -> !tools.contains(version.tool() + " " + version.version()))
          .findFirst()
          .orElse(null);
      assumeTrue(other != null, "no other version of Node.js or Python is in the home folder");
      String file = other.tool().equals("node") ? ".nvmrc" : ".python-version";

      JobResult result = await(sandbox.run(new Job(
          List.of(other.tool(), "--version"),
          Map.of(file, other.version()),
          Duration.ofSeconds(20))));

      assertThat(result.output()).as(result.toString()).contains(other.version());
      assertThat(await(sandbox.missingVersions(Map.of(".nvmrc", "99"))))
          .hasSize(1)
          .allMatch(text -> text.startsWith("node 99 is asked for by .nvmrc; installed: "));
    } finally {
      await(vertx.close());
    }
  }

  /** A tool that says which version it is, and that a compiler of one file is called like. */
  private void program(String path, String tool, String version) throws IOException {
    Path file = toolchain(path, tool).resolve("bin").resolve(tool);
    Files.writeString(file, "#!/bin/sh\necho version " + version + "\n");
  }

  @Test
  void compilersRunInTheVersionOfFilesThatTheyDoNotSee() throws IOException {
    program(".nvm/versions/node/v97.1.0", "node", "97.1.0");
    program(".nvm/versions/node/v98.1.0", "node", "98.1.0");
    program(".pyenv/versions/97.2.0", "python3", "97.2.0");
    withHome((programs, compilers) -> {
      Job node =
          new Job(List.of("sh", "-c", "node; ls -A"), Map.of("a.js", ""), Duration.ofSeconds(20));
      Job python = new Job(List.of("sh", "-c", "python3; ls -A"), Map.of(), Duration.ofSeconds(20));
      Map<String, String> project = Map.of(".nvmrc", "97", ".python-version", "97.2\n", "b", "");

      assertThat(await(compilers.run(node.withToolchainsOf(project))).output())
          .isEqualTo("version 97.1.0\na.js\n");
      assertThat(await(compilers.run(python.withToolchainsOf(project))).output())
          .isEqualTo("version 97.2.0\n");
      assertThat(await(programs.run(
                  new Job(List.of("node"), Map.of(".nvmrc", "98"), Duration.ofSeconds(20))))
              .output())
          .isEqualTo("version 98.1.0\n");
      assertThat(await(programs.missingVersions(Map.of(".nvmrc", "99"))))
          .singleElement()
          .asString()
          .contains("node 99 is asked for by .nvmrc; installed: ", "98.1.0", "97.1.0");
    });
  }

  @Test
  void aJobSeesNothingOfTheHomeButTheVersion() throws IOException {
    program(".nvm/versions/node/v97.1.0", "node", "97.1.0");
    program(".nvm/versions/node/v98.1.0", "node", "98.1.0");
    Files.writeString(home.resolve(".nvm/secret"), "token");
    Path outside = Files.createDirectories(home.resolve("private/bin"));
    Files.writeString(outside.resolve("node"), "#!/bin/sh\n");
    assertThat(outside.resolve("node").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve(".nvm/versions/node/v96.0.0"), outside.getParent());
    Files.createSymbolicLink(home.resolve(".nvm/versions/node/v95.0.0"), Path.of("/missing"));
    Files.createDirectories(home.resolve(".nvm/versions/node/v94.0.0"));
    Path linked = Files.createDirectories(home.resolve(".nvm/versions/node/v93.0.0"));
    Files.createSymbolicLink(linked.resolve("bin"), outside);
    withHome((programs, compilers) -> {
      Job job = new Job(
          List.of("find", home.toString(), "-type", "f"),
          Map.of(".nvmrc", "97"),
          Duration.ofSeconds(20));

      assertThat(await(programs.run(job)).output().lines())
          .containsExactly(home + "/.nvm/versions/node/v97.1.0/bin/node");
      for (String version : List.of("96", "95", "94", "93")) {
        assertThat(await(programs.missingVersions(Map.of(".nvmrc", version)))).hasSize(1);
      }
    });
  }

  /** What is done with the sandboxes of programs and of compilers. */
  private interface Uses {
    void with(Sandbox programs, Sandbox compilers) throws IOException;
  }

  private void withHome(Uses uses) throws IOException {
    Vertx vertx = Vertx.vertx();
    String own = System.getProperty("user.home");
    System.setProperty("user.home", home.toString());
    try {
      Settings.Runner settings =
          new Settings.Runner("bubblewrap", Duration.ofSeconds(20), 512L << 20, false);
      Sandboxes sandboxes = await(Sandboxes.open(vertx, settings, Optional.empty()));
      Sandbox programs = sandboxes.forPrograms();
      assumeTrue(programs.unavailableReason().isEmpty(), programs.unavailableReason());
      assumeTrue(ToolchainMounts.canBeShown(home), "jobs cannot be shown the home folder");
      uses.with(programs, sandboxes.forCompilers());
    } finally {
      System.setProperty("user.home", own);
      await(vertx.close());
    }
  }
}
