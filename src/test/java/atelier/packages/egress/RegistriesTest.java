package atelier.packages.egress;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What package managers say, here scripts with invented hosts. */
final class RegistriesTest {
  private static final String NPM = """
      "config list --json") echo '%s';;
      "config get registry"*) echo https://public.test/;;
      "view npm dist.tarball") echo https://files.public.test/npm.tgz;;
      """;
  private static final String PIP = """
      "-m pip --version") ;;
      "-m pip config list") cat "$HOME/pip";;
      "-c "*) echo https://public.test/simple;;
      "-m pip install "*)
        echo '{"install":[{"download_info":{"url":"https://files.test/p.whl"}}]}';;
      """;
  private static final String PROXY = "http://127.0.0.1:3128";

  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();
  private FakeClients clients;

  @BeforeEach
  void open() throws IOException {
    clients = new FakeClients(folder);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static void hasNoSecret(Registry registry) {
    assertThat(registry.problem()).isEmpty();
    assertThat(registry.toString()).doesNotContain("SECRET");
  }

  @Test
  void npmSaysItsRegistryAndThatWhereTheFilesAre() throws IOException {
    clients.program("npm", NPM.formatted("{\"registry\":\"https://public.test/\"}"));

    Registry registry = clients.ask(vertx, "npm");

    assertThat(registry.problem()).isEmpty();
    assertThat(registry.hosts()).containsExactlyInAnyOrder("public.test", "files.public.test");
    assertThat(registry.namedByUser()).isEmpty();
    assertThat(registry.environment())
        .containsEntry("npm_config_registry", "https://public.test/")
        .containsEntry("npm_config_https_proxy", PROXY)
        .containsEntry("HTTPS_PROXY", PROXY)
        .containsEntry("NODE_EXTRA_CA_CERTS", "/etc/ssl/certs/ca-certificates.crt");
  }

  @Test
  void npmsMirrorAndScopesArePassedOnWithoutCredentials() throws IOException {
    clients.program(
        "npm",
        NPM.formatted("{"
            + "\"registry\":\"https://me:SECRET@mirror.test:8443/npm/?token=SECRET\","
            + "\"@corp:registry\":\"https://SECRET@scope.test/npm/\","
            + "\"//mirror.test:8443/:_authToken\":\"SECRET\"}"));

    Registry registry = clients.ask(vertx, "npm");

    hasNoSecret(registry);
    assertThat(registry.hosts()).containsExactly("files.public.test");
    assertThat(registry.namedByUser()).containsExactlyInAnyOrder("mirror.test:8443", "scope.test");
    assertThat(registry.environment())
        .containsEntry("npm_config_registry", "https://mirror.test:8443/npm/");
    assertThat(registry.files().get(registry.environment().get("npm_config_userconfig")))
        .isEqualTo("@corp:registry=https://scope.test/npm/\n");
  }

  @Test
  void pipSaysItsIndexesAndTheReportWhereTheFilesAre() throws IOException {
    clients.program("python3", PIP);
    Files.writeString(clients.home.resolve("pip"), "");

    Registry usual = clients.ask(vertx, "pip");

    assertThat(usual.hosts()).containsExactlyInAnyOrder("public.test", "files.test");
    assertThat(usual.namedByUser()).isEmpty();

    Files.writeString(clients.home.resolve("pip"), """
        global.index-url='https://old.test/simple'
        :env:.index-url='https://me:SECRET@mirror.test/simple'
        global.extra-index-url='https://SECRET@one.test/simple\\nhttps://two.test:8443/simple'
        """);

    Registry own = clients.ask(vertx, "pip");

    hasNoSecret(own);
    assertThat(own.namedByUser())
        .containsExactlyInAnyOrder("mirror.test", "one.test", "two.test:8443");
    assertThat(own.environment())
        .containsEntry("PIP_INDEX_URL", "https://mirror.test/simple")
        .containsEntry(
            "PIP_EXTRA_INDEX_URL", "https://one.test/simple https://two.test:8443/simple");
  }

  @Test
  void goSaysItsProxiesAndItsChecksumDatabase() throws IOException {
    String cases = """
        "env -json "*) echo "{\\"GOPROXY\\":\\"${GOPROXY:-https://public.test,direct}\\",\
        \\"GOSUMDB\\":\\"sums.test\\",\\"GONOSUMDB\\":\\"\\"}";;
        """;
    clients.program("go", cases);

    Registry usual = clients.ask(vertx, "go");

    assertThat(usual.hosts()).containsExactlyInAnyOrder("public.test", "sums.test");
    assertThat(usual.environment())
        .containsEntry("GOPROXY", "https://public.test")
        .containsEntry("GOSUMDB", "sums.test");

    clients.variable("GOPROXY", "https://me:SECRET@mirror.test/go|off");
    Registry own = clients.ask(vertx, "go");

    hasNoSecret(own);
    assertThat(own.namedByUser()).containsExactly("mirror.test");
    assertThat(own.environment()).containsEntry("GOPROXY", "https://mirror.test/go");

    clients.variable("GOPROXY", "direct");
    assertThat(clients.ask(vertx, "go").problem()).contains("no module proxy");
  }

  @Test
  void cargoMakesAFolderForEachRegistry() throws IOException {
    clients.program("cargo", """
        "generate-lockfile --quiet")
          cp "$CARGO_HOME/config.toml" "$HOME/asked"
          mkdir -p "$CARGO_HOME/registry/index/index.test-0123456789abcdef"
          echo '{"dl":"https://files.test/crates/{crate}"}' \\
            >"$CARGO_HOME/registry/index/index.test-0123456789abcdef/config.json";;
        """);
    Path settings = Files.createDirectory(clients.home.resolve(".cargo")).resolve("config.toml");

    Registry usual = clients.ask(vertx, "cargo");

    assertThat(usual.hosts()).containsExactlyInAnyOrder("index.test", "files.test");
    assertThat(usual.files()).isEmpty();

    Files.writeString(settings, """
        [source.crates-io]
        replace-with = "mirror"
        [source.mirror]
        registry = "sparse+https://me:SECRET@mirror.test:8443/index/"
        [registries.mirror]
        index = "sparse+https://mirror.test:8443/index/"
        token = "SECRET"
        [build]
        rustc-wrapper = "SECRET"
        """);
    Registry own = clients.ask(vertx, "cargo");

    hasNoSecret(own);
    assertThat(own.namedByUser()).containsExactly("mirror.test:8443");
    assertThat(own.files().get("/work/.cargo/config.toml"))
        .contains("source.crates-io.replace-with = 'mirror'")
        .contains("source.mirror.registry = 'sparse+https://mirror.test:8443/index/'")
        .doesNotContain("build");
    assertThat(clients.home.resolve("asked")).content().contains("mirror.test");
  }

  @Test
  void mavenHasItsRepositoriesInTheSuperPomAndMirrorsInSettings() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("maven/lib"));
    try (OutputStream file = Files.newOutputStream(lib.resolve("maven-model-builder-3.jar"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("org/apache/maven/model/pom-4.0.0.xml"));
      zip.write("<project><repositories><repository><url>https://public.test/maven2</url>"
          .concat("</repository></repositories></project>")
          .getBytes(StandardCharsets.UTF_8));
    }
    clients.program("mvn", "*--version) echo 'Maven home: " + folder.resolve("maven") + "';;\n");
    Files.createDirectory(clients.home.resolve(".m2"));
    Files.writeString(clients.home.resolve(".m2/settings.xml"), """
        <settings><servers><server><id>m</id><password>SECRET</password></server></servers>
        <mirrors><mirror><id>m&amp;m</id><mirrorOf>*</mirrorOf>
        <url>https://me:SECRET@mirror.test/maven</url></mirror>
        <mirror><id>b</id><mirrorOf>x</mirrorOf><url>http://0.0.0.0/</url>
        <blocked>true</blocked></mirror></mirrors></settings>
        """);

    Registry registry = clients.ask(vertx, "maven");

    assertThat(registry.files()).containsKey(registry.environment().get("MAVEN_SETTINGS"));

    hasNoSecret(registry);
    assertThat(registry.hosts()).containsExactly("public.test");
    assertThat(registry.namedByUser()).containsExactly("mirror.test");
    assertThat(registry.files().get("/run/registry/settings.xml"))
        .contains("<host>127.0.0.1</host><port>3128</port>")
        .contains("<mirror><id>m&amp;m</id><mirrorOf>*</mirrorOf>"
            + "<url>https://mirror.test/maven</url></mirror>")
        .doesNotContain("0.0.0.0");
  }

