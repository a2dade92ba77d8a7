package atelier.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.InstalledPackage;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.project.Project;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bills are valid by the schema of CycloneDX, including its formats and its list of licences. */
final class SoftwareBillTest {
  private static final String COMMIT = "c".repeat(40);
  private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_7,
          registry -> registry.schemaIdResolvers(
              ids -> ids.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
      .getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"));

  private Project project = Project.empty("shop");

  private void append(Event event) {
    project = project.apply(EventCodec.seal(
        "shop",
        project.seq() + 1,
        Instant.parse("2026-01-01T00:00:00Z"),
        "pi-1",
        "user",
        event,
        project.hash()));
  }

  private void install(String file, String ecosystem, int count, InstalledPackage... packages) {
    if (project.seq() == 0) {
      append(new Event.FeatureRequested("a shop", false));
    }
    List<String> none = List.of();
    append(new SetupReady(
        file, ecosystem, file, "layer", count, 1, 1, none, none, none, none, List.of(packages)));
  }

  private static InstalledPackage installed(String name, String license, boolean direct) {
    return new InstalledPackage(name, "1.0.0", license, 10, direct);
  }

  private static List<String> faults(String bill) {
    return SCHEMA
        .validate(
            bill,
            InputFormat.JSON,
            judge -> judge.executionConfig(how -> how.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  private JsonNode bill() {
    String text = SoftwareBill.of(project, COMMIT);
    assertThat(faults(text)).as(text).isEmpty();
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void licencesAreIdentifiersExpressionsOrNames() {
    install(
        "package.json",
        "npm",
        4,
        installed("@s/a", "mit", true),
        installed("b", "MIT OR Apache-2.0", false),
        installed("c", "\"The\" Licence <b>\\", false),
        installed("d", "", false));

    JsonNode bill = bill();

    assertThat(bill.at("/components")
            .valueStream()
            .map(each -> each.path("licenses").toString()))
        .containsExactly(
            "[{\"license\":{\"id\":\"MIT\",\"acknowledgement\":\"declared\"}}]",
            "[{\"expression\":\"MIT OR Apache-2.0\",\"acknowledgement\":\"declared\"}]",
            "[{\"license\":{\"name\":\"\\\"The\\\" Licence <b>\\\\\","
                + "\"acknowledgement\":\"declared\"}}]",
            "");
    assertThat(bill.at("/components/0/group").asString()).isEqualTo("@s");
    assertThat(bill.at("/components/0/name").asString()).isEqualTo("a");
    assertThat(bill.at("/components/0/purl").asString()).isEqualTo("pkg:npm/%40s/a@1.0.0");
    assertThat(bill.at("/dependencies/0/dependsOn").toString())
        .isEqualTo("[\"pkg:npm/%40s/a@1.0.0\"]");
    assertThat(bill.has("compositions")).isFalse();
  }

  @Test
  void namesTheProjectAndItsCommit() {
    install("go.mod", "go", 0);

    JsonNode bill = bill();

    assertThat(bill.at("/metadata/component/name").asString()).isEqualTo("shop");
    assertThat(bill.at("/metadata/component/version").asString()).isEqualTo(COMMIT);
    assertThat(bill.at("/metadata/timestamp").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(SoftwareBill.of(project, "")).doesNotContain(COMMIT);
    assertThat(faults(SoftwareBill.of(project, ""))).isEmpty();
  }

  @Test
  void theSameJournalGivesTheSameText() {
    install("package.json", "npm", 1, installed("a", "MIT", true));
    String first = SoftwareBill.of(project, COMMIT);
    project = Project.empty("shop");
    install("package.json", "npm", 1, installed("a", "MIT", true));

    assertThat(SoftwareBill.of(project, COMMIT)).isEqualTo(first);

    install("package.json", "npm", 1, installed("b", "MIT", true));
    assertThat(serialNumber(SoftwareBill.of(project, COMMIT))).isNotEqualTo(serialNumber(first));
  }

  private static String serialNumber(String bill) {
    return JsonMapper.shared().readTree(bill).path("serialNumber").asString();
  }

  @Test
  void onePackageOfTwoManifestsIsOneComponent() {
    install("package.json", "npm", 1, installed("a", "MIT", false));
    install("web/package.json", "npm", 1, installed("a", "MIT", true));

    JsonNode bill = bill();

    assertThat(bill.path("components")).hasSize(1);
    assertThat(bill.at("/components/0/properties")
            .valueStream()
            .map(each -> each.path("value").asString()))
        .containsExactly("package.json", "web/package.json");
    assertThat(bill.at("/dependencies/0/dependsOn")).hasSize(1);
  }

  @Test
  void saysWhenPackagesAreMissing() {
    install("package.json", "npm", 2, installed("a", "MIT", true));
    assertThat(bill().at("/compositions/0/aggregate").asString()).isEqualTo("incomplete");

    project = Project.empty("shop");
    install("package.json", "npm", 1, installed("a", "MIT", true));
    append(new SetupSkipped("Gemfile", "bundler", "r", "not supported"));
    assertThat(bill().at("/compositions/0/aggregate").asString()).isEqualTo("incomplete");
  }

  @Test
  void theSchemaRejectsAnInvalidBill() {
    assertThat(faults("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\":"
            + " [{\"type\": \"library\", \"name\": \"a\","
            + " \"licenses\": [{\"license\": {\"id\": \"none\"}}]}]}"))
        .isNotEmpty();
  }
}
