package atelier.web;

import atelier.event.InstalledPackage;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.project.Project;
import atelier.project.Setup;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The packages of a project as {@code GET /api/projects/ID/packages} returns them; its components
 * are JSON fields.
 *
 * @param manifests what each manifest declares, in the order of the journal
 */
record PackagesView(String id, String status, List<Manifest> manifests) {
  /**
   * The packages of one manifest.
   *
   * @param status started, ready, failed or skipped
   * @param layer the hash of what is installed; missing if nothing is
   * @param count how many packages there are, listed or not
   * @param packages up to 2,000 of them, those that the project declares first; empty for projects
   *     of earlier versions
   * @param ms the wall time of installing; 0 if it was installed before
   * @param hosts the hosts that were connected to
   * @param refused the hosts that were refused, each with the reason
   * @param notes what a person should know, such as a package that was published lately
   * @param reason why nothing is installed; missing if it is
   */
  record Manifest(
      String file,
      String ecosystem,
      String status,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> layer,
      int count,
      List<InstalledPackage> packages,
      long bytes,
      long ms,
      List<String> hosts,
      List<String> refused,
      List<String> notes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {
    static Manifest of(Setup setup) {
      Optional<SetupReady> ready = setup.ready();
      Optional<SetupFailed> failed = setup.failed();
      return new Manifest(
          setup.file(),
          setup.ecosystem(),
          setup.state().name().toLowerCase(Locale.ROOT),
          ready.map(SetupReady::layer),
          ready.map(SetupReady::packages).orElse(0),
          ready.map(SetupReady::inventory).orElse(List.of()),
          ready.map(SetupReady::bytes).orElse(0L),
          ready.map(SetupReady::ms).orElse(0L),
          ready.map(SetupReady::hosts).or(() -> failed.map(SetupFailed::hosts)).orElse(List.of()),
          ready
              .map(SetupReady::refused)
              .or(() -> failed.map(SetupFailed::refused))
              .orElse(List.of()),
          ready.map(SetupReady::notes).orElse(List.of()),
          setup.reason());
    }
  }

  static PackagesView of(Project project) {
    return new PackagesView(
        project.id(),
        project.status().wireName(),
        project.setups().byRequest().values().stream().map(Manifest::of).toList());
  }
}