  @Test
  void gradlePrintsItsRepositories() throws IOException {
    clients.program("gradle", """
        *) echo Welcome; echo "atelier-repository https://plugins.test/m2/"
          echo "atelier-repository https://public.test/maven2/"; exit 0;;
        """);

    assertThat(clients.ask(vertx, "gradle").hosts())
        .containsExactlyInAnyOrder("plugins.test", "public.test");
  }

  @Test
  void aRegistryWithoutEncryptionIsAProblem() throws IOException {
    clients.program("npm", NPM.formatted("{\"registry\":\"http://me:SECRET@mirror.test/\"}"));

    assertThat(clients.ask(vertx, "npm").problem())
        .contains("no https address")
        .doesNotContain("SECRET");
  }

  @Test
  void saysWhatIsMissingOrUnclear() throws IOException {
    assertThat(clients.ask(vertx, "npm").problem()).isEqualTo("npm is not installed");
    assertThat(clients.ask(vertx, "nuget").problem()).contains("nuget");

    clients.program("npm", "*) echo nonsense; exit 0;;\n").program("go", "");
    assertThat(clients.ask(vertx, "npm").problem()).contains("npm does not say");
    assertThat(clients.ask(vertx, "go").problem()).contains("go does not say");
  }

  @Test
  void aFailedQuestionIsAskedAgain() throws IOException {
    Registries registries = clients.registries(vertx, Duration.ofSeconds(20));
    clients.program("npm", "*) exit 1;;\n");
    assertThat(await(registries.of("npm")).problem()).contains("npm does not say");

    // The network was away: the mirror could not say where its files are.
    String reply = NPM.formatted("{\"registry\":\"https://public.test/\"}");
    clients.program("npm", reply.replace("view npm", "view nothing"));
    assertThat(await(registries.of("npm")).hosts()).containsExactly("public.test");
    clients.program("npm", reply);
    assertThat(await(registries.of("npm")).hosts()).contains("files.public.test");
  }

