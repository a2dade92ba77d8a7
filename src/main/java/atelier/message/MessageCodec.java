package atelier.message;

import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.LiveMessage;
import atelier.role.Roles;
import atelier.role.Task;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Encodes messages as JSON: events in the journal's format, tasks as the records of their roles.
 */
final class MessageCodec {
  /** The limit of one message. A task may contain a whole project, which has at most 50 MiB. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int MAX_LIVE_TEXT_CHARS = 32 * 1024;

  private static final Map<String, Class<? extends Task>> TASK_TYPES = Roles.ALL.stream()
      .collect(Collectors.toUnmodifiableMap(
          row -> row.role().name(), row -> row.role().taskType().asSubclass(Task.class)));

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(64)
              .maxStringLength(MAX_BYTES)
              .build())
          .build())
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .addModule(module())
      .build();

  private MessageCodec() {}

  /** A message could not be decoded, or its sender could not encode it. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Event.class, new EventSerializer());
    module.addDeserializer(Event.class, new EventDeserializer<>(Event.class));
    for (Class<?> type : EventCodec.eventClasses()) {
      addDeserializer(module, type.asSubclass(Event.class));
    }
    return module.addDeserializer(TaskGrant.class, new GrantDeserializer());
  }

  private static <E extends Event> void addDeserializer(SimpleModule module, Class<E> type) {
    module.addDeserializer(type, new EventDeserializer<>(type));
  }

  /** Encodes a message. Never fails: if that is impossible, encodes the reason instead. */
  static byte[] encode(Object message) {
    try {
      Object encoded = message instanceof LiveMessage live ? shorten(live) : message;
      byte[] bytes = MAPPER.writeValueAsString(encoded).getBytes(StandardCharsets.UTF_8);
      return bytes.length <= MAX_BYTES
          ? bytes
          : encodeFailure("a message of " + bytes.length + " bytes; the limit is " + MAX_BYTES);
    } catch (JacksonException | IllegalStateException bug) {
      return encodeFailure(
          message.getClass().getSimpleName() + " cannot be encoded: " + bug.getMessage());
    }
  }

  /** Keeps only the end of a long text. */
  private static LiveMessage shorten(LiveMessage whole) {
    String text = whole.text();
    int from = Math.max(0, text.length() - MAX_LIVE_TEXT_CHARS);
    int start = from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    return new LiveMessage(
        whole.type(),
        whole.project(),
        whole.node(),
        whole.agent(),
        whole.file(),
        whole.tokens(),
        text.substring(start));
  }

  private static byte[] encodeFailure(String reason) {
    ObjectNode node = MAPPER.createObjectNode().put("unsent", reason);
    return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Decodes a message.
   *
   * @throws Unreadable if it is not a valid message of that type
   */
  static <T> T decode(Class<T> type, byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      if (!(tree instanceof ObjectNode object)) {
        throw new Unreadable("expected a JSON object, got " + tree.getNodeType());
      }
      if (object.has("unsent")) {
        throw new Unreadable(object.path("unsent").asString(""));
      }
      return MAPPER.treeToValue(object, type);
    } catch (JacksonException | EventCodec.CorruptEntry | NullPointerException problem) {
      throw new Unreadable(type.getSimpleName() + " cannot be decoded: " + problem.getMessage());
    }
  }

  private static final class EventSerializer extends StdSerializer<Event> {
    EventSerializer() {
      super(Event.class);
    }

    @Override
    public void serialize(Event event, JsonGenerator out, SerializationContext context) {
      out.writePOJO(EventCodec.encodeEvent(event));
    }
  }

  private static final class EventDeserializer<E extends Event> extends StdDeserializer<E> {
    private final Class<E> type;

    EventDeserializer(Class<E> type) {
      super(type);
      this.type = type;
    }

    @Override
    public E deserialize(JsonParser in, DeserializationContext context) {
      Event event = EventCodec.decodeEvent(context.readTree(in));
      if (!type.isInstance(event)) {
        throw new Unreadable("unexpected event type: " + EventCodec.typeName(event));
      }
      return type.cast(event);
    }
  }

  /** Decodes a grant's task as the record type of its role. */
  private static final class GrantDeserializer extends StdDeserializer<TaskGrant> {
    GrantDeserializer() {
      super(TaskGrant.class);
    }

    @Override
    public TaskGrant deserialize(JsonParser in, DeserializationContext context) {
      JsonNode tree = context.readTree(in);
      String role = tree.path("role").asString("");
      Class<? extends Task> task = TASK_TYPES.get(role);
      if (task == null) {
        throw new Unreadable("a task for an unknown role: \"" + role + "\"");
      }
      return new TaskGrant(
          tree.path("id").asString(""),
          tree.path("node").asString(""),
          role,
          tree.path("key").asString(""),
          tree.path("seq").asLong(0),
          context.readTreeAsValue(tree.path("task"), task));
    }
  }
}
