package atelier.scan;

import atelier.event.Finding;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes findings as SARIF 2.1.0, the OASIS format that code hosts and editors read. */
public final class Sarif {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Sarif() {}

  public static String of(List<TreeScan.Hit> hits) {
    ObjectNode log = JSON.createObjectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "atelier");
    var rules = driver.putArray("rules");
    hits.stream()
        .map(hit -> hit.finding().rule())
        .distinct()
        .sorted()
        .forEach(rule -> rules.addObject().put("id", rule));
    var results = run.putArray("results");
    hits.forEach(hit -> result(results.addObject(), hit));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log);
  }

  private static void result(ObjectNode result, TreeScan.Hit hit) {
    Finding finding = hit.finding();
    result.put("ruleId", finding.rule()).put("level", finding.blocks() ? "error" : "warning");
    result.putObject("message").put("text", finding.message() + " " + finding.suggestion());
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    String uri = hit.file().isAbsolute()
        ? hit.file().toUri().toString()
        : hit.file().toString().replace(" ", "%20");
    place.putObject("artifactLocation").put("uri", uri);
    place.putObject("region").put("startLine", finding.line()).put("startColumn", finding.column());
  }
}
