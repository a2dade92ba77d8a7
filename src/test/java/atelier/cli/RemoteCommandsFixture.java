package atelier.cli;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.FilePlan;
import atelier.event.Usage;
import atelier.web.WebHarness;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running node, and commands for it. The node has no agents: the tests append their events.
 */
@Timeout(60)
abstract class RemoteCommandsFixture {
  static final Event READY =
      new Event.InfraReady(List.of("m"), List.of("python3"), "none", 3, false);
  static final Event DESIGNED = new Event.BlueprintReady(
      new Blueprint(
          "a shop",
          List.of(),
          List.of(new FilePlan("a.py", "the shop", List.of(), "")),
          List.of(),
          List.of()),
      Usage.NONE);

  @TempDir
  Path folder;

  WebHarness webHarness;
  CommandHarness harness;

  @BeforeEach
  void setUp() {
    webHarness = new WebHarness(folder.resolve("node"));
    harness = new CommandHarness(folder);
  }

  @AfterEach
  void tearDown() {
    webHarness.close();
  }

  int run(String... args) {
    return harness.run(Stream.concat(
            Arrays.stream(args), Stream.of("--url", "http://localhost:" + webHarness.port()))
        .toArray(String[]::new));
  }
}
