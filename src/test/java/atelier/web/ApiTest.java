package atelier.web;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.FilePlan;
import atelier.event.ReviewEvent;
import atelier.event.Usage;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sends every operation of the API and validates each reply against the OpenAPI document. */
final class ApiTest {
  private static final Event INFRA_READY =
      new Event.InfraReady(List.of("p"), List.of(), "none", 3, false);
  private static final Event BLUEPRINT_READY = new Event.BlueprintReady(
      new Blueprint(
          "a shop",
          List.of(),
          List.of(new FilePlan("src/a.py", "all of it", List.of(), "")),
          List.of(),
          List.of(new CheckPlan("tests", List.of("true")))),
      new Usage("p", 10, 20, 30));

  @TempDir
  private Path folder;

  private WebHarness harness;
  private OpenApiContract document;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    document = new OpenApiContract(OpenApi.load());
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private JsonNode get(int status, String path, String... headers) {
    HttpResponse<String> response = harness.get(path, headers);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
    return document.check("get", path, response);
  }

  private JsonNode post(int status, String path, String body, String... headers) {
    HttpResponse<String> response = harness.post(path, body, headers);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
    return document.check("post", path, response);
  }

  private void submit(String id) {
    post(202, "/api/projects", "{\"spec\":\"a shop\",\"id\":\"" + id + "\"}");
  }

  /** Creates a project whose only file is written, accepted and committed. */
  private void buildProject(String id) {
    submit(id);
    harness.appendAndAwait(id, INFRA_READY);
    harness.appendAndAwait(id, BLUEPRINT_READY);
    harness.appendAndAwait(
        id, new Event.CodeReady("src/a.py", 1, 9, "print(1)\n", "Add it", new Usage("p", 1, 2, 3)));
    harness.appendAndAwait(
        id, new ReviewEvent.ValidationPassed("src/a.py", 1, "syntax", List.of()));
    harness.appendAndAwait(id, new ReviewEvent.AuditPassed("src/a.py", 1, List.of()));
    harness.appendAndAwait(id, new ReviewEvent.FileValidated("src/a.py", 1));
  }

  @Test
  void everyReplyConformsToTheOpenApiDocument() {
    buildProject("shop");
    get(200, "/api/projects");
    get(200, "/api/projects/shop");
    get(404, "/api/projects/nobody");
    get(200, "/api/projects/shop/evidence");
    get(404, "/api/projects/nobody/evidence");
    get(200, "/api/projects/shop/packages");
    get(404, "/api/projects/nobody/packages");
    get(200, "/api/projects/shop/sbom.json");
    get(404, "/api/projects/nobody/sbom.json");
    get(200, "/api/projects/shop/events?after=1&limit=2");
    get(200, "/api/projects/shop/files");
    get(404, "/api/projects/shop/files/src/b.py");
    get(404, "/api/projects/shop/calls/1");
    await(harness.calls.complete(
        Prompt.plainText("shop", "writer", Purpose.WRITE, "src/a.py", "s", "t", 10),
        Llm.Progress.NONE));
    assertThat(get(200, "/api/projects/shop/calls").path("calls")).hasSize(1);
    assertThat(get(200, "/api/projects/shop/calls").at("/absent/0").asString()).isEqualTo("lost");
    assertThat(get(200, "/api/projects/shop/calls/1").path("answer").asString()).isEqualTo("t");
    get(200, "/api/projects/shop/calls/1?node=n");
    get(503, "/api/projects/shop/calls/1?node=lost");
    get(200, "/api/projects/shop/archive.zip");
    get(200, "/git/shop.git/info/refs?service=git-upload-pack");
    get(403, "/git/shop.git/info/refs?service=git-receive-pack");
    get(404, "/git/nobody.git/info/refs?service=git-upload-pack");
    get(200, "/api/cluster");
    get(200, "/health/live");
    get(200, "/health/ready");
    get(200, "/metrics");
    get(200, "/openapi.json");
    get(426, "/feed");
    get(404, "/api/events?project=nobody");
    post(202, "/api/projects/shop/features", "{\"spec\":\"more\"}");
    post(404, "/api/projects/nobody/features", "{\"spec\":\"more\"}");
    post(202, "/api/projects/shop/hint", "{\"path\":\"src/a.py\",\"text\":\"be brief\"}");
    post(404, "/api/projects/shop/hint", "{\"path\":\"b.py\",\"text\":\"be brief\"}");
    post(409, "/api/projects/shop/retry", "");
    post(409, "/api/projects/shop/approve", "");
    post(404, "/api/projects/nobody/verify", "");
    post(409, "/api/projects/shop/cancel", "");
    post(400, "/api/projects/shop/cancel", "{\"queued\":\"keep\"}");
    post(202, "/api/projects/shop/cancel", "{\"reason\":\"no more\",\"queued\":\"cancel\"}");
    post(409, "/api/projects/shop/cancel", "");
    post(409, "/api/projects/shop/verify", "");
    post(200, "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");

    Set<String> unchecked = new TreeSet<>(document.operations());
    unchecked.removeAll(document.checkedOperations());
    // ServeIT covers this operation with Git's own client.
    assertThat(unchecked).containsExactly("post /git/{id}/git-upload-pack");
  }

