package atelier.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document that describes all calls; kept as YAML, served as JSON. */
final class OpenApi {
  private OpenApi() {}

  static JsonNode load() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/web/openapi.yaml")) {
      return YAMLMapper.shared().readTree(Objects.requireNonNull(in, "openapi.yaml is missing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
