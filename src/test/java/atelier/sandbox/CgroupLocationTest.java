package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the control groups of jobs are made on each kind of system. */
final class CgroupLocationTest {
  private static final long PID = 42;
  private static final String UNIFIED = mount("/", "/sys/fs/cgroup", "cgroup2", "rw,nsdelegate");

  /** A host whose listed files are the only ones, and the only ones that are writable. */
  private record Host(Map<String, String> files) implements CgroupLocation.HostFiles {
    Host() {
      this(new HashMap<>());
    }

    /** A group that may be used, with these controllers for itself and for its children. */
    Host with(String folder, String procs, String controllers, String subtree) {
      files.put(folder, "");
      files.put(folder + "/cgroup.procs", procs);
      files.put(folder + "/cgroup.controllers", controllers);
      files.put(folder + "/cgroup.subtree_control", subtree);
      return this;
    }

    @Override
    public List<String> words(Path file) {
      String content = files.getOrDefault(file.toString(), "");
      return content.isEmpty() ? List.of() : List.of(content.split(" "));
    }

    @Override
    public boolean isWritable(Path path) {
      return files.containsKey(path.toString());
    }

    CgroupLocation decide(String groups, String... mounts) {
      return CgroupLocation.decide(groups, String.join("\n", mounts), PID, this);
    }
  }

  private static String mount(String root, String point, String type, String options) {
    return "40 31 0:37 " + root + " " + point + " rw,relatime - " + type + " " + type + " "
        + options;
  }

  private static String version1(String controller, String root) {
    return mount(root, "/sys/fs/cgroup/" + controller, "cgroup", "rw," + controller);
  }

  @Test
  void aServiceWithDelegationHasItsGroupForItself() {
    Host host =
        new Host().with("/sys/fs/cgroup/system.slice/atelier.service", "42", "cpu memory pids", "");

    CgroupLocation location = host.decide("0::/system.slice/atelier.service\n", UNIFIED);

    assertThat(location.version()).isEqualTo(2);
    assertThat(location.leavesOwn()).isTrue();
    assertThat(location.parents().keySet()).containsExactly("cpu", "memory", "pids");
    assertThat(location.parents().values())
        .containsOnly(Path.of("/sys/fs/cgroup/system.slice/atelier.service"));
    assertThat(location.reasons()).isEmpty();
  }

  @Test
  void aServiceWhoseProcessesHaveAGroupBelowUsesTheOneAbove() {
    Host host = new Host()
        .with("/sys/fs/cgroup/a.service", "", "memory pids", "memory pids")
        .with("/sys/fs/cgroup/a.service/main", "42 43", "memory pids", "");

    CgroupLocation location = host.decide("0::/a.service/main\n", UNIFIED);

    assertThat(location.leavesOwn()).isFalse();
    assertThat(location.parents())
        .containsOnly(
            Map.entry("memory", Path.of("/sys/fs/cgroup/a.service")),
            Map.entry("pids", Path.of("/sys/fs/cgroup/a.service")));
    assertThat(location.reasons()).containsOnlyKeys("cpu");
  }

  @Test
  void rootInASessionUsesTheGroupAboveIt() {
    Host host = new Host()
        .with("/sys/fs/cgroup", "1", "cpu memory pids", "cpu memory pids")
        .with("/sys/fs/cgroup/user.slice", "", "memory pids", "memory pids")
        .with("/sys/fs/cgroup/user.slice/session-1.scope", "7 42", "memory pids", "");

    CgroupLocation location = host.decide("0::/user.slice/session-1.scope\n", UNIFIED);

    assertThat(location.parents().get("memory")).isEqualTo(Path.of("/sys/fs/cgroup/user.slice"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // A user's session, without systemd-run.
        "0::/user.slice/session-1.scope | not delegated to this user",
        // A cgroup file system of which another part is mounted, as in some containers.
        "0::/../other | not delegated to this user",
        "4:memory:/ | no cgroup file system",
        "\"\" | no cgroup file system"
      })
  void whereNothingIsDelegatedThereIsAReason(String groups, String reason) {
    CgroupLocation location = new Host().decide(groups, UNIFIED);

    assertThat(location.parents()).isEmpty();
    assertThat(location.reasons().get("memory")).contains(reason);
  }

  @Test
  void aSharedGroupIsNotTakenFromItsOtherProcesses() {
    Host host = new Host().with("/sys/fs/cgroup/box", "1 42", "memory pids", "");

    CgroupLocation location = host.decide("0::/box", UNIFIED);

    assertThat(location.parents()).isEmpty();
    assertThat(location.reasons().get("pids")).contains("has other processes than this one");
  }

  @Test
  void aBoardWithoutTheMemoryControllerStillHasTheOthers() {
    Host host = new Host().with("/sys/fs/cgroup/a.service", "42", "cpuset cpu io pids", "");

    CgroupLocation location = host.decide("0::/a.service", UNIFIED);

    assertThat(location.parents()).containsOnlyKeys("cpu", "pids");
    assertThat(location.reasons().get("memory")).endsWith("has no controller memory");
  }

  @Test
  void version1HasAHierarchyForEachController() {
    Host host = new Host()
        .with("/sys/fs/cgroup/memory/box/1", "42", "", "")
        .with("/sys/fs/cgroup/pids", "1 42", "", "")
        .with("/sys/fs/cgroup/cpu,cpuacct", "1 42", "", "");

    CgroupLocation location = host.decide(
        "9:cpu,cpuacct:/\n4:memory:/box/1\n8:pids:/\n0::/\n",
        version1("memory", "/"),
        version1("pids", "/"),
        mount("/", "/sys/fs/cgroup/cpu,cpuacct", "cgroup", "rw,cpu,cpuacct"),
        mount("/", "/sys/fs/cgroup/unified", "cgroup2", "rw"));

    assertThat(location.version()).isEqualTo(1);
    assertThat(location.parents())
        .containsOnly(
            Map.entry("memory", Path.of("/sys/fs/cgroup/memory/box/1")),
            Map.entry("pids", Path.of("/sys/fs/cgroup/pids")),
            Map.entry("cpu", Path.of("/sys/fs/cgroup/cpu,cpuacct")));
  }

  @Test
  void version1InAContainerIsMountedFromTheGroupOfTheContainer() {
    Host host = new Host().with("/sys/fs/cgroup/pids", "1 42", "", "");

    CgroupLocation location = host.decide(
        "8:pids:/docker/1f\n4:memory:/docker/1f\n",
        version1("memory", "/docker/1f"),
        version1("pids", "/docker/1f"));

    assertThat(location.parents()).containsOnly(Map.entry("pids", Path.of("/sys/fs/cgroup/pids")));
    assertThat(location.reasons().get("memory")).isEqualTo("/sys/fs/cgroup/memory is not writable");
  }

  @Test
  void anotherSystemHasNone() {
    assertThat(new Host().decide("", "").parents()).isEmpty();
  }
}
