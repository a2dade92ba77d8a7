package atelier.sandbox;

import atelier.sandbox.HomeVersions.Version;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import atelier.sandbox.PinnedVersions.Pin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives jobs the versions of toolchains that the files of their project ask for, where the version
 * that every job has is another one.
 */
final class PinnedToolchains {
  private final Vertx vertx;
  private final Path home;
  private final Supplier<Future<List<String>>> tools;
  private @Nullable Future<List<Version>> installed;

  /**
   * Toolchains that are looked for at first need.
   *
   * @param home the person's home folder
   * @param tools the tools that every job has, with their versions
   */
  PinnedToolchains(Vertx vertx, Path home, Supplier<Future<List<String>>> tools) {
    this.vertx = vertx;
    this.home = home;
    this.tools = tools;
  }

  /**
   * What a project gets.
   *
   * @param missing what it asks for and does not get, in words
   */
  record Choice(JobMounts mounts, List<String> missing) {}

  /** Whether anything depends on the files of a job. */
  static boolean isUseful(Job job) {
    return !PinnedVersions.of(job.choosing()).isEmpty();
  }

  /** Chooses for a project. Never fails. */
  Future<Choice> choose(Map<String, String> files) {
    List<Pin> pins = PinnedVersions.of(files);
    return pins.isEmpty()
        ? Future.succeededFuture(new Choice(JobMounts.NONE, List.of()))
        : tools.get().compose(all -> installed().map(versions -> choose(pins, all, versions)));
  }

  /** Returns the versions that files can choose, without those that every job has. Never fails. */
  Future<List<String>> others() {
    return tools
        .get()
        .compose(all -> installed()
            .map(versions -> versions.stream()
                .map(version -> version.tool() + " " + version.version())
                .distinct()
                .filter(version -> !all.contains(version))
                .toList()));
  }

  private synchronized Future<List<Version>> installed() {
    Future<List<Version>> known = installed;
    if (known == null) {
      known = vertx
          .executeBlocking(
              () -> HomeVersions.find(home).stream()
                  .filter(version -> ToolchainMounts.canBeShown(version.folder()))
                  .toList(),
              false)
          .otherwise(List.of());
      installed = known;
    }
    return known;
  }

  /**
   * Chooses the newest version that a file asks for, unless every job has one already.
   *
   * @param tools as in {@code node 18.20.1}
   * @param installed the newest of each tool first
   */
  static Choice choose(List<Pin> pins, List<String> tools, List<Version> installed) {
    List<Mount> mounts = new ArrayList<>();
    List<String> searchPath = new ArrayList<>();
    Map<String, String> environment = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Pin pin : pins) {
      List<String> own = tools.stream()
          .filter(tool -> tool.startsWith(pin.tool() + " "))
          .map(tool -> tool.substring(pin.tool().length() + 1))
          .toList();
      if (own.stream().anyMatch(pin.range()::accepts)) {
        continue;
      }
      List<Version> versions = installed.stream()
          .filter(version -> version.tool().equals(pin.tool()))
          .toList();
      versions.stream()
          .filter(version -> pin.range().accepts(version.version()))
          .findFirst()
          .ifPresentOrElse(
              version -> {
                String folder = version.folder().toString();
                mounts.add(new Mount(version.folder(), folder, Access.READ_ONLY));
                searchPath.add(version.executables().toString());
                if (pin.tool().equals("java")) {
                  environment.put("JAVA_HOME", folder);
                }
              },
              () -> missing.add(missing(pin, own, versions)));
    }
    return new Choice(new JobMounts(mounts, searchPath, environment), missing);
  }

  private static String missing(Pin pin, List<String> own, List<Version> versions) {
    List<String> all = new ArrayList<>(own);
    versions.stream().map(Version::version).filter(it -> !all.contains(it)).forEach(all::add);
    return pin.tool() + " " + pin.wanted() + " is asked for by " + pin.file() + "; installed: "
        + (all.isEmpty() ? "none" : String.join(", ", all));
  }
}
