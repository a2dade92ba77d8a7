package atelier.web;

import atelier.event.SetupEvent.SetupReady;
import atelier.project.Project;
import atelier.project.Setup;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * The packages of one manifest, as part of a project and of its evidence; its components are JSON
 * fields.
 *
 * @param file the manifest
 * @param status started, ready, failed or skipped
 * @param packages the number of installed packages
 * @param bytes their size on disk
 * @param notes what a person should know, such as a package that was published lately
 * @param refused the hosts that were refused, each with the reason
 * @param reason why nothing is installed; missing if it is
 */
record PackageEvidence(
    String file,
    String ecosystem,
    String status,
    int packages,
    long bytes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> refused,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {
  static List<PackageEvidence> of(Project project) {
    return project.setups().byRequest().values().stream()
        .map(PackageEvidence::of)
        .toList();
  }

  private static PackageEvidence of(Setup setup) {
    return new PackageEvidence(
        setup.file(),
        setup.ecosystem(),
        setup.state().name().toLowerCase(Locale.ROOT),
        setup.ready().map(SetupReady::packages).orElse(0),
        setup.ready().map(SetupReady::bytes).orElse(0L),
        setup.ready().map(SetupReady::notes).orElse(List.of()),
        setup.ready().map(SetupReady::refused).orElse(List.of()),
        setup.reason());
  }
}
