package atelier.packages.egress;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One connection of a client: its request, and then the bytes in both directions. */
final class ProxyConnection {
  private static final String END_OF_HEADER = "\r\n\r\n";
  private static final String CONNECTED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private final Vertx vertx;
  private final NetSocket client;
  private final Connector connector;
  private final EgressRules rules;
  private final TrafficMeter meter;
  private final EgressLimits limits;
  private Buffer header = Buffer.buffer();
  private String shown = "?";
  private long headerTimer = -1;
  private boolean isClosed;
  private @Nullable NetSocket registry;

  ProxyConnection(
      Vertx vertx,
      NetSocket client,
      Connector connector,
      EgressRules rules,
      TrafficMeter meter,
      EgressLimits limits) {
    this.vertx = vertx;
    this.client = client;
    this.connector = connector;
    this.rules = rules;
    this.meter = meter;
    this.limits = limits;
  }

  /** Reads the request. */
  void begin() {
    headerTimer = vertx.setTimer(
        limits.headerTimeMs(),
        expired -> refuse("?", new Refusal("408 Request Timeout", "no request")));
    client.exceptionHandler(failure -> close());
    client.handler(this::readHeader);
  }

  private void readHeader(Buffer received) {
    header.appendBuffer(received);
    // Bytes become characters one by one, so that positions are the same.
    String text = header.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END_OF_HEADER);
    if (end > limits.maxHeaderBytes() || (end < 0 && text.length() > limits.maxHeaderBytes())) {
      refuse("?", new Refusal("431 Request Header Fields Too Large", "a request too large"));
    } else if (end >= 0) {
      vertx.cancelTimer(headerTimer);
      client.pause();
      Buffer rest = header.getBuffer(end + END_OF_HEADER.length(), header.length());
      header = Buffer.buffer();
      decide(ConnectRequest.parse(text.substring(0, end)), rest);
    }
  }

  private void decide(ConnectRequest request, Buffer rest) {
    shown = request.shown();
    Optional<Refusal> refusal =
        request.refusal().or(() -> request.target().flatMap(rules::refusal)).or(meter::usedUp);
    if (refusal.isPresent()) {
      refuse(shown, refusal.get());
      return;
    }
    connector.connect(request.target().orElseThrow()).onComplete(done -> {
      if (isClosed) {
        if (done.succeeded()) {
          done.result().close();
        }
      } else if (done.succeeded()) {
        tunnel(done.result(), rest);
      } else {
        refuse(
            shown,
            done.cause() instanceof Connector.NotConnected known
                ? known.refusal()
                : Refusal.badGateway("no connection"));
      }
    });
  }

  private void tunnel(NetSocket opened, Buffer rest) {
    registry = opened;
    meter.connected(shown);
    opened.exceptionHandler(failure -> close());
    // Unlike the handler of closing, this one waits for what the client has not read yet.
    opened.endHandler(ended -> close());
    client.write(CONNECTED);
    forward(opened, client, meter::receives);
    forward(client, opened, meter::sends);
    if (rest.length() > 0) {
      pass(rest, client, opened, meter::sends);
    }
    client.resume();
  }

  private void forward(NetSocket from, NetSocket to, IntPredicate counts) {
    from.handler(bytes -> pass(bytes, from, to, counts));
  }

  private void pass(Buffer bytes, NetSocket from, NetSocket to, IntPredicate counts) {
    if (isClosed) {
      return;
    }
    if (!counts.test(bytes.length())) {
      end(meter.usedUp().map(Refusal::reason).orElse("too much"));
      return;
    }
    to.write(bytes);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(drained -> from.resume());
    }
  }

  /** Refuses the request, and closes the connection when the reply is sent. */
  void refuse(String target, Refusal refusal) {
    if (!isClosed) {
      meter.refused(target, refusal.reason());
      isClosed = true;
      vertx.cancelTimer(headerTimer);
      client.handler(ignored -> {});
      client.resume();
      client.write(refusal.reply()).onComplete(written -> client.close());
    }
  }

  /** Closes both sides, for a reason that is reported. */
  void end(String reason) {
    meter.refused(shown, reason);
    close();
  }

  /** Closes both sides. */
  void close() {
    closed();
    client.close();
  }

  /** The client has closed its side. */
  void closed() {
    isClosed = true;
    vertx.cancelTimer(headerTimer);
    NetSocket other = registry;
    if (other != null) {
      other.close();
    }
  }
}