  @Test
  void aSubmittedProjectExistsAtOnceAndItsReplyHasTheUrls() {
    HttpResponse<String> response = harness.post("/api/projects", "{\"spec\":\"A REST API\"}");
    JsonNode accepted = document.check("post", "/api/projects", response);
    String id = accepted.path("id").asString();

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("location")).contains("/api/projects/" + id);
    assertThat(id).startsWith("rest-api-");
    JsonNode project = get(200, "/api/projects/" + id);
    assertThat(project.path("status").asString()).isEqualTo("queued");
    assertThat(project.path("spec").asString()).isEqualTo("A REST API");
    assertThat(project.path("git").asString()).endsWith("/git/" + id + ".git");
  }

  @Test
  void anExistingIdIsRefused() {
    submit("shop");

    JsonNode problem = post(409, "/api/projects", "{\"spec\":\"other\",\"id\":\"shop\"}");

    assertThat(problem.path("detail").asString()).contains("shop").contains("another id");
    post(400, "/api/projects", "{\"spec\":\"x\",\"id\":\"Not An Id\"}");
  }

  @Test
  void concurrentRequestsWithTheSameKeyCreateOneProject() {
    List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, 20)
        .mapToObj(i -> harness
            .client()
            .sendAsync(
                harness
                    .request("/api/projects", "idempotency-key", "k-1")
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"spec\":\"a shop\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString()))
        .toList();
    Set<String> distinctReplies = new TreeSet<>();
    replies.forEach(
        reply -> distinctReplies.add(reply.join().statusCode() + reply.join().body()));

    assertThat(distinctReplies).hasSize(1);
    assertThat(get(200, "/api/projects").path("projects")).hasSize(1);
    post(422, "/api/projects", "{\"spec\":\"a bar\"}", "idempotency-key", "k-1");
    post(202, "/api/projects", "{\"spec\":\"x\",\"id\":\"x\"}", "idempotency-key", "k-2");
    post(202, "/api/projects", "{\"spec\":\"x\",\"id\":\"x\"}", "idempotency-key", "k-2");
    post(422, "/api/projects", "{\"spec\":\"y\",\"id\":\"x\"}", "idempotency-key", "k-2");
  }

  @Test
  void listsProjectsInPagesNewestFirst() {
    IntStream.range(0, 7).forEach(i -> submit("p" + i));
    StringBuilder seen = new StringBuilder();
    String after = "";
    for (int page = 0; page < 4; page++) {
      JsonNode list = get(200, "/api/projects?limit=3" + after);
      list.path("projects")
          .forEach(row -> seen.append(row.path("id").asString()).append(' '));
      if (list.path("next").isNull()) {
        break;
      }
      after = "&after=" + list.path("next").asString();
    }

    assertThat(seen.toString().split(" ")).hasSize(7).doesNotHaveDuplicates();
    assertThat(seen.toString()).startsWith("p6 ").endsWith("p0 ");
    assertThat(get(200, "/api/projects?q=P3").path("projects")).hasSize(1);
    assertThat(get(200, "/api/projects?status=failed").path("projects")).isEmpty();
    get(400, "/api/projects?status=fialed");
    get(400, "/api/projects?limit=0");
    get(400, "/api/projects?after=zzz");
  }

  @Test
  void anUnchangedProjectGivesStatus304() {
    submit("shop");
    HttpResponse<String> first = harness.get("/api/projects/shop");
    String etag = first.headers().firstValue("etag").orElseThrow();

    assertThat(harness.get("/api/projects/shop", "if-none-match", etag).statusCode())
        .isEqualTo(304);
    harness.appendAndAwait("shop", INFRA_READY);
    assertThat(harness.get("/api/projects/shop", "if-none-match", etag).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anEditedBlueprintReplacesTheDesignedOne() {
    post(202, "/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\",\"approve\":true}");
    harness.appendAndAwait("shop", INFRA_READY);
    harness.appendAndAwait("shop", BLUEPRINT_READY);
    harness.appendAndAwait("shop", new Event.ApprovalRequested());
    assertThat(get(200, "/api/projects?status=awaiting_approval")
            .path("projects")
            .get(0)
            .path("needs")
            .asString())
        .isEqualTo("approval");

    JsonNode refused = post(
        400,
        "/api/projects/shop/approve",
        "{\"blueprint\":{\"files\":[{\"path\":\"../x\",\"description\":\"d\"}]}}");
    assertThat(refused.path("detail").asString()).contains("../x");
    post(
        202,
        "/api/projects/shop/approve",
        "{\"blueprint\":{\"files\":[{\"path\":\"b.py\",\"description\":\"d\"}]}}");

    JsonNode project = get(200, "/api/projects/shop");
    assertThat(project.path("status").asString()).isEqualTo("running");
    assertThat(project.path("files")).hasSize(1);
    assertThat(project.path("files").get(0).path("path").asString()).isEqualTo("b.py");
  }

  @Test
  void readsAllEventsAsPagesAndAsLines() {
    buildProject("shop");
    JsonNode first = get(200, "/api/projects/shop/events?limit=3");
    assertThat(first.path("events")).hasSize(3);
    assertThat(first.path("next").asLong()).isEqualTo(3);
    JsonNode rest = get(200, "/api/projects/shop/events?after=3");
    assertThat(rest.path("events").get(0).path("seq").asLong()).isEqualTo(4);
    assertThat(rest.path("next").isNull()).isTrue();

    post(202, "/api/projects/shop/cancel", "");
    HttpResponse<String> lines =
        harness.get("/api/projects/shop/events", "accept", "application/x-ndjson");
    assertThat(lines.body().lines().filter(line -> !line.isEmpty())).hasSize(8);
    assertThat(harness
            .get("/api/projects/shop/events?after=8", "accept", "application/x-ndjson")
            .body())
        .isBlank();
  }

  @Test
  void headRequestsGetNoBodyAndOtherMethodsAreRefused() {
    HttpResponse<String> head = harness.send(harness
        .request("/openapi.json")
        .method("HEAD", HttpRequest.BodyPublishers.noBody())
        .build());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(harness.send(harness.request("/api/projects").DELETE().build()).statusCode())
        .isIn(405, 415);
    assertThat(harness.get("/api/nothing").statusCode()).isEqualTo(404);
  }
}
