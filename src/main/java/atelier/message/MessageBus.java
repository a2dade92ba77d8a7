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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends and receives {@link Message}s on the Vert.x event bus. A message is passed by reference
 * within a node and as JSON between nodes. Every request gets a reply: a result, or a failure that
 * says whether a retry may help. Handlers run on the Vert.x context that registered them.
 */
public final class MessageBus {
  /** The addresses to which messages are published for all nodes. */
  public static final String OFFERS = "studio.offers";

  public static final String CAPABILITIES = "studio.capabilities";
  public static final String LIVE_MESSAGES = "studio.live";

  /** How much the clocks of two nodes may differ without a valid deadline being missed. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(MessageBus.class.getName());

  /**
   * The addresses at which a node's scheduler receives messages, and with TASK_WITHDRAWN its worker
   * pool.
   */
  public enum Address {
    CLAIM,
    TASK_RESULT,
    HEARTBEAT,
    TASK_RETURNED,
    TASK_WITHDRAWN,
    COMMAND,
    QUEUE_SNAPSHOT,
    IDLE;

    public String at(String node) {
      return "scheduler." + node + "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Failure codes of a reply. The handler threw: a retry does not help. */
  static final int FAILED = 1;

  /** A retry may help: another node leads the project now, or no majority can be reached. */
  static final int RETRY_LATER = 2;

  /** The message cannot be decoded: a retry does not help. */
  static final int UNREADABLE = 3;

  private MessageBus() {}

  /** This node does not lead the project, or no longer. */
  public static final class NotLeader extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotLeader(String project) {
      super("this node does not lead " + project);
    }
  }

  /** Registers the codecs of all messages. Idempotent. */
  public static void registerCodecs(Vertx vertx) {
    registerCodecs(vertx, false);
  }

  /** Registers the codecs; {@code alwaysJson} encodes messages within a node too. */
  public static void registerCodecs(Vertx vertx, boolean alwaysJson) {
    List<Class<?>> messages = new ArrayList<>(List.of(Message.class.getPermittedSubclasses()));
    messages.addAll(List.of(Capabilities.class, QueueSnapshot.class, LiveMessage.class));
    messages.forEach(type -> registerCodec(vertx.eventBus(), type, alwaysJson));
  }

  private static <T> void registerCodec(EventBus bus, Class<T> type, boolean alwaysJson) {
    try {
      bus.registerDefaultCodec(type, new Codec<>(type, alwaysJson));
    } catch (IllegalStateException alreadyRegistered) {
      LOG.log(Level.FINEST, "the codec is already registered", alreadyRegistered);
    }
  }

  /** Sends a request and waits for the reply, at most {@code timeoutMs}. */
  public static <R> Future<R> request(
      Vertx vertx, String address, Object message, long timeoutMs, Class<R> replyType) {
    return vertx
        .eventBus()
        .request(address, message, new DeliveryOptions().setSendTimeout(timeoutMs))
        .map(reply -> replyType.cast(reply.body()));
  }

  /** Replies to every request at an address with what the handler returns, or with its failure. */
  public static <T> MessageConsumer<Object> handleRequests(
      Vertx vertx, String address, Class<T> type, Function<T, ? extends Future<?>> handler) {
    return vertx
        .eventBus()
        .consumer(
            address,
            message -> invoke(message, type, handler)
                .onSuccess(message::reply)
                .onFailure(problem -> {
                  if (failureCode(problem) == FAILED) {
                    LOG.log(Level.WARNING, "the request to " + address + " failed", problem);
                  }
                  message.fail(failureCode(problem), String.valueOf(problem.getMessage()));
                }));
  }

  private static <T> Future<Object> invoke(
      io.vertx.core.eventbus.Message<Object> message,
      Class<T> type,
      Function<T, ? extends Future<?>> handler) {
    try {
      return handler.apply(type.cast(message.body())).map(reply -> reply);
    } catch (RuntimeException problem) {
      return Future.failedFuture(problem);
    }
  }

  private static int failureCode(Throwable problem) {
    if (isTransient(problem)) {
      return RETRY_LATER;
    }
    return problem instanceof MessageCodec.Unreadable ? UNREADABLE : FAILED;
  }

  /** Whether a problem comes from a change of leaders or of the membership, so that it passes. */
  public static boolean isTransient(Throwable problem) {
    return problem instanceof NotLeader
        || problem instanceof Journal.NoMajority
        || problem instanceof Journal.Conflict;
  }

  /** Whether a retry may help. A request that timed out may still have been processed. */
  public static boolean isRetryable(Throwable problem) {
    return problem instanceof ReplyException failure
        && switch (failure.failureType()) {
          case TIMEOUT, NO_HANDLERS, ERROR -> true;
          case RECIPIENT_FAILURE -> failure.failureCode() == RETRY_LATER;
        };
  }

  /** Whether a sender no longer waits, whatever its clock shows. */
  public static boolean isExpired(Instant deadline) {
    return Instant.now().isAfter(deadline.plus(MAX_CLOCK_SKEW));
  }

  /** Whether the receiver could not decode the message. */
  public static boolean isUnreadable(Throwable problem) {
    return problem instanceof ReplyException failure && failure.failureCode() == UNREADABLE;
  }

  /** Subscribes to messages that need no reply; skips those that cannot be decoded or processed. */
  public static <T> MessageConsumer<Object> subscribe(
      Vertx vertx, String address, Class<T> type, Consumer<T> listener) {
    return vertx.eventBus().consumer(address, message -> {
      try {
        listener.accept(type.cast(message.body()));
      } catch (RuntimeException problem) {
        LOG.log(Level.FINE, "skipped a message to " + address, problem);
      }
    });
  }

  /** Encodes a message type as JSON, prefixed with its length in 4 bytes. */
  private record Codec<T>(Class<T> type, boolean alwaysJson)
      implements io.vertx.core.eventbus.MessageCodec<T, T> {
    @Override
    public void encodeToWire(Buffer buffer, T body) {
      byte[] bytes = MessageCodec.encode(body);
      buffer.appendInt(bytes.length).appendBytes(bytes);
    }

    /** Vert.x calls this when the body is read: in {@link #invoke} and {@link #subscribe}. */
    @Override
    public T decodeFromWire(int position, Buffer buffer) {
      int length = buffer.length() < position + 4 ? -1 : buffer.getInt(position);
      if (length < 0 || length > buffer.length() - position - 4) {
        throw new MessageCodec.Unreadable("the message is truncated");
      }
      return MessageCodec.decode(type, buffer.getBytes(position + 4, position + 4 + length));
    }

    @Override
    public T transform(T body) {
      return alwaysJson ? MessageCodec.decode(type, MessageCodec.encode(body)) : body;
    }

    @Override
    public String name() {
      return type.getName();
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
