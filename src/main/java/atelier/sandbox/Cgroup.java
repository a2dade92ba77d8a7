package atelier.sandbox;

import static atelier.sandbox.CgroupLocation.CPU;
import static atelier.sandbox.CgroupLocation.MEMORY;
import static atelier.sandbox.CgroupLocation.PIDS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The control group of this process's jobs (cgroups(7)), in which each job has a child group: the
 * kernel then limits what the processes of a job use together. Where none can be had, the
 * supervisor counts. Thread-safe; blocking.
 */
final class Cgroup {
  private static final Logger LOG = Logger.getLogger(Cgroup.class.getName());
  private static final String PREFIX = "atelier-";
  private static @Nullable Cgroup ofThisProcess;

  private final CgroupLocation location;
  private final Map<String, Path> groups;
  private final Map<String, String> reasons;
  private final AtomicLong jobs = new AtomicLong();

  private Cgroup(CgroupLocation location, Map<String, Path> groups, Map<String, String> reasons) {
    this.location = location;
    this.groups = Map.copyOf(groups);
    this.reasons = Map.copyOf(reasons);
  }

  /** Returns the group of this process's jobs, which is made at the first call. */
  static synchronized Cgroup find() {
    Cgroup known = ofThisProcess;
    if (known == null) {
      known = open(locate());
      ofThisProcess = known;
    }
    return known;
  }

  /** No groups at all: everything is counted. */
  static Cgroup none() {
    return new Cgroup(CgroupLocation.none(""), Map.of(), Map.of());
  }

  private static CgroupLocation locate() {
    try {
      return CgroupLocation.decide(
          Files.readString(Path.of("/proc/self/cgroup")),
          Files.readString(Path.of("/proc/self/mountinfo")),
          ProcessHandle.current().pid(),
          new CgroupFiles());
    } catch (IOException notLinux) {
      return CgroupLocation.none("this system has no control groups");
    }
  }

  /** Makes the group, and tries each limit once, with a job that runs nothing. */
  static Cgroup open(CgroupLocation location) {
    Map<String, Path> groups = new TreeMap<>();
    Map<String, String> reasons = new TreeMap<>(location.reasons());
    String name = PREFIX + ProcessHandle.current().pid();
    if (location.leavesOwn()) {
      try {
        leaveOwnGroup(Set.copyOf(location.parents().values()), name);
      } catch (IOException e) {
        return new Cgroup(location, Map.of(), CgroupLocation.none(message(e)).reasons());
      }
    }
    location.parents().forEach((controller, parent) -> {
      try {
        groups.put(controller, group(location, controller, parent, name));
      } catch (IOException e) {
        reasons.put(controller, message(e));
      }
    });
    groups.values().forEach(folder -> folder.toFile().deleteOnExit());
    return new Cgroup(location, groups, reasons);
  }

  /** In version 2 a group with processes cannot control its children. */
  private static void leaveOwnGroup(Set<Path> owns, String name) throws IOException {
    for (Path own : owns) {
      Path leaf = Files.createDirectories(own.resolve(name + "-node"));
      CgroupFiles.write(leaf.resolve("cgroup.procs"), "0");
    }
  }

  private static Path group(CgroupLocation location, String controller, Path parent, String name)
      throws IOException {
    deleteStale(parent);
    if (location.version() == 2) {
      CgroupFiles.write(parent.resolve("cgroup.subtree_control"), "+" + controller);
    }
    Path folder = Files.createDirectories(parent.resolve(name));
    if (location.version() == 2) {
      CgroupFiles.write(folder.resolve("cgroup.subtree_control"), "+" + controller);
    }
    if (controller.equals(CPU)) {
      CgroupLimits.limitCpu(location.version(), folder);
    }
    Path probe = Files.createDirectories(folder.resolve("probe"));
    try {
      CgroupLimits.limit(controller, location.version(), probe, 64L << 20, 64);
    } finally {
      Files.deleteIfExists(probe);
    }
    return folder;
  }

  /** Removes the groups of processes that were killed; one that is not empty stays. */
  private static void deleteStale(Path parent) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "[0-9]*")) {
      for (Path folder : folders) {
        String pid = folder.getFileName().toString().replaceAll("[^0-9]", "");
        if (pid.length() < 10 && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          CgroupFiles.delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, parent + " cannot be listed", e);
    }
  }

  /** Whether the kernel limits the memory of a job, with all kinds of shared memory. */
  boolean fencesMemory() {
    return groups.containsKey(MEMORY);
  }

  /** Whether the kernel limits the processes and threads of a job. */
  boolean fencesProcesses() {
    return groups.containsKey(PIDS);
  }

  /** Whether the kernel leaves a part of the processors to other processes. */
  boolean fencesCpu() {
    return groups.containsKey(CPU);
  }

  /** Says what is fenced and what is counted, and why, as a sentence without its full stop. */
  String description() {
    return sentence("memory", MEMORY) + "; " + sentence("processes", PIDS) + "; "
        + (fencesCpu()
            ? "processors are fenced"
            : "processors are shared by priority" + reason(CPU));
  }

  private String sentence(String what, String controller) {
    return groups.containsKey(controller)
        ? what + " fenced by a control group"
        : what + " counted by the supervisor" + reason(controller);
  }

  private String reason(String controller) {
    String reason = reasons.getOrDefault(controller, "");
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  /**
   * Where the kernel does not limit processor time, a command whose processes have a third of the
   * weight of others (nice(1)). Not less: beside a local model an honest program would reach its
   * limit of wall time.
   */
  List<String> withPriority(List<String> command) {
    if (fencesCpu()) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("nice", "-n", "5", "--"));
    words.addAll(command);
    return words;
  }

  /** Makes the group of a job; empty where none can be had. */
  Optional<JobCgroup> openJob(long memoryBytes, int maxProcesses) throws IOException {
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    String name = "job-" + jobs.incrementAndGet();
    Map<String, Path> folders = new TreeMap<>();
    for (var group : groups.entrySet()) {
      Path folder = Files.createDirectories(group.getValue().resolve(name));
      folders.put(group.getKey(), folder);
      CgroupLimits.limit(group.getKey(), location.version(), folder, memoryBytes, maxProcesses);
    }
    return Optional.of(new JobCgroup(folders));
  }

  private static String message(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
