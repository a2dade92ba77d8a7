package atelier.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Validates replies against the OpenAPI document. */
final class OpenApiContract {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Set<String> checkedOperations = new TreeSet<>();

  OpenApiContract(JsonNode document) {
    this.document = document;
  }

  /** All operations, as {@code get /path}. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path -> path.getValue().properties().stream()
            .map(Map.Entry::getKey)
            .filter(method -> Set.of("get", "post").contains(method))
            .forEach(method -> all.add(method + " " + path.getKey())));
    return all;
  }

  Set<String> checkedOperations() {
    return checkedOperations;
  }

  /** Validates a reply; returns its body, or null if it is not JSON. */
  JsonNode check(String method, String path, HttpResponse<String> response) {
    String template = template(path);
    checkedOperations.add(method + " " + template);
    JsonNode operation = document.path("paths").path(template).path(method);
    JsonNode reply =
        resolve(operation.path("responses").path(Integer.toString(response.statusCode())));
    Assertions.assertThat(reply.isMissingNode())
        .as(
            "%s %s: status %d is not in the document: %s",
            method, template, response.statusCode(), response.body())
        .isFalse();
    if (response.statusCode() == 304 || !reply.has("content")) {
      return JSON.nullNode();
    }
    String type = response.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
    JsonNode content = reply.path("content").path(type);
    Assertions.assertThat(content.isMissingNode())
        .as("%s %s: content type %s", method, template, type)
        .isFalse();
    return type.endsWith("json") ? validate(content.path("schema"), response.body()) : null;
  }

  private JsonNode validate(JsonNode schema, String body) {
    ObjectNode rootSchema = (ObjectNode) schema.deepCopy();
    rootSchema.set("components", document.path("components"));
    Schema validator = schemas.getSchema(rootSchema);
    JsonNode json = JSON.readTree(body);
    Assertions.assertThat(validator.validate(json)).as(body).isEmpty();
    return json;
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
  }

  private String template(String path) {
    String pathOnly = path.replaceFirst("\\?.*", "");
    return document.path("paths").propertyNames().stream()
        .filter(template -> Pattern.matches(
            template.replace("{path}", ".+").replaceAll("\\{\\w+}", "[^/]+"), pathOnly))
        .min(java.util.Comparator.comparingInt(template -> template.split("\\{", -1).length))
        .orElseThrow(() -> new AssertionError(path + " is not in the document"));
  }
}
