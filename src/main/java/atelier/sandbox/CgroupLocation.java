package atelier.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a process may make control groups (cgroups(7)) for its jobs, decided from the texts in
 * {@code /proc/self}.
 *
 * @param version 1 or 2, of the hierarchies
 * @param parents the group below which those of jobs are made, by controller; the same one for all
 *     in version 2; empty if there is none
 * @param leavesOwn whether this process has to move to a group of its own first: a group of version
 *     2 has either processes or controlled children
 * @param reasons why no group of a controller can be had, by controller
 */
record CgroupLocation(
    int version, Map<String, Path> parents, boolean leavesOwn, Map<String, String> reasons) {
  static final String MEMORY = "memory";
  static final String PIDS = "pids";
  static final String CPU = "cpu";
  static final List<String> CONTROLLERS = List.of(MEMORY, PIDS, CPU);

  private static final String NO_HIERARCHY = "this system has no %s control group";
  private static final int FIELD_ROOT = 3;
  private static final int FIELD_MOUNT_POINT = 4;
  private static final String SEPARATOR = " - ";

  /** The files of the host that the decision depends on. */
  interface HostFiles {
    /** The words of a file; empty if it cannot be read. */
    List<String> words(Path file);

    boolean isWritable(Path path);
  }

  /** A mounted hierarchy: what of it is mounted where, and its options. */
  private record Hierarchy(String type, Path root, Path mountPoint, List<String> options) {
    /** Where a group is in the file system, if its part of the hierarchy is mounted. */
    Optional<Path> folder(String group) {
      Path path = Path.of(group);
      return path.startsWith(root)
          ? Optional.of(mountPoint.resolve(root.relativize(path)).normalize())
          : Optional.empty();
    }
  }

  /**
   * Decides where the groups of jobs are made.
   *
   * @param groups the content of {@code /proc/self/cgroup}
   * @param mounts the content of {@code /proc/self/mountinfo}
   * @param pid the number of this process
   */
  static CgroupLocation decide(String groups, String mounts, long pid, HostFiles files) {
    List<Hierarchy> hierarchies = mounts
        .lines()
        .filter(line -> line.contains(SEPARATOR + "cgroup"))
        .map(CgroupLocation::hierarchy)
        .toList();
    CgroupLocation first = ofVersion1(groups, hierarchies, files);
    CgroupLocation second = ofVersion2(groups, hierarchies, pid, files);
    return first.parents.isEmpty() && (first.reasons.isEmpty() || !second.parents.isEmpty())
        ? second
        : first;
  }

  private static Hierarchy hierarchy(String line) {
    String[] own = line.split(SEPARATOR, 2)[0].split(" ", -1);
    String[] type = line.split(SEPARATOR, 2)[1].split(" ", -1);
    return new Hierarchy(
        type[0],
        Path.of(own[FIELD_ROOT]),
        Path.of(own[FIELD_MOUNT_POINT]),
        List.of(type[type.length - 1].split(",")));
  }

  /** Version 1: a hierarchy for each controller; the groups of jobs are below the own group. */
  private static CgroupLocation ofVersion1(
      String groups, List<Hierarchy> hierarchies, HostFiles files) {
    Map<String, Path> parents = new TreeMap<>();
    Map<String, String> reasons = new TreeMap<>();
    for (String controller : CONTROLLERS) {
      Optional<Path> own = hierarchies.stream()
          .filter(one -> one.type().equals("cgroup") && one.options().contains(controller))
          .flatMap(one -> group(groups, controller).flatMap(one::folder).stream())
          .findFirst();
      if (own.filter(folder -> isUsable(folder, files)).isPresent()) {
        parents.put(controller, own.get());
      } else {
        own.ifPresent(folder -> reasons.put(controller, folder + " is not writable"));
      }
    }
    if (!parents.isEmpty()) {
      CONTROLLERS.stream()
          .filter(one -> !parents.containsKey(one))
          .forEach(one -> reasons.putIfAbsent(one, NO_HIERARCHY.formatted(one)));
    }
    return new CgroupLocation(1, parents, false, reasons);
  }

  /** The group in the line {@code number:controllers:group}. */
  private static Optional<String> group(String groups, String controller) {
    return groups
        .lines()
        .map(line -> line.split(":", 3))
        .filter(line -> line.length == 3 && List.of(line[1].split(",")).contains(controller))
        .map(line -> line[2])
        .findFirst();
  }

  /**
   * Version 2: below the own group where this process is alone in it, as a service with {@code
   * Delegate=} is; else below the nearest group above it that is ours too.
   */
  private static CgroupLocation ofVersion2(
      String groups, List<Hierarchy> hierarchies, long pid, HostFiles files) {
    Optional<Hierarchy> unified =
        hierarchies.stream().filter(one -> one.type().equals("cgroup2")).findFirst();
    Optional<Path> own = unified.flatMap(one -> group(groups, "").flatMap(one::folder));
    if (own.isEmpty()) {
      return none("no cgroup file system of this process is mounted");
    }
    Path mountPoint = unified.get().mountPoint();
    boolean isAlone =
        files.words(own.get().resolve("cgroup.procs")).equals(List.of(String.valueOf(pid)));
    if (isAlone && isUsable(own.get(), files)) {
      return at(own.get(), "cgroup.controllers", true, files);
    }
    List<Path> above = new ArrayList<>();
    for (Path folder = own.get();
        folder != null && folder.startsWith(mountPoint);
        folder = folder.getParent()) {
      above.add(folder);
    }
    return above.stream()
        .filter(folder -> isUsable(folder, files))
        .map(folder -> at(folder, "cgroup.subtree_control", false, files))
        .filter(location -> !location.parents.isEmpty())
        .findFirst()
        .orElseGet(() -> none(
            isUsable(own.get(), files)
                ? own.get() + " has other processes than this one"
                : own.get() + " is not delegated to this user"));
  }

  private static CgroupLocation at(
      Path folder, String listing, boolean leavesOwn, HostFiles files) {
    List<String> controllers = files.words(folder.resolve(listing));
    Map<String, Path> parents = new TreeMap<>();
    Map<String, String> reasons = new TreeMap<>();
    for (String controller : CONTROLLERS) {
      if (controllers.contains(controller)) {
        parents.put(controller, folder);
      } else {
        reasons.put(controller, folder + " has no controller " + controller);
      }
    }
    return new CgroupLocation(2, parents, leavesOwn && !parents.isEmpty(), reasons);
  }

  /** No group for any controller. */
  static CgroupLocation none(String reason) {
    Map<String, String> reasons = new TreeMap<>();
    CONTROLLERS.forEach(controller -> reasons.put(controller, reason));
    return new CgroupLocation(2, Map.of(), false, reasons);
  }

  private static boolean isUsable(Path folder, HostFiles files) {
    return files.isWritable(folder) && files.isWritable(folder.resolve("cgroup.procs"));
  }
}
