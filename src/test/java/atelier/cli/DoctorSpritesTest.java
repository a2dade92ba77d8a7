package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.node.Components;
import atelier.rig.sprites.SpritesStub;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says about the Sprites service. */
final class DoctorSpritesTest {
  private static final String TOKEN = "a-token-for-the-doctor";

  @TempDir
  private Path folder;

  private String doctor(String endpoint, String token) {
    CommandHarness harness = new CommandHarness(folder);
    harness.doctorSubjects = Components::doctorSubjects;
    if (!token.isEmpty()) {
      harness.environment.put("SPRITES_TOKEN", token);
    }
    harness.run(
        "doctor",
        "--port",
        "0",
        "--set",
        "llm.provider=rehearsal",
        "--set",
        "runner.sandbox=sprites",
        "--set",
        "sprites.endpoint=" + endpoint);
    return harness.out();
  }

  @Test
  void asksTheServiceAndListsItsTools() throws Exception {
    try (SpritesStub stub = new SpritesStub(TOKEN, 30_000)) {
      assertThat(doctor(stub.url(), TOKEN))
          .containsPattern("ok +sandbox +sprites: " + stub.url() + " accepts the token")
          .containsPattern("ok +toolchain +.*python3");
      assertThat(stub.log).anyMatch(request -> request.uri().contains("/exec"));
      assertThat(stub.sprites()).isEmpty();
    }
  }

  @Test
  void saysWhatToDoAboutTheToken() throws Exception {
    try (SpritesStub stub = new SpritesStub(TOKEN, 30_000)) {
      assertThat(doctor(stub.url(), "another-token-12345"))
          .containsPattern("warn +sandbox +sprites: .*401.*SPRITES_TOKEN")
          .doesNotContain("another-token-12345");
      assertThat(doctor(stub.url(), ""))
          .containsPattern("warn +sandbox +sprites: it needs a token from sprites.dev");
    }
  }
}
