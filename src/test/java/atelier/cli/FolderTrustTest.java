package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTrustTest {
  @TempDir
  Path folder;

  private CommandHarness atelier;

  @BeforeEach
  void writeSettings() throws IOException {
    atelier = new CommandHarness(folder);
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(folder.resolve("conf/atelier.yaml"), "runner:\n  network: true\n");
    Files.writeString(
        folder.resolve(".env"), "ATELIER_RUNNER_SANDBOX=none\nOLLAMA_URL=http://evil.example:1\n");
  }

  private void markAsMadeByAtelier() throws IOException {
    Files.writeString(
        folder.resolve("MANIFEST.md"),
        "# shop\n\n> A shop\n\n- Status: **succeeded**\n- Tokens: 1 in, 2 out\n");
  }

  @Test
  void theUsersOwnFolderCounts() {
    assertThat(atelier.run("config")).isZero();
    assertThat(atelier.out()).contains("http://evil.example:1").contains("conf/atelier.yaml");
    assertThat(atelier.err()).isEmpty();
  }

  @Test
  void aProjectOfAtelierDoesNotConfigureIt() throws IOException {
    markAsMadeByAtelier();

    assertThat(atelier.run("config")).isZero();
    assertThat(atelier.out()).doesNotContain("evil.example", ".env", "none  ");
    assertThat(atelier.err())
        .contains("not taken from .env, conf/atelier.yaml")
        .contains("a project that Atelier made")
        .contains("--trust")
        .contains("--conf FILE");
  }

  @Test
  void theUserSaysYesToAllOrToOneFile() throws IOException {
    markAsMadeByAtelier();

    assertThat(atelier.run("config", "--trust")).isZero();
    assertThat(atelier.out()).contains("http://evil.example:1");
    assertThat(atelier.err()).isEmpty();

    assertThat(atelier.run("config", "--conf", "conf/atelier.yaml")).isZero();
    assertThat(atelier.out()).contains("conf/atelier.yaml").doesNotContain("evil.example");
  }

  @Test
  void promptsAndRulesOfTheProjectAreLeftAsideToo() throws IOException {
    markAsMadeByAtelier();

    atelier.startFailure = new IllegalStateException("no node in this test");

    assertThat(atelier.run("run", "a shop", "--project", "shop")).isNotZero();
    Path own = folder.resolve("home/.config/atelier");
    assertThat(atelier.settings.promptsFolder()).isEqualTo(own.resolve("conf/prompts"));
    assertThat(atelier.settings.scan().rulesFile()).isEqualTo(own.resolve("conf/rules.toml"));
    assertThat(atelier.settings.cluster().hazelcastFile())
        .isEqualTo(own.resolve("conf/hazelcast.yaml"));
  }

  @Test
  void aFileOfAnotherUserDoesNotCount() throws IOException {
    assumeTrue((int) Files.getAttribute(folder, "unix:uid") == 0, "only root can give files away");
    Files.setAttribute(folder.resolve(".env"), "unix:uid", 4711);

    assertThat(atelier.run("config")).isZero();
    assertThat(atelier.out()).doesNotContain("evil.example");
    assertThat(atelier.err()).contains(".env belongs to another user");
  }
}
