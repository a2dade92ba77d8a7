package atelier.packages;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a layer, kept beside it.
 *
 * @param packages how many packages are in it
 * @param bytes the size of its files
 * @param hosts the hosts that its packages came from, sorted
 * @param provides the names that programs import
 * @param notes what a person is told
 * @param files the files that belong to the project, by path within the request's folder
 */
record LayerRecord(
    int packages,
    long bytes,
    List<String> hosts,
    List<String> provides,
    List<String> notes,
    Map<String, String> files) {
  private static final int VERSION = 2;

  LayerRecord {
    hosts = List.copyOf(hosts);
    provides = List.copyOf(provides);
    notes = List.copyOf(notes);
    files = Map.copyOf(files);
  }

  LayerRecord withBytes(long size) {
    return new LayerRecord(packages, size, hosts, provides, notes, files);
  }

  String encode() {
    return new JsonObject()
        .put("version", VERSION)
        .put("packages", packages)
        .put("bytes", bytes)
        .put("hosts", new JsonArray(hosts))
        .put("provides", new JsonArray(provides))
        .put("notes", new JsonArray(notes))
        .put("files", new JsonObject(new LinkedHashMap<>(files)))
        .encodePrettily();
  }

  /** Reads a record; empty if it is none of this version. */
  static Optional<LayerRecord> decode(String text) {
    try {
      JsonObject json = new JsonObject(text);
      if (json.getInteger("version", 0) != VERSION) {
        return Optional.empty();
      }
      Map<String, String> files = new LinkedHashMap<>();
      json.getJsonObject("files")
          .forEach(file -> files.put(file.getKey(), (String) file.getValue()));
      return Optional.of(new LayerRecord(
          json.getInteger("packages"),
          json.getLong("bytes"),
          strings(json.getJsonArray("hosts")),
          strings(json.getJsonArray("provides")),
          strings(json.getJsonArray("notes")),
          files));
    } catch (DecodeException | ClassCastException | NullPointerException damaged) {
      return Optional.empty();
    }
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
