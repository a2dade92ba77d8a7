package atelier.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Loads the OpenAPI 3.1 document of the HTTP API; stored as YAML, served as JSON. */
final class OpenApi {
  private OpenApi() {}

  /** Reads the document; blocking. */
  static JsonNode load() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/web/openapi.yaml")) {
      return YAMLMapper.shared().readTree(Objects.requireNonNull(in, "openapi.yaml is missing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
