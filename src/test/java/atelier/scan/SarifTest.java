package atelier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SARIF reports are valid by the schema of OASIS, including its formats. */
final class SarifTest {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (InputStream text =
        SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> faults(String log) {
    return SCHEMA
        .validate(
            log,
            InputFormat.JSON,
            judge -> judge.executionConfig(how -> how.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** Findings of many rules, syntax errors, and a file name that a URI must encode. */
  @Test
  void isValidForFindingsOfAllKinds(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ü [1] %?#.py"), "# FIXME \"\\\u0001\nx = (\n");
    Files.copy(Path.of("conf/rules.toml"), folder.resolve("baits.js"));

    TreeReport found = walk(folder);

    assertThat(found.findings()).isGreaterThan(20);
    assertThat(faults(found.report())).isEmpty();
  }

  @Test
  void isValidWithoutFindings(@TempDir Path folder) {
    assertThat(faults(walk(folder).report())).isEmpty();
  }

  @Test
  void theSchemaRejectsAnInvalidReport() {
    assertThat(faults("{\"version\": \"2.1.0\"}")).hasSize(1);
    String log = "{'version': '2.1.0', 'runs': [{'tool': {'driver': {'name': 'a'}}, 'results': ["
        + "{'message': {'text': 'a'}, 'level': 'block', 'locations': [{'physicalLocation': {"
        + "'artifactLocation': {'uri': 'a b'}, 'region': {'startLine': 0}}}]}]}]}";
    assertThat(faults(log.replace('\'', '"'))).hasSize(3);
  }

  private static TreeReport walk(Path folder) {
    try (NativeScanner scanner =
        NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")))) {
      return scanner.walk(new TreeReport.Request(List.of(folder.toString()), "sarif", true));
    }
  }
}
