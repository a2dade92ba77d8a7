package atelier.sandbox;

import atelier.sandbox.HomeVersions.Found;
import atelier.sandbox.HomeVersions.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the toolchains of this machine are, and why jobs do not see some of them.
 *
 * @param places the folder of each tool that jobs find, with its version manager, by tool
 * @param choices the versions that only projects get whose files ask for them, with their folders
 * @param unseen why jobs do not find a tool or version of this machine, by its name
 */
public record ToolchainSurvey(
    Map<String, String> places, List<String> choices, Map<String, String> unseen) {
  /** Nothing is known, as of a sandbox on another machine. */
  public static final ToolchainSurvey UNKNOWN = new ToolchainSurvey(Map.of(), List.of(), Map.of());

  private static final String OFF = "packages.toolchains is off";

  public ToolchainSurvey {
    places = Map.copyOf(places);
    choices = List.copyOf(choices);
    unseen = new TreeMap<>(unseen);
  }

  /**
   * Looks at the folders of the system, at the search path and at the home folder of this user.
   * Blocking.
   *
   * @param tools the tools that jobs find, with their versions
   */
  public static ToolchainSurvey ofThisMachine(Collection<String> tools) {
    return of(UserToolchains.ofThisUser(), tools, ToolchainMounts.areIgnored());
  }

  static ToolchainSurvey of(UserToolchains user, Collection<String> tools, boolean ignored) {
    Found found = HomeVersions.survey(user.home());
    List<UserToolchains.Toolchain> shown = ignored ? List.of() : user.find();
    Map<String, String> places = new LinkedHashMap<>();
    for (String tool : tools) {
      String name = nameOf(tool);
      place(user, shown, name).ifPresent(place -> places.put(name, place));
    }
    List<String> choices = new ArrayList<>();
    Map<String, String> unseen = new TreeMap<>();
    for (Version version : found.versions()) {
      String name = version.tool() + " " + version.version();
      if (ignored || !ToolchainMounts.canBeShown(version.folder())) {
        unseen.put(
            name + " in " + describe(user, version.folder()), ignored ? OFF : "root may not mount");
      } else if (!tools.contains(name)) {
        choices.add(name + " in " + describe(user, version.folder()));
      }
    }
    found
        .unused()
        .forEach(each ->
            unseen.put(each.tool() + " in " + describe(user, each.folder()), each.reason()));
    unseen.putAll(unseenTools(user, tools, ignored));
    return new ToolchainSurvey(places, choices, unseen);
  }

  private static Map<String, String> unseenTools(
      UserToolchains user, Collection<String> tools, boolean ignored) {
    Set<String> seen = new HashSet<>();
    tools.forEach(tool -> seen.add(nameOf(tool)));
    Map<String, String> unseen = new TreeMap<>();
    for (String name : InstalledTools.NAMES) {
      if (!seen.contains(name) && user.search().find(name).isPresent()) {
        unseen.put(name, user.whyUnseen(name) + (ignored ? "; " + OFF : ""));
      }
    }
    return unseen;
  }

  private static Optional<String> place(
      UserToolchains user, List<UserToolchains.Toolchain> shown, String tool) {
    Optional<String> system =
        user.system().find(tool).map(file -> String.valueOf(file.getParent()));
    return system.or(() -> shown.stream()
        .filter(each -> Files.isExecutable(each.executables().resolve(tool)))
        .map(each -> describe(user, each.folder()))
        .findFirst());
  }

  private static String describe(UserToolchains user, Path folder) {
    String manager = HomeVersions.manager(user.home(), folder);
    return folder + (manager.isEmpty() ? "" : " (" + manager + ")");
  }

  private static String nameOf(String tool) {
    return tool.split(" ", 2)[0];
  }
}
