package atelier.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The user and the group that jobs have outside of their namespaces where an ordinary user runs
 * Atelier: subordinate ones, which own no files (subuid(5), subgid(5)). The launcher becomes them
 * with newuidmap(1) and newgidmap(1).
 */
record SubordinateUser(long user, long group) {
  private static final Logger LOG = Logger.getLogger(SubordinateUser.class.getName());
  private static final Path USERS = Path.of("/etc/subuid");
  private static final Path GROUPS = Path.of("/etc/subgid");
  private static final long MAX_ID = 0xffff_fffeL;
  private static final int PROBE_TIMEOUT_S = 10;

  /** Who runs the jobs of this process, and the words for it. */
  private record Found(Optional<SubordinateUser> user, String description) {
    static Found none(String description) {
      return new Found(Optional.empty(), description);
    }
  }

  /** Holds what was found: later jobs of a process do not get another user. */
  private static final class OfThisProcess {
    static final Found FOUND = find();
  }

  /** That of this process's jobs; empty as root, and where the system does not permit it. */
  static Optional<SubordinateUser> ofThisProcess() {
    return OfThisProcess.FOUND.user();
  }

  /** Says which user jobs are outside of their namespaces, and what would give them their own. */
  static String description() {
    return OfThisProcess.FOUND.description();
  }

  private static Found find() {
    if (HostSystem.isRoot()) {
      return Found.none("jobs run as the user nobody");
    }
    String asYou = "jobs run as you; ";
    for (String program : List.of("newuidmap", "newgidmap")) {
      if (new SearchPath(JobProcess.PATH).find(program).isEmpty()) {
        return Found.none(asYou + "`apt install uidmap` gives them a user of their own");
      }
    }
    try {
      String name = System.getProperty("user.name");
      Optional<SubordinateUser> user =
          of(Files.readString(USERS), Files.readString(GROUPS), name, HostSystem.uid());
      if (user.isEmpty()) {
        return Found.none(asYou + "a range of " + name + " in " + USERS + " and " + GROUPS
            + " gives them a user of their own");
      }
      String problem = user.get().problem();
      return problem.isEmpty()
          ? new Found(user, "jobs run as a user of their own, " + user.get().user())
          : Found.none(asYou + "newuidmap gives them no user of their own: " + problem);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.FINE, "no subordinate user", e);
      return Found.none(asYou + "no user of their own: " + e.getMessage());
    }
  }

  /**
   * Reads both files, of lines such as {@code name:100000:65536}. Takes the last number of the
   * largest range: containers use the first ones.
   */
  static Optional<SubordinateUser> of(String users, String groups, String name, int uid) {
    OptionalLong user = last(users, name, uid);
    OptionalLong group = last(groups, name, uid);
    return user.isPresent() && group.isPresent()
        ? Optional.of(new SubordinateUser(user.getAsLong(), group.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong last(String text, String name, int uid) {
    long largest = 0;
    OptionalLong last = OptionalLong.empty();
    for (String line : text.lines().toList()) {
      String[] fields = line.strip().split(":", -1);
      if (fields.length != 3 || !List.of(name, String.valueOf(uid)).contains(fields[0])) {
        continue;
      }
      long first = number(fields[1]);
      long count = number(fields[2]);
      long end = first + count - 1;
      // A range of one may be a real user, who was given to this one for a container.
      if (first > 0 && count > Math.max(1, largest) && end <= MAX_ID && end != uid) {
        largest = count;
        last = OptionalLong.of(end);
      }
    }
    return last;
  }

  private static long number(String digits) {
    boolean isNumber =
        !digits.isEmpty() && digits.length() < 11 && digits.chars().allMatch(Character::isDigit);
    return isNumber ? Long.parseLong(digits) : -1;
  }

  /** Starts a sandbox that reads a file of a job's folder; returns why that fails, or nothing. */
  private String problem() throws IOException {
    Path status = JobFolder.createFile(Optional.empty(), "");
    try (JobFolder folder = JobFolder.create(Optional.empty(), Map.of("probe", "seen"))) {
      SubordinateMounts mounts = new SubordinateMounts(Optional.of(this));
      List<String> seen = mounts.reachable("--ro-bind", folder.path().toString(), "/");
      List<String> words = new ArrayList<>(List.of(
          NativeProgram.LAUNCHER.path().toString(), "start", "--status", status.toString()));
      words.addAll(mounts.launcherWords());
      words.addAll(List.of("--", "bwrap", "--unshare-all", "--ro-bind", "/", "/"));
      words.addAll(List.of("cat", seen.get(1) + "/probe"));
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("PATH", JobProcess.PATH);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PROBE_TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return "it does not end";
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.equals("seen") ? "" : output.lines().findFirst().orElse("no output");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "it was stopped";
    } finally {
      Files.delete(status);
    }
  }
}
