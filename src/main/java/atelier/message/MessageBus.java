package atelier.message;

import atelier.event.LiveMessage;
import atelier.journal.Journal;
import atelier.role.Capabilities;
import atelier.studio.QueueSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The addresses between conductors, agents and studios. A message travels as it is within a node,
 * as JSON between nodes; whoever asks is answered, or told why not.
 */
public final class MessageBus {
  /** Told to all nodes. */
  public static final String OFFERS = "studio.offers";

  public static final String CAPABILITIES = "studio.capabilities";
  public static final String PASSING = "studio.passing";

  /** By how much the clocks of nodes may differ before what is in time is taken for late. */
  public static final Duration CLOCK_GAP = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(MessageBus.class.getName());

  /** The questions that a node's conductor answers. */
  public enum Address {
    CLAIM,
    RESULT,
    BEAT,
    RETURN,
    WISH,
    BOARD,
    SETTLED;

    public String at(String node) {
      return "conductor." + node + "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a call was not answered, by the number that travels. */
  static final int FAULT = 1;

  /** Ask again: the project is another node's by now, or nothing can be acknowledged just now. */
  static final int AGAIN = 2;

  /** The message cannot be read: sending it again is in vain. */
  static final int UNREADABLE = 3;

  private MessageBus() {}

  /** This node does not conduct the project (any more). */
  public static final class NotLeader extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotLeader(String project) {
      super("this node does not conduct " + project);
    }
  }

  /** Teaches a Vert.x the messages; doing it again changes nothing. */
  public static void register(Vertx vertx) {
    register(vertx, false);
  }

  /** The same; {@code alwaysJson} lets messages within a node travel as between nodes. */
  public static void register(Vertx vertx, boolean alwaysJson) {
    List<Class<?>> messages = new ArrayList<>(List.of(Message.class.getPermittedSubclasses()));
    messages.addAll(List.of(Capabilities.class, QueueSnapshot.class, LiveMessage.class));
    messages.forEach(message -> register(vertx.eventBus(), message, alwaysJson));
  }

  private static <T> void register(EventBus bus, Class<T> message, boolean alwaysJson) {
    try {
      bus.registerDefaultCodec(message, new Codec<>(message, alwaysJson));
    } catch (IllegalStateException known) {
      LOG.log(Level.FINEST, "already known", known);
    }
  }

  /** Asks, at most for so long. */
  public static <R> Future<R> request(
      Vertx vertx, String address, Object letter, long timeoutMs, Class<R> reply) {
    return vertx
        .eventBus()
        .request(address, letter, new DeliveryOptions().setSendTimeout(timeoutMs))
        .map(message -> reply.cast(message.body()));
  }

  /** Answers every question at an address; a failure is answered too. */
  public static <T> MessageConsumer<Object> answer(
      Vertx vertx, String address, Class<T> type, Function<T, ? extends Future<?>> handler) {
    return vertx
        .eventBus()
        .consumer(
            address,
            message -> answered(message, type, handler)
                .onSuccess(message::reply)
                .onFailure(problem -> {
                  if (codeOf(problem) == FAULT) {
                    LOG.log(Level.WARNING, "a call to " + address + " failed", problem);
                  }
                  message.fail(codeOf(problem), String.valueOf(problem.getMessage()));
                }));
  }

  private static <T> Future<Object> answered(
      io.vertx.core.eventbus.Message<Object> message,
      Class<T> type,
      Function<T, ? extends Future<?>> handler) {
    try {
      return handler.apply(type.cast(message.body())).map(reply -> reply);
    } catch (RuntimeException problem) {
      return Future.failedFuture(problem);
    }
  }

  private static int codeOf(Throwable problem) {
    if (problem instanceof NotLeader
        || problem instanceof Journal.NoMajority
        || problem instanceof Journal.Conflict) {
      return AGAIN;
    }
    return problem instanceof MessageCodec.Unreadable ? UNREADABLE : FAULT;
  }

  /** Whether asking another time may help: what timed out may have been done all the same. */
  public static boolean mayHelp(Throwable problem) {
    return problem instanceof ReplyException failure
        && switch (failure.failureType()) {
          case TIMEOUT, NO_HANDLERS, ERROR -> true;
          case RECIPIENT_FAILURE -> failure.failureCode() == AGAIN;
        };
  }

  public static boolean unreadable(Throwable problem) {
    return problem instanceof ReplyException failure && failure.failureCode() == UNREADABLE;
  }

  /** Hears what is told to all; what cannot be read is left out. */
  public static <T> MessageConsumer<Object> hear(
      Vertx vertx, String address, Class<T> type, Consumer<T> listener) {
    return vertx.eventBus().consumer(address, message -> {
      try {
        listener.accept(type.cast(message.body()));
      } catch (RuntimeException problem) {
        LOG.log(Level.FINE, "what was told to " + address + " was left out", problem);
      }
    });
  }

  /** JSON between nodes; the reason instead where it cannot be sent or read. */
  private record Codec<T>(Class<T> message, boolean alwaysJson)
      implements io.vertx.core.eventbus.MessageCodec<T, T> {
    @Override
    public void encodeToWire(Buffer buffer, T body) {
      byte[] bytes = MessageCodec.write(body);
      buffer.appendInt(bytes.length).appendBytes(bytes);
    }

    /** Called when the receiver looks at the body: within {@link #answered} and {@link #hear}. */
    @Override
    public T decodeFromWire(int position, Buffer buffer) {
      int length = buffer.length() < position + 4 ? -1 : buffer.getInt(position);
      if (length < 0 || length > buffer.length() - position - 4) {
        throw new MessageCodec.Unreadable("a message that ends too soon");
      }
      return MessageCodec.read(message, buffer.getBytes(position + 4, position + 4 + length));
    }

    @Override
    public T transform(T body) {
      return alwaysJson ? MessageCodec.read(message, MessageCodec.write(body)) : body;
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
