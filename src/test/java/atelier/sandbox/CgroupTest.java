package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control groups of this machine, where it has them, and files that look like such. */
final class CgroupTest {
  private static final String JOIN_SCRIPT =
      "while [ \"$1\" != -- ]; do echo 0 >\"$1\" || exit 1; shift; done; shift; exec \"$@\"";

  @TempDir
  private Path folder;

  /** A shell that moves itself to each group, and becomes a command. */
  private static List<String> joining(JobCgroup group, List<String> command) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", JOIN_SCRIPT, "sh"));
    group.paths().forEach(path -> words.add(path.resolve("cgroup.procs").toString()));
    words.add("--");
    words.addAll(command);
    return words;
  }

  private static JobCgroup open() throws IOException {
    Optional<JobCgroup> group = Cgroup.find().openJob(64L << 20, 16);
    assumeTrue(group.isPresent(), Cgroup.find().description());
    return group.get();
  }

  @Test
  void aProcessIsInTheGroupWithAllThatItStarts() throws Exception {
    JobCgroup group = open();
    Process process = new ProcessBuilder(
            joining(group, List.of("sh", "-c", "setsid sleep 8653 & echo ready; sleep 8653")))
        .start();
    try (group) {
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      assertThat(group.processes()).contains(process.pid()).hasSizeBetween(2, 3);
    }

    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(group.processes()).isEmpty();
    assertThat(group.paths()).allMatch(Files::notExists);
  }

  @Test
  void theKernelKillsWhatUsesTooMuchMemory() throws Exception {
    JobCgroup group = open();
    assumeTrue(group.fencesMemory(), Cgroup.find().description());
    try (group) {
      Process process = new ProcessBuilder(
              joining(group, List.of("/usr/bin/python3", "-c", "x = bytearray(100 << 20)")))
          .start();

      assertThat(process.waitFor()).isEqualTo(137);
      assertThat(group.oomKills()).isEqualTo(1);
    }
  }

  @Test
  void theKernelRefusesFurtherProcesses() throws Exception {
    assumeTrue(Cgroup.find().fencesProcesses(), Cgroup.find().description());
    try (JobCgroup group = open()) {
      Process process = new ProcessBuilder(joining(
              group,
              List.of("sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6; do sleep 9 & done")))
          .start();

      assertThat(process.waitFor()).isNotZero();
      assertThat(group.refusedProcesses()).isPositive();
    }
  }

  @Test
  void saysWhatIsCountedAndWhy() {
    Cgroup counted = Cgroup.open(CgroupLocation.none("it is not delegated"));

    assertThat(counted.description())
        .isEqualTo("memory counted by the supervisor (it is not delegated); processes counted by"
            + " the supervisor (it is not delegated); processors are shared by priority (it is not"
            + " delegated)");
    assertThat(counted.withPriority(List.of("x"))).containsExactly("nice", "-n", "5", "--", "x");
  }

  @Test
  void aControllerThatRefusesItsLimitIsNotUsed() throws Exception {
    // A folder of an ordinary file system has none of the files.
    CgroupLocation location =
        new CgroupLocation(1, Map.of("memory", folder, "pids", folder), false, Map.of());

    Cgroup group = Cgroup.open(location);

    assertThat(group.fencesMemory()).isFalse();
    assertThat(group.fencesProcesses()).isFalse();
    assertThat(group.description()).contains("memory.limit_in_bytes does not accept 67108864");
    assertThat(group.openJob(1, 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 75000", "2, 175000", "4, 350000", "16, 1400000"})
  void jobsLeaveAPartOfTheProcessorsToTheNode(int processors, long quotaUs) {
    assertThat(CgroupLimits.cpuQuotaUs(processors)).isEqualTo(quotaUs);
  }

  @ParameterizedTest
  @CsvSource({
    "6.1.0-18-amd64, true",
    "5.14, true",
    "5.10.0-28-arm64, false",
    "6.18.44, true",
    "4.19.0, false",
    "'', false",
    "unknown, false"
  })
  void olderKernelsCountTheProcessesOfTheUser(String version, boolean byNamespace) {
    assertThat(HostSystem.isAtLeast(version, 5, 14)).isEqualTo(byNamespace);
  }
}
