package atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code scripts/attack}: an attack of each kind, beside honest projects. */
@Timeout(600)
final class AttackIT {
  private static final long SEED = 7;
  private static final Set<String> NAMES = Set.of(
      "daemon-py",
      "flood-py",
      "fork-bomb-py",
      "host-files-py",
      "include-c",
      "leak-py",
      "links-py",
      "memory-py",
      "nested-not",
      "network-py",
      "overwrite-py",
      "path-git-hooks-post-commit");

  @TempDir
  private Path folder;

  @Test
  void attacksEndAndLeaveTheNodeAndItsMachineAsTheyWere() throws Exception {
    List<Attack> attacks = AttackCatalogue.all().stream()
        .filter(attack -> NAMES.contains(attack.name()))
        .toList();
    assertThat(attacks).hasSameSizeAs(NAMES);

    assertThat(AttackSoak.run(folder, attacks, SEED, Duration.ZERO, "1s")).isEmpty();
  }
}