  @Test
  void aQuestionHasLimitsOfTimeAndOutput() throws IOException {
    clients.program("npm", "*) exec sleep 60;;\n").program("go", "*) exec yes;;\n");
    Registries registries = clients.registries(vertx, Duration.ofMillis(300));

    assertThat(await(registries.of("npm")).problem()).contains("npm does not say");
    assertThat(await(registries.of("go")).problem()).contains("go does not say");
  }

  @Test
  void isAskedOnceInAnEmptyFolderAndAddsTheSettingsHosts() throws IOException {
    clients.program(
        "npm",
        NPM.replace(
            "echo '%s'",
            "ls -A >>\"$HOME/seen\"; echo asked >>\"$HOME/seen\""
                + "; echo '{\"registry\":\"https://public.test/\"}'"));
    Registries registries = clients.registries(vertx, Duration.ofSeconds(20), "further.test:8443");

    Registry first = await(registries.of("npm"));

    assertThat(await(registries.of("npm"))).isEqualTo(first);
    assertThat(clients.home.resolve("seen")).content().isEqualTo("asked\n");
    assertThat(first.rules())
        .isEqualTo(new EgressRules(
            Set.of("public.test", "files.public.test"), Set.of("further.test:8443")));
  }

  @Test
  void ownCertificatesArePassedOnWithoutAKey() throws IOException {
    Path file = folder.resolve("ca.pem");
    String certificate = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n" + certificate);
    clients.program(
        "npm",
        NPM.formatted("{\"registry\":\"https://public.test/\",\"cafile\":\"" + file + "\"}"));

    Registry registry = clients.ask(vertx, "npm");

    hasNoSecret(registry);
    assertThat(registry.files())
        .containsAllEntriesOf(Map.of("/run/registry/certificates.pem", certificate));
    assertThat(registry.environment())
        .containsEntry("npm_config_cafile", "/run/registry/certificates.pem")
        .containsEntry("SSL_CERT_FILE", "/run/registry/certificates.pem");
  }
}
