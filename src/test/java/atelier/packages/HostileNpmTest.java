package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Refused;
import atelier.rig.registry.NpmFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hostile packages of npm do, which nobody outside the sandbox notices but the reader. */
final class HostileNpmTest {
  /** Tries the network and other folders, and writes down what came of it. */
  private static final String SCRIPT = """
      const fs = require("fs"), net = require("net"), dns = require("dns");
      const seen = [];
      const save = (line) => { seen.push(line); fs.writeFileSync("seen", seen.join("\\n")); };
      for (const file of ["%1$s/canary", "%1$s/new", "/etc/new", "/usr/new", "/work/new"]) {
        try { fs.writeFileSync(file, "evil"); save("wrote " + file); }
        catch (error) { save(file + " " + error.code); }
      }
      for (const port of [%2$d, 3128]) {
        net.connect(port, "127.0.0.1")
          .on("connect", function () { save("connected " + port); this.destroy(); })
          .on("error", (error) => save(port + " " + error.code));
      }
      dns.lookup("registry.test", (error) => save("name " + (error ? error.code : "found")));
      """;

  private static RegistryRig rig;
  private static NpmFiles npm;

  @BeforeAll
  static void open() throws Exception {
    rig = new RegistryRig();
    npm = new NpmFiles(rig.server);
    rig.home.npm(npm.url(), rig.authority);
    npm.publish("greeting", "1.0.1");
    npm.publish("greeting", "1.2.0");
  }

  @AfterAll
  static void close() throws Exception {
    rig.close();
  }

  @BeforeEach
  void start() throws Exception {
    rig.needs("npm", "node");
    rig.begin();
  }

  @AfterEach
  void nothingOutsideHasChanged() throws Exception {
    rig.nothingOutsideHasChanged();
  }

