package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Go programs find the standard library compiled, and no job can change it for the next one. */
@Tag("slow")
final class GoBuildCacheTest {
  private static final Map<String, String> PROJECT =
      Map.of("go.mod", "module example.com/sum\n\ngo 1.19\n", "sum_test.go", """
      package sum

      import (
        "net"
        "net/http"
        "net/http/httptest"
        "os/user"
        "testing"
      )

      func TestLocalhost(t *testing.T) {
        server := httptest.NewServer(http.NotFoundHandler())
        defer server.Close()
        addresses, err := net.LookupHost("localhost")
        if err != nil || len(addresses) == 0 {
          t.Fatal(addresses, err)
        }
        if port, err := net.LookupPort("tcp", "https"); err != nil || port != 443 {
          t.Fatal(port, err)
        }
        if me, err := user.Current(); err != nil || me.Username != "sandbox" {
          t.Fatal(me, err)
        }
      }
      """);
  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void fill() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/local/go/bin/go"))
            || Files.isExecutable(Path.of("/usr/bin/go")),
        "go is not installed under /usr");
    vertx = Vertx.vertx();
    sandbox = await(SandboxFactory.create(
        vertx,
        new Settings.Runner("bubblewrap", Duration.ofSeconds(10), 512L << 20, false),
        Optional.of(Path.of("target/cache").toAbsolutePath())));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
    sandbox
        .run(new Job(List.of("go", "version"), Map.of(), Duration.ofSeconds(10)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @AfterAll
  static void close() {
    if (vertx != null) {
      await(vertx.close());
    }
  }

  private static JobResult run(String command) {
    return await(sandbox.run(new Job(
        List.of("sh", "-c", command),
        PROJECT,
        Map.of(),
        TimeLimit.ofWall(Duration.ofSeconds(60)))));
  }

  private static JobResult stalePackages(String environment) {
    return run(environment + " go list -deps -f '{{if .Stale}}{{.ImportPath}}{{end}}' net/http"
        + " net/http/httptest testing encoding/json database/sql | grep .");
  }

  @Test
  void aFreshJobCompilesNothingOfTheStandardLibrary() {
    assertThat(stalePackages("").output()).isEmpty();
    assertThat(stalePackages("CGO_ENABLED=0").output()).isEmpty();
  }

  @Test
  void testsPassWithBothResolvers() {
    for (String resolver : List.of("go", "cgo")) {
      JobResult result = run("GODEBUG=netdns=" + resolver + " go test ./...");

      assertThat(result.output()).as(result.toString()).contains("ok  \texample.com/sum");
    }
  }

  @Test
  void aJobCompilesItsOwnPackagesOnceAndChangesNothingForTheNext() {
    JobResult attack = run("go test ./... && go list -test -f '{{.Stale}}' . ;"
        + " for file in $GOCACHE/*/* /var/cache/go-build/*/* /var/cache/go-build/new;"
        + " do echo bad 2>/dev/null > $file && echo changed $file; done; rm -rf $GOCACHE/*;"
        + " rm -rf /var/cache/go-build 2>/dev/null; ls /var/cache/go-build | wc -l");

    assertThat(attack.output()).doesNotContain("changed /var").contains("\n257\n");
    assertThat(stalePackages("").output()).isEmpty();
  }

  @Test
  void onlyJobsThatMayCompileGoUseIt() {
    assertThat(GoBuildCache.isUseful(job("go", "x"))).isTrue();
    assertThat(GoBuildCache.isUseful(job("make", "cmd/main.go"))).isTrue();
    assertThat(GoBuildCache.isUseful(job("make", "main.c"))).isFalse();
  }

  private static Job job(String command, String file) {
    return new Job(List.of(command), Map.of(file, ""), Duration.ofSeconds(1));
  }
}
