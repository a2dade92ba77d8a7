package atelier.project;

import atelier.event.SetupEvent.SetupReady;

/** The section of MANIFEST.md about packages; repositories made before have none. */
final class ManifestPackages {
  private ManifestPackages() {}

  static void append(Project project, StringBuilder text) {
    if (project.setups().byRequest().isEmpty()) {
      return;
    }
    text.append("\n## Packages\n\n");
    project.setups().byRequest().values().forEach(setup -> {
      text.append("- `").append(setup.file()).append("`: ").append(state(setup)).append('\n');
      setup.ready().stream()
          .flatMap(ready -> ready.notes().stream())
          .forEach(note -> text.append("  - ").append(singleLine(note)).append('\n'));
    });
  }

  private static String state(Setup setup) {
    return switch (setup.state()) {
      case STARTED -> "being installed";
      case READY -> setup.ready().map(ManifestPackages::installed).orElse("");
      case FAILED, SKIPPED -> "not installed: " + singleLine(setup.reason());
    };
  }

  private static String installed(SetupReady ready) {
    String refused = ready.refused().isEmpty()
        ? ""
        : "; refused: " + singleLine(String.join("; ", ready.refused()));
    return ready.packages() + " " + ready.ecosystem()
        + (ready.packages() == 1 ? " package" : " packages") + " installed" + refused;
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
