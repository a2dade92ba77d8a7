package atelier.sbom;

import atelier.event.InstalledPackage;
import atelier.event.SetupEvent.SetupReady;
import atelier.project.Project;
import atelier.project.Setup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the software bill of materials of a project, in CycloneDX 1.6 (ECMA-424). The same state
 * gives the same text: time and serial number come from the journal. Pure.
 */
public final class SoftwareBill {
  /** Its media type, as IANA lists it. */
  public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final DefaultPrettyPrinter LAYOUT =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
  private static final String OWN_REF = "project";

  private final Project project;
  private final ObjectNode bill = MAPPER.createObjectNode();
  private final Map<String, Used> packages = new TreeMap<>();

  private SoftwareBill(Project project) {
    this.project = project;
  }

  /** A package, and the manifests that it was installed for. */
  private record Used(PackageUrl url, InstalledPackage installed, Set<String> manifests) {
    Used merge(Used other) {
      Set<String> all = new TreeSet<>(manifests);
      all.addAll(other.manifests());
      return installed.direct() || !other.installed().direct()
          ? new Used(url, installed, all)
          : new Used(url, other.installed(), all);
    }
  }

  /**
   * Returns the bill of a project's packages, as far as they are installed.
   *
   * @param commit the commit that it describes; empty if there is none yet
   */
  public static String of(Project project, String commit) {
    return MAPPER.writer().with(LAYOUT).writeValueAsString(new SoftwareBill(project).write(commit))
        + "\n";
  }

  private ObjectNode write(String commit) {
    project.setups().byRequest().values().stream()
        .flatMap(setup -> setup.ready().stream())
        .forEach(this::add);
    bill.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
        .put("bomFormat", "CycloneDX")
        .put("specVersion", "1.6")
        .put("serialNumber", "urn:uuid:" + serialNumber())
        .put("version", 1);
    putMetadata(commit);
    ArrayNode components = bill.putArray("components");
    packages.forEach((ref, used) -> components.add(component(ref, used)));
    List<String> direct = new ArrayList<>();
    packages.forEach((ref, used) -> {
      if (used.installed().direct()) {
        direct.add(ref);
      }
    });
    ArrayNode dependencies = bill.putArray("dependencies");
    ArrayNode own = dependencies.addObject().put("ref", OWN_REF).putArray("dependsOn");
    direct.forEach(own::add);
    if (project.setups().byRequest().values().stream().anyMatch(SoftwareBill::lacksPackages)) {
      bill.putArray("compositions")
          .addObject()
          .put("aggregate", "incomplete")
          .putArray("assemblies")
          .add(OWN_REF);
    }
    return bill;
  }

  private void add(SetupReady ready) {
    ready
        .inventory()
        .forEach(installed -> PackageUrl.of(ready.ecosystem(), installed)
            .ifPresent(url -> packages.merge(
                url.toString(), new Used(url, installed, Set.of(ready.file())), Used::merge)));
  }

  /** Older events have no inventory, long ones are cut, and what failed has none. */
  private static boolean lacksPackages(Setup setup) {
    return setup.ready().filter(all -> all.inventory().size() >= all.packages()).isEmpty();
  }

  private String serialNumber() {
    String name = "atelier " + project.id() + " " + project.hash();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void putMetadata(String commit) {
    ObjectNode metadata = bill.putObject("metadata");
    Instant at = project.finishedAt() == null ? project.startedAt() : project.finishedAt();
    if (at != null) {
      metadata.put("timestamp", at.toString());
    }
    metadata
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "application")
        .put("name", "atelier");
    ObjectNode own = metadata
        .putObject("component")
        .put("type", "application")
        .put("bom-ref", OWN_REF)
        .put("name", project.id());
    if (!commit.isEmpty()) {
      own.put("version", commit);
    }
  }

  private static ObjectNode component(String ref, Used used) {
    PackageUrl url = used.url();
    ObjectNode component = MAPPER.createObjectNode().put("type", "library").put("bom-ref", ref);
    if (!url.group().isEmpty()) {
      component.put("group", url.group());
    }
    component.put("name", url.name()).put("version", url.version());
    putLicense(component, used.installed().license());
    component.put("purl", ref);
    ArrayNode properties = component.putArray("properties");
    used.manifests()
        .forEach(manifest ->
            properties.addObject().put("name", "atelier:manifest").put("value", manifest));
    return component;
  }

  private static void putLicense(ObjectNode component, String text) {
    if (text.isEmpty()) {
      return;
    }
    ObjectNode choice = component.putArray("licenses").addObject();
    if (SpdxLicense.id(text).isPresent()) {
      choice
          .putObject("license")
          .put("id", SpdxLicense.id(text).orElseThrow())
          .put("acknowledgement", "declared");
    } else if (SpdxLicense.isExpression(text)) {
      choice.put("expression", text).put("acknowledgement", "declared");
    } else {
      choice.putObject("license").put("name", text).put("acknowledgement", "declared");
    }
  }
}
