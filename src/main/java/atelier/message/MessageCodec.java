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

/** Messages as JSON: events as the journal has them, tasks as the records of their roles. */
final class MessageCodec {
  /** A task may hold a whole project, which has at most 50 MiB. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int MAX_PASSING_CHARS = 32 * 1024;

  private static final Map<String, Class<? extends Task>> TASKS = Roles.ALL.stream()
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

  /** What a node sent cannot be read, or could not be written. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Event.class, new EventWriter());
    module.addDeserializer(Event.class, new EventReader<>(Event.class));
    for (Class<?> leaf : Event.class.getPermittedSubclasses()) {
      addReader(module, leaf.asSubclass(Event.class));
    }
    return module.addDeserializer(TaskGrant.class, new GrantReader());
  }

  private static <E extends Event> void addReader(SimpleModule module, Class<E> leaf) {
    module.addDeserializer(leaf, new EventReader<>(leaf));
  }

  /** Never fails: what cannot be sent arrives as the reason why. */
  static byte[] write(Object letter) {
    try {
      Object sent = letter instanceof LiveMessage passing ? brief(passing) : letter;
      byte[] bytes = MAPPER.writeValueAsString(sent).getBytes(StandardCharsets.UTF_8);
      return bytes.length <= MAX_BYTES
          ? bytes
          : unsent("a message of " + bytes.length + " bytes; the limit is " + MAX_BYTES);
    } catch (JacksonException | IllegalStateException bug) {
      return unsent(letter.getClass().getSimpleName() + " cannot be written: " + bug.getMessage());
    }
  }

  /** Of a long text only the end travels. */
  private static LiveMessage brief(LiveMessage whole) {
    String text = whole.text();
    int from = Math.max(0, text.length() - MAX_PASSING_CHARS);
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

  private static byte[] unsent(String reason) {
    ObjectNode node = MAPPER.createObjectNode().put("unsent", reason);
    return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a message back.
   *
   * @throws Unreadable when it is none of that type
   */
  static <T> T read(Class<T> type, byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      if (!(tree instanceof ObjectNode object)) {
        throw new Unreadable("not a message but " + tree.getNodeType());
      }
      if (object.has("unsent")) {
        throw new Unreadable(object.path("unsent").asString(""));
      }
      return MAPPER.treeToValue(object, type);
    } catch (JacksonException | EventCodec.CorruptEntry | NullPointerException problem) {
      throw new Unreadable(type.getSimpleName() + " cannot be read: " + problem.getMessage());
    }
  }

  private static final class EventWriter extends StdSerializer<Event> {
    EventWriter() {
      super(Event.class);
    }

    @Override
    public void serialize(Event event, JsonGenerator out, SerializationContext context) {
      out.writePOJO(EventCodec.encodeEvent(event));
    }
  }

  private static final class EventReader<E extends Event> extends StdDeserializer<E> {
    private final Class<E> leaf;

    EventReader(Class<E> leaf) {
      super(leaf);
      this.leaf = leaf;
    }

    @Override
    public E deserialize(JsonParser in, DeserializationContext context) {
      Event event = EventCodec.decodeEvent(context.readTree(in));
      if (!leaf.isInstance(event)) {
        throw new Unreadable("an event of another type: " + EventCodec.typeName(event));
      }
      return leaf.cast(event);
    }
  }

  /** The role says which record its task is. */
  private static final class GrantReader extends StdDeserializer<TaskGrant> {
    GrantReader() {
      super(TaskGrant.class);
    }

    @Override
    public TaskGrant deserialize(JsonParser in, DeserializationContext context) {
      JsonNode tree = context.readTree(in);
      String role = tree.path("role").asString("");
      Class<? extends Task> task = TASKS.get(role);
      if (task == null) {
        throw new Unreadable("a task for a role that is not known here: \"" + role + "\"");
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
