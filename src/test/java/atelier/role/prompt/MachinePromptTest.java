package atelier.role.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What models read about the machine that runs generated code. */
final class MachinePromptTest {
  @Test
  void namesTheToolsTheLimitsAndWhatIsMissing() {
    String text =
        new MachinePrompt(List.of("go 1.19.8", "python3 3.11.2"), 10, 300, 5, 512, false).text();

    assertThat(text)
        .contains(
            "clean copy",
            "10 s",
            "300 s if it builds",
            "5 times",
            "512 MiB",
            "localhost works",
            "no other network")
        .contains("Installed: go 1.19.8, python3 3.11.2.")
        .endsWith("\n\n");
  }

  @Test
  void isEmptyIfNothingIsKnown() {
    assertThat(new MachinePrompt(List.of(), 10, 300, 5, 512, false).text()).isEmpty();
  }
}
