package atelier.packages;

import atelier.event.Diagnostic;
import atelier.event.InstalledPackage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How installing the packages of a request ended. */
public sealed interface InstallResult {
  /**
   * They are in a layer.
   *
   * @param layer the hash that names it
   * @param inventory the packages, at most 2,000 of them
   * @param files the files that belong to the project now, by path within the request's folder: a
   *     lock file, {@code .gitignore}
   */
  record Installed(
      String layer,
      int packages,
      long bytes,
      long ms,
      Traffic traffic,
      List<String> provides,
      List<String> notes,
      List<InstalledPackage> inventory,
      Map<String, String> files)
      implements InstallResult {

    /** What is said of a layer, which is not used any more. */
    static InstallResult of(Layer layer, long ms, Traffic traffic) {
      try (layer) {
        LayerRecord content = layer.content();
        return new Installed(
            layer.key(),
            content.packages(),
            content.bytes(),
            ms,
            traffic,
            content.provides(),
            content.notes(),
            content.inventory(),
            new LinkedHashMap<>(content.files()));
      }
    }

    /** The same of a layer that was there already. */
    static InstallResult before(Layer layer) {
      return of(layer, 0, Traffic.before(layer.content().hosts()));
    }
  }

  /** The registry or the tool refused what the manifest says. */
  record Refused(List<Diagnostic> diagnostics, String output, Traffic traffic)
      implements InstallResult {}

  /** This machine, its network or its settings do not allow it. */
  record Skipped(String reason) implements InstallResult {}

  /**
   * What the proxy let through, now or when the layer was made.
   *
   * @param hosts the hosts that were connected to, sorted
   * @param refused the hosts that were refused, each with the reason
   */
  record Traffic(List<String> hosts, List<String> refused, long receivedBytes, long sentBytes) {
    /** Nothing was connected to. */
    public static final Traffic NONE = new Traffic(List.of(), List.of(), 0, 0);

    /** What a layer that was there already once came from. */
    static Traffic before(List<String> hosts) {
      return new Traffic(hosts, List.of(), 0, 0);
    }

    static Traffic of(atelier.packages.egress.Traffic seen) {
      return new Traffic(seen.hosts(), seen.refused(), seen.receivedBytes(), seen.sentBytes());
    }
  }
}
