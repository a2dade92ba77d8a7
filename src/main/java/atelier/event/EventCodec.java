package atelier.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Encodes and decodes entries for the journal, the feed and the network. A line is
 * {@code {"v":1,"project","seq","at","node","agent","type","file"?,"data","prev","hash"}}. {@code
 * hash} is the SHA-256 of the line without its {@code hash} field; {@code prev} is the hash of the
 * previous line, so that the lines of a project form a hash chain.
 */
public final class EventCodec {
  /** The format that this program writes; older formats can be read, newer ones are rejected. */
  public static final int VERSION = 1;

  /** The maximum length of a line, for writing and reading. */
  public static final int MAX_LINE_CHARS = 4 * 1024 * 1024;

  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build())
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  private static final Map<String, Class<? extends Event>> TYPES = types();
  private static final ClassValue<String> NAMES = new ClassValue<>() {
    @Override
    protected String computeValue(Class<?> leaf) {
      return nameOf(leaf);
    }
  };

  private EventCodec() {}

  /** The name of an event's type in JSON: {@code code_ready} for {@code CodeReady}. */
  public static String typeName(Event event) {
    return NAMES.get(event.getClass());
  }

  /** Creates the entry of an event that follows the entry with the hash {@code prev}. */
  public static Entry seal(
      String project, long seq, Instant at, String node, String agent, Event event, String prev) {
    Instant timestamp = at.truncatedTo(ChronoUnit.MILLIS);
    ObjectNode data = MAPPER.valueToTree(event);
    JsonNode file = data.remove("file");
    ObjectNode line = MAPPER.createObjectNode();
    line.put("v", VERSION).put("project", project).put("seq", seq).put("at", timestamp.toString());
    line.put("node", node).put("agent", agent).put("type", typeName(event));
    if (file != null && !file.asString().isEmpty()) {
      line.set("file", file);
    }
    line.set("data", data);
    line.put("prev", prev);
    String unhashed = MAPPER.writeValueAsString(line);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(unhashed)) {
      return seal(project, seq, timestamp, node, agent, replaceLoneSurrogates(unhashed), prev);
    }
    String hash = sha256(unhashed);
    return new Entry(
        project, seq, timestamp, node, agent, event, prev, hash, withHash(unhashed, hash));
  }

  /**
   * Parses a line.
   *
   * @throws CorruptEntry if it is not JSON, is too long, was altered, or has a newer format
   */
  public static Entry decode(String json) {
    if (json.length() > MAX_LINE_CHARS) {
      throw new CorruptEntry(
          "it has " + json.length() + " characters, more than " + MAX_LINE_CHARS);
    }
    try {
      ObjectNode line = (ObjectNode) MAPPER.readTree(json);
      int version = line.path("v").asInt(0);
      if (version < 1 || version > VERSION) {
        throw new CorruptEntry("format " + version + " is not supported (1 to " + VERSION
            + " are); use a newer atelier.jar");
      }
      String hash = line.path("hash").asString("");
      int prefixLength = Math.max(0, json.length() - withHash("}", hash).length());
      String unhashed = json.substring(0, prefixLength) + "}";
      if (!withHash(unhashed, hash).equals(json) || !sha256(unhashed).equals(hash)) {
        throw new CorruptEntry("its hash does not match its text");
      }
      return new Entry(
          line.get("project").asString(),
          parseSeq(line.get("seq")),
          Instant.parse(line.get("at").asString()),
          line.get("node").asString(),
          line.get("agent").asString(),
          parseEvent(line),
          line.get("prev").asString(),
          hash,
          json);
    } catch (JacksonException | DateTimeException | ClassCastException | NullPointerException e) {
      throw new CorruptEntry("it cannot be read: " + e.getMessage());
    }
  }

  /** Encodes an event without its position: its type, its file if any, its data. */
  public static JsonNode encodeEvent(Event event) {
    ObjectNode data = MAPPER.valueToTree(event);
    JsonNode file = data.remove("file");
    ObjectNode encoded = MAPPER.createObjectNode().put("type", typeName(event));
    if (file != null) {
      encoded.set("file", file);
    }
    return encoded.set("data", data);
  }

  /**
   * Decodes what {@link #encodeEvent} wrote.
   *
   * @throws CorruptEntry if it is not an event
   */
  public static Event decodeEvent(JsonNode encoded) {
    try {
      return parseEvent((ObjectNode) encoded);
    } catch (JacksonException | ClassCastException | NullPointerException e) {
      throw new CorruptEntry("it cannot be read: " + e.getMessage());
    }
  }

  private static long parseSeq(JsonNode number) {
    if (!number.isIntegralNumber() || number.asLong() < 1) {
      throw new CorruptEntry("its seq is " + number + ", not a positive integer");
    }
    return number.asLong();
  }

  /** Thrown for a line that is not a valid entry. */
  public static final class CorruptEntry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptEntry(String reason) {
      super("invalid journal entry: " + reason);
    }
  }

  /** Replaces lone surrogates, which UTF-8 cannot encode, so that memory and disk agree. */
  private static Event replaceLoneSurrogates(String unhashed) {
    byte[] bytes = unhashed.getBytes(StandardCharsets.UTF_8);
    return parseEvent((ObjectNode) MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Event parseEvent(ObjectNode line) {
    String type = line.path("type").asString("");
    Class<? extends Event> eventClass = TYPES.get(type);
    if (eventClass == null) {
      throw new CorruptEntry("unknown type \"" + type + "\"");
    }
    ObjectNode data = (ObjectNode) line.get("data");
    if (hasFileComponent(eventClass)) {
      data.put("file", line.path("file").asString(""));
    }
    return MAPPER.treeToValue(data, eventClass);
  }

  private static boolean hasFileComponent(Class<?> eventClass) {
    for (var component : eventClass.getRecordComponents()) {
      if (component.getName().equals("file")) {
        return true;
      }
    }
    return false;
  }

  private static String withHash(String unhashed, String hash) {
    return unhashed.substring(0, unhashed.length() - 1) + ",\"hash\":\"" + hash + "\"}";
  }

  /** SHA-256 of a text's UTF-8 bytes, in hex. */
  public static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String nameOf(Class<?> eventClass) {
    return eventClass.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Class<? extends Event>> types() {
    Map<String, Class<? extends Event>> types = new TreeMap<>();
    eventClasses().forEach(eventClass -> types.put(nameOf(eventClass), eventClass));
    return types;
  }

  /** The records of all events. */
  public static List<Class<? extends Event>> eventClasses() {
    return leaves(Event.class)
        .<Class<? extends Event>>map(leaf -> leaf.asSubclass(Event.class))
        .toList();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(EventCodec::leaves)
        : Stream.of(type);
  }
}
