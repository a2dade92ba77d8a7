package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which tools a job finds, by what they print. */
final class InstalledToolsTest {
  @Test
  void takesTheVersionOfEachTool() {
    assertThat(InstalledTools.parse("""
                python3 Python 3.11.2
                mvn \u001b[1mApache Maven 3.8.7\u001b[m Maven home: /usr/share/maven Java 17
                gcc gcc (Debian 12.2.0-14) 12.2.0
                go go version go1.19.8 linux/amd64
                perl v5.36.0
                sh
                """))
        .containsExactly(
            "gcc 12.2.0", "go 1.19.8", "mvn 3.8.7", "perl 5.36.0", "python3 3.11.2", "sh");
    assertThat(InstalledTools.parse("")).isEmpty();
  }

  @Test
  void eachToolThatIsNamedStartsInTheSandbox() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Sandbox sandbox = await(SandboxFactory.create(
          vertx, new Settings.Runner("bubblewrap", Duration.ofSeconds(20), 512L << 20, false)));
      assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
      List<String> tools =
          sandbox.tools().toCompletionStage().toCompletableFuture().get();

      assertThat(tools).contains("sh").anyMatch(tool -> tool.startsWith("python3 3."));
      assertThat(sandbox.limits())
          .contains(
              new SandboxLimits(Duration.ofSeconds(20), Duration.ofMinutes(5), 512L << 20, false));
      for (String tool : tools) {
        String name = tool.split(" ", 2)[0];
        JobResult found = sandbox
            .run(new Job(
                List.of("sh", "-c", "command -v " + name), Map.of(), Duration.ofSeconds(10)))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
        assertThat(ToolchainMounts.ofThisProcess().searchPath() + ":" + SystemMounts.TOOL_FOLDERS)
            .contains(":" + found.output().substring(0, found.output().lastIndexOf('/')));
      }
    } finally {
      await(vertx.close());
    }
  }
}
