package atelier.packages;

import atelier.event.InstalledPackage;
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
 * @param inventory the packages, at most 2,000 of them
 * @param files the files that belong to the project, by path within the request's folder
 */
record LayerRecord(
    int packages,
    long bytes,
    List<String> hosts,
    List<String> provides,
    List<String> notes,
    List<InstalledPackage> inventory,
    Map<String, String> files) {
  private static final int VERSION = 3;

  LayerRecord {
    hosts = List.copyOf(hosts);
    provides = List.copyOf(provides);
    notes = List.copyOf(notes);
    inventory = List.copyOf(inventory);
    files = Map.copyOf(files);
  }

  LayerRecord withBytes(long size) {
    return new LayerRecord(packages, size, hosts, provides, notes, inventory, files);
  }

  String encode() {
    return new JsonObject()
        .put("version", VERSION)
        .put("packages", packages)
        .put("bytes", bytes)
        .put("hosts", new JsonArray(hosts))
        .put("provides", new JsonArray(provides))
        .put("notes", new JsonArray(notes))
        .put(
            "inventory",
            new JsonArray(inventory.stream().map(LayerRecord::toJson).toList()))
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
          json.getJsonArray("inventory").stream()
              .map(LayerRecord::installedPackage)
              .toList(),
          files));
    } catch (DecodeException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException damaged) {
      return Optional.empty();
    }
  }

  private static JsonArray toJson(InstalledPackage each) {
    return JsonArray.of(each.name(), each.version(), each.license(), each.bytes(), each.direct());
  }

  private static InstalledPackage installedPackage(Object json) {
    JsonArray parts = (JsonArray) json;
    return new InstalledPackage(
        parts.getString(0),
        parts.getString(1),
        parts.getString(2),
        parts.getLong(3),
        parts.getBoolean(4));
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
