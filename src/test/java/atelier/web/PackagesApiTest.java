package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.event.InstalledPackage;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packages of a project and their bill of materials, in every state of installing them. */
final class PackagesApiTest {
  @TempDir
  private Path folder;

  private WebHarness harness;
  private OpenApiContract document;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    document = new OpenApiContract(OpenApi.load());
    EndedProject.write(harness, "shop", List.of("true"));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private JsonNode read(String name) {
    String path = "/api/projects/shop/" + name;
    HttpResponse<String> response = harness.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return document.check("get", path, response);
  }

  private JsonNode manifest() {
    return read("packages").path("manifests").get(0);
  }

  private void ready() {
    harness.appendAndAwait(
        "shop",
        new SetupReady(
            "package.json",
            "npm",
            "r",
            "layer",
            2,
            1_000,
            40,
            List.of("registry.test"),
            List.of("evil.test: not a registry"),
            List.of("a"),
            List.of("a is young"),
            List.of(
                new InstalledPackage("a", "1.0.0", "MIT", 600, true),
                new InstalledPackage("b", "2.0.0", "", 400, false))));
  }

  @Test
  void listsThePackagesOnceTheyAreInstalled() {
    assertThat(read("packages").path("manifests")).isEmpty();

    harness.appendAndAwait("shop", new SetupStarted("package.json", "npm", "r"));
    assertThat(manifest().path("status").asString()).isEqualTo("started");
    assertThat(manifest().has("layer")).isFalse();

    ready();

    assertThat(manifest().toString())
        .isEqualTo("{\"file\":\"package.json\",\"ecosystem\":\"npm\",\"status\":\"ready\","
            + "\"layer\":\"layer\",\"count\":2,\"packages\":[{\"name\":\"a\",\"version\":\"1.0.0\","
            + "\"license\":\"MIT\",\"bytes\":600,\"direct\":true},{\"name\":\"b\",\"version\":"
            + "\"2.0.0\",\"license\":\"\",\"bytes\":400,\"direct\":false}],\"bytes\":1000,"
            + "\"ms\":40,\"hosts\":[\"registry.test\"],\"refused\":[\"evil.test: not a registry\"],"
            + "\"notes\":[\"a is young\"]}");
  }

  @Test
  void saysWhyNothingIsInstalledAndWhatWasRefused() {
    harness.appendAndAwait(
        "shop",
        new SetupFailed(
            "package.json",
            "npm",
            "r",
            "manifest",
            List.of(new Diagnostic(1, 0, "there is no package expres")),
            "",
            List.of("registry.test"),
            List.of("git.test: not a registry")));
    assertThat(manifest().path("status").asString()).isEqualTo("failed");
    assertThat(manifest().path("reason").asString()).contains("there is no package expres");
    assertThat(manifest().path("hosts").toString()).isEqualTo("[\"registry.test\"]");
    assertThat(manifest().path("refused").toString()).isEqualTo("[\"git.test: not a registry\"]");

    harness.appendAndAwait(
        "shop", new SetupSkipped("package.json", "npm", "r", "packages are off"));
    assertThat(manifest().path("status").asString()).isEqualTo("skipped");
    assertThat(manifest().path("reason").asString()).isEqualTo("packages are off");
    assertThat(manifest().path("refused")).isEmpty();
  }

  @Test
  void theBillNamesTheCommitAndStaysTheSame() {
    ready();

    HttpResponse<String> bill = harness.get("/api/projects/shop/sbom.json");

    assertThat(bill.headers().firstValue("content-type"))
        .contains("application/vnd.cyclonedx+json");
    assertThat(bill.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"shop.cdx.json\"");
    JsonNode json = read("sbom.json");
    String commit = document
        .check("get", "/api/projects/shop/files", harness.get("/api/projects/shop/files"))
        .path("commit")
        .asString();
    assertThat(commit).isNotEmpty();
    assertThat(json.at("/metadata/component/version").asString()).isEqualTo(commit);
    assertThat(json.path("components")).hasSize(2);
    assertThat(harness.get("/api/projects/shop/sbom.json").body()).isEqualTo(bill.body());
    String etag = bill.headers().firstValue("etag").orElseThrow();
    assertThat(
            harness.get("/api/projects/shop/sbom.json", "If-None-Match", etag).statusCode())
        .isEqualTo(304);
  }
}
