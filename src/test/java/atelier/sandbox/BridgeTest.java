package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bridge as the first process of the sandbox, with the filter of system calls. */
final class BridgeTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private JobResult run(String program) throws IOException {
    Duration limit = Duration.ofSeconds(10);
    Sandbox sandbox = await(
        SandboxFactory.create(vertx, new Settings.Runner("bubblewrap", limit, 300L << 20, false)));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
    return await(sandbox.run(new Job(
        List.of("python3", "main.py"),
        Map.of("main.py", program),
        Map.of(),
        TimeLimit.ofCpu("", limit),
        "",
        Optional.of(NativeProgram.BRIDGE.path()),
        false)));
  }

  @Test
  void listensBeforeTheCommandAndExitsAsItDoes() throws IOException {
    JobResult result = run("""
        import socket, sys
        connection = socket.create_connection(("127.0.0.1", 3128))
        print("closed" if connection.recv(1) == b"" else "open", flush=True)
        sys.exit(7)
        """);

    assertThat(result.output()).as(result.toString()).isEqualTo("closed\n");
    assertThat(result.exitCode()).isEqualTo(7);
  }

  @Test
  void reapsOrphansAsTheFirstProcess() throws IOException {
    JobResult result = run("""
        import os, signal, time
        reader, writer = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                os.write(writer, str(os.getpid()).encode())
            os._exit(0)
        os.wait()
        orphan = int(os.read(reader, 20))
        while os.path.exists(f"/proc/{orphan}"):
            time.sleep(0.01)
        print("gone")
        """);

    assertThat(result.output()).as(result.toString()).isEqualTo("gone\n");
  }
}
