package atelier.role;

import atelier.event.Event;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses and messages between the conductor and its agents. */
final class Bus {
  static final String CLAIM = "conductor.claim";
  static final String RESULT = "conductor.result";
  static final String BEAT = "conductor.beat";

  /** A free agent asks for work. */
  record Claim(String role) {}

  /** What the conductor gives; null for nothing. */
  record Answer(@Nullable Grant grant) {}

  /**
   * What became of a task.
   *
   * @param problem the bug that it ended in; empty for none
   */
  record Result(String grant, List<Event> events, String problem) {}

  /** The agent is at work. */
  record Beat(String grant) {}

  private static final List<Class<?>> MESSAGES =
      List.of(Claim.class, Answer.class, Result.class, Beat.class);

  private Bus() {}

  /** Where a role's agents hear that something is due. */
  static String offers(String role) {
    return "offer." + role;
  }

  /** Teaches a bus the messages; once for each Vert.x. */
  static void register(EventBus bus) {
    MESSAGES.forEach(message -> register(bus, message));
  }

  private static <T> void register(EventBus bus, Class<T> message) {
    bus.registerDefaultCodec(message, new ByReference<>(message));
  }

  static <T> void consume(Vertx vertx, String address, Handler<Message<T>> handler) {
    vertx.eventBus().<T>consumer(address, handler);
  }

  /** Messages are immutable and so travel within a node as they are. */
  private record ByReference<T>(Class<T> message) implements MessageCodec<T, T> {
    @Override
    public void encodeToWire(Buffer buffer, T body) {
      throw new UnsupportedOperationException(name() + " does not leave its node");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException(name() + " does not come from another node");
    }

    @Override
    public T transform(T body) {
      return body;
    }

    @Override
    public String name() {
      return message.getName();
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
