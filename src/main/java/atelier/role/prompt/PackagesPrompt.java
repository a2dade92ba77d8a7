package atelier.role.prompt;

import atelier.packages.EcosystemState;
import atelier.packages.UnsupportedEcosystems;
import java.util.List;

/**
 * The part of a prompt that says which packages and versions can be had here, so that a plan can be
 * proven.
 *
 * @param ecosystems what can be installed; empty if unknown
 * @param versions further versions of tools that files can choose; empty if unknown
 */
public record PackagesPrompt(List<EcosystemState> ecosystems, List<String> versions) {
  private static final int MAX_VERSIONS = 20;
  private static final int MAX_REASON_CHARS = 80;

  public PackagesPrompt {
    ecosystems = List.copyOf(ecosystems);
    versions = List.copyOf(versions);
  }

  /** The text of the part; empty if nothing is known. */
  public String text() {
    if (ecosystems.isEmpty() && versions.isEmpty()) {
      return "";
    }
    return (versions.isEmpty()
            ? ""
            : "Files such as .nvmrc, .python-version and .tool-versions can also choose: "
                + String.join(", ", versions.subList(0, Math.min(MAX_VERSIONS, versions.size())))
                + ". No other version exists here.\n")
        + packages()
        + "\n";
  }

  private String packages() {
    if (ecosystems.isEmpty()) {
      return "";
    }
    String ready = String.join(
        ", ",
        ecosystems.stream()
            .filter(EcosystemState::isReady)
            .map(EcosystemState::ecosystem)
            .toList());
    String missing = String.join(
        "",
        ecosystems.stream()
            .filter(state -> !state.isReady())
            .map(state -> state.ecosystem() + " (" + shortened(state.problem()) + "), ")
            .toList());
    return "Packages can be installed of: " + (ready.isEmpty() ? "none" : ready) + ". Not of: "
        + missing + String.join(", ", UnsupportedEcosystems.languages())
        + "; no container images are built. If the request needs one of these, plan it and say in"
        + " \"assumptions\" that it cannot be proven here; otherwise do without.\n";
  }

  private static String shortened(String reason) {
    return reason.length() > MAX_REASON_CHARS
        ? reason.substring(0, MAX_REASON_CHARS) + "…"
        : reason;
  }
}
