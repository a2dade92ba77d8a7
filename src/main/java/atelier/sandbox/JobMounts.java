package atelier.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders of the host that a job sees besides the installed software, and how it finds what is in
 * them. Only Atelier's own folders: a path never comes from a project.
 *
 * @param mounts what is shown where, in this order
 * @param searchPath folders of the sandbox with executables, before those of the system
 * @param environment further variables; those of the job itself win
 */
public record JobMounts(
    List<Mount> mounts, List<String> searchPath, Map<String, String> environment) {
  /** No further folders. */
  public static final JobMounts NONE = new JobMounts(List.of(), List.of(), Map.of());

  /** What a job may do in a folder. */
  public enum Access {
    /** It reads. */
    READ_ONLY,
    /** It writes into the folder on the host. */
    WRITABLE,
    /** It reads the folder, and what it writes is deleted when it ends. */
    OVERLAY
  }

  /**
   * One folder or file.
   *
   * @param source an existing path of the host
   * @param target an absolute path in the sandbox
   */
  public record Mount(Path source, String target, Access access) {}

  public JobMounts {
    mounts = List.copyOf(mounts);
    searchPath = List.copyOf(searchPath);
    environment = Map.copyOf(environment);
  }

  /** These folders and others after them. */
  public JobMounts and(JobMounts others) {
    Map<String, String> variables = new LinkedHashMap<>(environment);
    variables.putAll(others.environment);
    return new JobMounts(
        join(mounts, others.mounts), join(searchPath, others.searchPath), variables);
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
