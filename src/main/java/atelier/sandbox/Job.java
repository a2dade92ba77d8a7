package atelier.sandbox;

import atelier.cancel.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command and the files in its working directory. The files are copied for this job; everything
 * that the command writes is deleted.
 *
 * @param files content by relative path; the path guard has accepted each path
 * @param environment further environment variables, by name
 * @param timeLimit the time after which it is killed
 * @param stdin what the command reads from standard input
 * @param launcher an executable of Atelier itself, which runs in place of the command with the
 *     command's words as arguments; it is the first process of its namespace, if it has one
 * @param alone whether no other job of this node runs at the same time
 * @param mounts further folders that it sees; a sandbox on another machine ignores them
 * @param pins further files of its project that choose versions of toolchains, by path; the
 *     command does not see them
 * @param cancellation ends it early; the run then fails
 */
public record Job(
    List<String> command,
    Map<String, String> files,
    Map<String, String> environment,
    TimeLimit timeLimit,
    String stdin,
    Optional<Path> launcher,
    boolean alone,
    JobMounts mounts,
    Map<String, String> pins,
    Cancellation cancellation) {
  /** The working directory, with a slash at its end, as the command sees it. */
  public static final String WORK_FOLDER = "/work/";

  public Job {
    command = List.copyOf(command);
    files = Map.copyOf(files);
    environment = Map.copyOf(environment);
    pins = Map.copyOf(pins);
  }

  /** A job without further folders, which nothing cancels. */
  public Job(
      List<String> command,
      Map<String, String> files,
      Map<String, String> environment,
      TimeLimit timeLimit,
      String stdin,
      Optional<Path> launcher,
      boolean alone) {
    this(
        command,
        files,
        environment,
        timeLimit,
        stdin,
        launcher,
        alone,
        JobMounts.NONE,
        Map.of(),
        Cancellation.NONE);
  }

  /** A job with an empty input. */
  public Job(
      List<String> command,
      Map<String, String> files,
      Map<String, String> environment,
      TimeLimit timeLimit) {
    this(command, files, environment, timeLimit, "", Optional.empty(), false);
  }

  /** A job with a limit of CPU time, and without further environment variables. */
  public Job(List<String> command, Map<String, String> files, Duration cpuTime) {
    this(command, files, Map.of(), TimeLimit.ofCpu("", cpuTime));
  }

  private Job with(
      boolean isAlone, JobMounts folders, Map<String, String> choosing, Cancellation end) {
    return new Job(
        command, files, environment, timeLimit, stdin, launcher, isAlone, folders, choosing, end);
  }

  /** This job with further folders after those that it has. */
  public Job withMounts(JobMounts further) {
    return with(alone, mounts.and(further), pins, cancellation);
  }

  /** This job with the toolchains that the files of a project choose, but without the files. */
  public Job withToolchainsOf(Map<String, String> project) {
    return with(alone, mounts, PinnedVersions.files(project), cancellation);
  }

  /** This job without any other at the same time. */
  public Job runAlone() {
    return with(true, mounts, pins, cancellation);
  }

  /** This job, which ends early if it is cancelled. */
  public Job until(Cancellation end) {
    return with(alone, mounts, pins, end);
  }

  /** The files that choose its toolchains. */
  Map<String, String> choosing() {
    Map<String, String> all = new HashMap<>(files);
    all.putAll(pins);
    return all;
  }
}