  private static Map<String, String> manifest(String more, String... dependencies) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < dependencies.length; i += 2) {
      text.append(i == 0 ? "" : ",")
          .append("\"" + dependencies[i] + "\":\"" + dependencies[i + 1] + "\"");
    }
    return Map.of("package.json", "{" + more + "\"dependencies\":{" + text + "}}");
  }

  private static Consumer<InstallResult> refused(String... parts) {
    return result -> assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.diagnostics().stream().map(Diagnostic::message))
                .as(refused.output())
                .anySatisfy(message -> assertThat(message).contains(parts)));
  }

  @Test
  void anInstallScriptRunsWithoutANetworkAndWritesNowhereElse() throws Exception {
    Map<String, Object> scripts =
        Map.of("scripts", Map.of("postinstall", "node evil.js; echo to-be-told; exit 1"));
    byte[] archive = NpmFiles.archive("evil-script", "1.0.0", scripts)
        .file("package/evil.js", SCRIPT.formatted(rig.cache, rig.server.port()))
        .tarGz();
    npm.publish("evil-script", "1.0.0", archive, Map.of("hasInstallScript", true));
    Map<String, String> files = manifest(
        "\"scripts\":{\"preinstall\":\"touch node_modules/own\",\"install\":\"touch own\"},",
        "evil-script",
        "1.0.0");

    Installed installed = (Installed) rig.install(files);

    Path modules = rig.layer(installed).resolve("node_modules");
    assertThat(Files.readString(modules.resolve("evil-script/seen")))
        .contains("canary ENOENT", "/etc/new EROFS", "/usr/new EROFS")
        .contains(rig.server.port() + " ECONNREFUSED", "3128 ECONNREFUSED", "name ")
        .doesNotContain("connected", "name found", "wrote " + rig.cache);
    assertThat(modules.resolve("own")).doesNotExist();
    assertThat(modules.resolve("../own")).doesNotExist();
    assertThat(installed.notes())
        .anySatisfy(note -> assertThat(note).contains("install script of evil-script fails"));
  }

  @Test
  void whatIsNotOfTheRegistryIsRefused() {
    for (String from : List.of(
        "git+https://evil.test/a.git",
        "https://evil.test/a.tgz",
        "http://evil.test/a.tgz",
        "somebody/repository",
        "git@evil.test:a.git")) {
      assertThat(rig.install(manifest("", "evil", from)))
          .satisfies(refused("evil is not from a registry"));
    }
    assertThat(rig.server.requests()).noneMatch(request -> request.contains("evil"));
  }

  @Test
  void aPackageThatWantsOneFromElsewhereIsRefused() {
    int number = 0;
    for (String from : List.of(
        "git+https://evil.test/a.git",
        "https://evil.test/a.tgz",
        "https://127.0.0.1:" + rig.server.port() + "/npm/greeting/-/greeting-1.2.0.tgz")) {
      String name = "wants-" + number++;
      Map<String, Object> more = Map.of("dependencies", Map.of("inner", from));
      npm.publish(name, "1.0.0", NpmFiles.archive(name, "1.0.0", more).tarGz(), more);

      InstallResult result = rig.install(manifest("", name, "1.0.0"));

      assertThat(result)
          .as(from)
          .satisfies(
              refused("something comes from ", from.contains("evil") ? "evil" : "127.0.0.1"));
    }
    assertThat(rig.server.requests()).noneMatch(request -> request.endsWith("greeting-1.2.0.tgz"));
  }

  @Test
  void aNameThatIsAlmostThatOfAnotherPackageIsQuestioned() {
    assertThat(rig.install(manifest("", "expresss", "^4.0.0")))
        .satisfies(refused("the registry has no package expresss", "did you mean `express`?"));
    assertThat(rig.install(manifest("", "greeting", "^7.0.0")))
        .satisfies(refused("no version ^7.0.0 of greeting"));
  }

  @Test
  void anArchiveThatUnpacksToGibibytesReachesALimit() {
    for (int noise : new int[] {0, 64 << 10}) {
      String name = "bomb-" + noise;
      byte[] archive =
          NpmFiles.archive(name, "1.0.0", Map.of()).tarGzWithZeros("package/zeros", 2_048, noise);
      assertThat(archive.length).isLessThan(16 << 20);
      npm.publish(name, "1.0.0", archive, Map.of());

      // New versions of npm refuse the first by themselves.
      assertThat(rig.install(manifest("", name, "1.0.0")).toString())
          .containsAnyOf("unpacks to far more", "limit");
    }
  }

  @Test
  void linksAndPathsOfAnArchiveLeadNowhere() throws Exception {
    String up = "../".repeat(12);
    byte[] archive = NpmFiles.archive("evil-paths", "1.0.0", Map.of())
        .file("package/" + up + rig.cache + "/canary", "evil")
        .file(rig.cache + "/canary", "evil")
        .file("package/../../greeting/index.js", "evil")
        .symbolicLink("package/up", up + rig.cache)
        .file("package/up/canary", "evil")
        .symbolicLink("package/absolute", rig.cache.toString())
        .file("package/absolute/new", "evil")
        .hardLink("package/hard", "/etc/passwd")
        .hardLink("package/canary", rig.cache + "/canary")
        .tarGz();
    npm.publish("evil-paths", "1.0.0", archive, Map.of());

    InstallResult result = rig.install(manifest("", "evil-paths", "1.0.0", "greeting", "1.2.0"));

    Path modules = rig.layer((Installed) result).resolve("node_modules");
    assertThat(modules.resolve("greeting/index.js")).content().contains("greeting 1.2.0");
    for (String name : List.of("up", "absolute", "hard", "canary")) {
      Path path = modules.resolve("evil-paths").resolve(name);
      assertThat(Files.isSymbolicLink(path)).as(name).isFalse();
      assertThat(Files.isRegularFile(path)).as(name).isFalse();
    }
  }

  private static Map<String, String> locked(String range, String version, String url, String hash) {
    Map<String, String> files = new HashMap<>(manifest("", "greeting", range));
    files.put("package-lock.json", """
        {"lockfileVersion":3,"requires":true,"packages":{
          "":{"dependencies":{"greeting":"%s"}},
          "node_modules/greeting":{"version":"%s","resolved":"%s","integrity":"%s"}}}
        """.formatted(range, version, url, hash));
    return files;
  }

  private static String url(String name, String version) {
    return rig.server.url(NpmFiles.archivePath(name, version));
  }

  private static String hash(String name, String version) {
    return NpmFiles.integrity(
        rig.server.file(NpmFiles.archivePath(name, version)).orElseThrow());
  }

  @Test
  void aLockFileThatLiesIsFoundOut() {
    String hash = hash("greeting", "1.2.0");
    assertThat(rig.install(
            locked("^1.0.0", "1.2.0", url("greeting", "1.2.0"), hash("greeting", "1.0.1"))))
        .satisfies(refused("file of greeting does not have the hash that the lock file has"));
    assertThat(rig.install(locked("^1.0.0", "1.2.0", "https://evil.test/greeting.tgz", hash)))
        .satisfies(refused("something comes from evil.test"));
    assertThat(rig.install(locked("^1.0.0", "1.2.0", "https://localhost:9/greeting.tgz", hash)))
        .satisfies(refused("something comes from localhost:9"));

    npm.publish("impostor", "1.2.0");
    assertThat(rig.install(
            locked("^1.0.0", "1.2.0", url("impostor", "1.2.0"), hash("impostor", "1.2.0"))))
        .satisfies(refused("package-lock.json", "greeting", "impostor"));
    assertThat(rig.install(
            locked("^1.0.0", "1.2.0", url("greeting", "1.0.1"), hash("greeting", "1.0.1"))))
        .satisfies(refused("package-lock.json", "greeting", "1.0.1"));
  }

  @Test
  void aLockFileWithAVersionThatTheManifestDoesNotAllowIsMadeAnew() {
    npm.publish("greeting", "2.0.0");
    Installed installed = (Installed)
        rig.install(locked("~1.2.0", "2.0.0", url("greeting", "2.0.0"), hash("greeting", "2.0.0")));

    assertThat(installed.notes())
        .contains("package-lock.json does not agree with package.json: it was made anew");
    assertThat(installed.files().get("package-lock.json")).contains("greeting-1.2.0.tgz");
  }
}
